"""What is exported of an Article, and of whose work it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pvd_watch import typography as french
from pvd_watch.model import CommuneRef, LinkedArticle

CREDITS = (
    "Communes, départements, régions : Code officiel géographique, INSEE, Licence Ouverte 2.0",
    "Villes du programme Petites villes de demain : ANCT, Licence Ouverte 2.0",
    "Titres et liens : les éditeurs nommés (outlet)",
)
"""Whose work an export is made of; it stands in the file itself, so that no copy of the file can lose it."""
CREDIT = "INSEE et ANCT, Licence Ouverte 2.0 ; titres et liens : leurs éditeurs"
"""The same, short, for a column."""
_TITLE = 1_000
"""Most characters of a title."""


@dataclass(frozen=True, slots=True)
class Record:
    """An Article as it is exported, on its digest day; nothing in it can break a line or run backwards."""

    day: str
    article_id: int
    story_id: int
    published_at: str
    precision: str
    title: str
    url: str
    outlet: str
    also_in: tuple[str, ...]
    themes: tuple[str, ...]
    communes: tuple[CommuneRef, ...]


def records(articles: Iterable[tuple[str, LinkedArticle]], themes: Mapping[int, tuple[str, ...]]) -> Iterator[Record]:
    """Articles as they are exported, in their order.

    :param articles: with the digest day of each.
    :param themes: by Story.
    """
    for day, linked in articles:
        article = linked.article
        yield Record(
            day=day,
            article_id=article.id,
            story_id=linked.story_id,
            published_at=article.published_at,
            precision=article.precision,
            title=french.excerpt(french.harmless(article.title).strip(), _TITLE),
            url=french.web_address(article.link),
            outlet=french.harmless(linked.outlet),
            also_in=tuple(french.harmless(name) for name in linked.also_in),
            themes=themes.get(linked.story_id, ()),
            communes=linked.communes,
        )
