"""Building a day's Digest out of the ranked Stories of its window: one line a Story, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pvd_watch.digest.carry import still_offered
from pvd_watch.model import CommuneRef, Digest, DigestItem, ItemState, LinkedArticle, Point, main_commune
from pvd_watch.text import name_key
from pvd_watch.typography import excerpt


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time ``(from_at, to_at]`` of a day's Digest (UTC text)."""

    day: str
    from_at: str
    to_at: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A Story of the window: its lead Article, the others in the order of their merit, what it is about, its score."""

    lead: LinkedArticle
    others: tuple[LinkedArticle, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    score: float = 0.0
    reason: str = ""
    points: tuple[Point, ...] = ()
    state: ItemState = "proposed"
    """``dropped``: by rule, for want of points."""


def build(
    window: Window,
    stories: Sequence[Ranked],
    arrived: tuple[int, int],
    excerpt_chars: int,
    left_open: Sequence[Digest] = (),
    max_age_days: int = 0,
) -> Digest:
    """The draft of a day.

    :param stories: the Stories of the window, best first.
    :param arrived: how many Articles were first seen in the window, from how many Sources.
    :param left_open: earlier Digests as editors left them: what is open there is offered again, behind the day's own.
    """
    own = [item_of(story, excerpt_chars) for story in stories]
    again = still_offered(left_open, window.day, max_age_days, {item.story_id for item in own})
    items = tuple(replace(item, rank=rank) for rank, item in enumerate((*own, *again), start=1))
    return Digest(window.day, window.from_at, window.to_at, "draft", items, *arrived)


Place = tuple[str, str, str, str, str]
"""Where an item stands in a Digest: region by name and code, department, commune by name and INSEE code."""


def place_of(communes: Sequence[CommuneRef], regions: Mapping[str, str]) -> Place:
    """The place of an Article that speaks of these communes; pages go by it."""
    commune = main_commune(communes)
    region = _key(regions.get(commune.region, commune.region))
    return region, commune.region, commune.department, _key(commune.name), commune.insee


_key = lru_cache(maxsize=4096)(name_key)


def item_of(story: Ranked, excerpt_chars: int) -> DigestItem:
    """A Story as a line of a Digest, not placed yet."""
    lead = story.lead
    article = lead.article
    outlets = [name for member in (lead, *story.others) for name in (member.outlet, *member.also_in)]
    return DigestItem(
        rank=0,
        story_id=lead.story_id,
        article_id=article.id,
        title=article.title,
        url=article.link,
        outlet=lead.outlet,
        source_id=article.source_id,
        published_at=article.published_at,
        precision=article.precision,
        excerpt=excerpt(article.summary, excerpt_chars),
        communes=lead.communes,
        also_in=tuple(name for name in dict.fromkeys(outlets) if name != lead.outlet),
        themes=story.themes,
        kinds=story.kinds,
        score=story.score,
        reason=story.reason,
        points=story.points,
        state=story.state,
        page=lead.page,
        size=1 + len(story.others),
    )
