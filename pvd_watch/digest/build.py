"""Building a day's Digest out of the linked Articles of its window: what goes in, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pvd_watch.model import CommuneRef, Digest, DigestItem, LinkedArticle, main_commune
from pvd_watch.text import name_key
from pvd_watch.typography import excerpt


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time ``(from_at, to_at]`` of a day's Digest (UTC text)."""

    day: str
    from_at: str
    to_at: str


def build(
    window: Window,
    articles: Sequence[LinkedArticle],
    arrived: tuple[int, int],
    regions: Mapping[str, str],
    excerpt_chars: int,
) -> Digest:
    """The draft of a day.

    :param articles: the linked Articles of the window, in any order.
    :param arrived: how many Articles were first seen in the window, from how many Sources.
    :param regions: region names by code; the digest goes by region, department and commune.
    """
    ordered = sorted(articles, key=lambda article: article.article.canonical_url)
    ordered.sort(key=lambda article: article.article.published_at, reverse=True)
    ordered.sort(key=lambda article: place_of(article.communes, regions))
    items = tuple(_item(rank, article, excerpt_chars) for rank, article in enumerate(ordered, start=1))
    return Digest(window.day, window.from_at, window.to_at, "draft", items, *arrived)


Place = tuple[str, str, str, str, str]
"""Where an item stands in a Digest: region by name and code, department, commune by name and INSEE code."""


def place_of(communes: Sequence[CommuneRef], regions: Mapping[str, str]) -> Place:
    """The place of an Article that speaks of these communes; Digests go by it."""
    commune = main_commune(communes)
    region = _key(regions.get(commune.region, commune.region))
    return region, commune.region, commune.department, _key(commune.name), commune.insee


_key = lru_cache(maxsize=4096)(name_key)


def _item(rank: int, linked: LinkedArticle, excerpt_chars: int) -> DigestItem:
    article = linked.article
    return DigestItem(
        rank=rank,
        story_id=linked.story_id,
        article_id=article.id,
        title=article.title,
        url=article.canonical_url if article.canonical_url.startswith("http") else article.url,
        outlet=linked.outlet,
        source_id=article.source_id,
        published_at=article.published_at,
        precision=article.precision,
        excerpt=excerpt(article.summary, excerpt_chars),
        communes=linked.communes,
        also_in=linked.also_in,
        page=linked.page,
    )
