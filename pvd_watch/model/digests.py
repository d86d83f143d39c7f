"""Digests and what the newsletter takes from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pvd_watch.model.places import CommuneRef


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One line of a digest as it was shown: everything a page needs, so that a published digest never changes."""

    rank: int
    story_id: int
    article_id: int
    title: str
    url: str
    outlet: str
    source_id: str
    published_at: str
    precision: str
    excerpt: str
    communes: tuple[CommuneRef, ...]
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What items of digests count up to."""

    articles: int
    stories: int
    communes: int
    departments: int
    outlets: int


def figures_of(items: Collection[DigestItem]) -> Figures:
    """Count items: each Article, Story, commune named, department and outlet once."""
    communes = {commune.insee: commune.department for item in items for commune in item.communes}
    return Figures(
        articles=len({item.article_id for item in items}),
        stories=len({item.story_id for item in items}),
        communes=len(communes),
        departments=len(set(communes.values())),
        outlets=len({name for item in items for name in (item.outlet, *item.also_in)}),
    )


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest of one local day over the window ``(from_at, to_at]``; ``state`` is draft or published."""

    day: str
    from_at: str
    to_at: str
    state: str
    items: tuple[DigestItem, ...]
    articles: int
    """Articles first seen in the window, linked or not."""
    sources: int
    """Sources that carried them."""


TopState = Literal["pinned", "published", "proposed"]


@dataclass(frozen=True, slots=True)
class TopStory:
    """A Story of a period's digests, as the newsletter may take it. ``presentation``: the editor's public line."""

    item: DigestItem
    day: str
    state: TopState
    in_title: bool
    size: int
    presentation: str = ""
    theme: str = ""
