"""Digests and what the newsletter takes from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pvd_watch.model.places import CommuneRef

ItemState = Literal["proposed", "kept", "dropped"]


@dataclass(frozen=True, slots=True)
class Point:
    """One component of an item's score: a code, the words that a French editor reads, points (negative weigh down)."""

    code: str
    words: str
    points: float


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One Story in a digest as it was shown: everything a page needs, so that a published digest never changes.

    Title, address, outlet and extract are those of the Story's lead Article; ``also_in`` are the other outlets.
    ``themes`` and ``kinds`` are codes of ``themes.toml``; ``reason`` answers « pourquoi ici ? » in one sentence made of
    ``points``, whose sum is ``score``. ``page``: what became of the Article's page (a ``TextState``), empty where it
    was not asked for. ``presentation``: the editor's public line. ``carried``: offered again from an earlier day
    (« report »). ``size``: Articles of the Story.
    """

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
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    score: float = 0.0
    reason: str = ""
    points: tuple[Point, ...] = ()
    page: str = ""
    size: int = 1
    state: ItemState = "proposed"
    pinned: bool = False
    presentation: str = ""
    carried: bool = False

    @property
    def free(self) -> bool:
        """False where the page was found behind a paywall (« abonnés »)."""
        return self.page != "paywall"


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
