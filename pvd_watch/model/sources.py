"""Sources: what is watched, and how a site without a feed is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["feed", "news-sitemap", "listing", "search"]


FullText = Literal["never", "matched", "always"]


@dataclass(frozen=True, slots=True)
class Selectors:
    """How a site without a feed is read: CSS selectors of its list page (``item`` for each announcement, the others
    inside it), ``article`` for the text on the page of an Article, ``date_format`` as strptime takes it (empty: the
    date is read as French pages write it). ``parser``: the module of ``spiders/sites`` that reads the page instead."""

    item: str = ""
    link: str = ""
    title: str = ""
    date: str = ""
    summary: str = ""
    article: str = ""
    date_format: str = ""
    parser: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A title or institution that is watched: one record of the catalogue or of ``sources.toml``.

    ``departments`` are COG codes (``29``, ``2A``, ``971``); empty means national. ``weight`` orders the carriers of
    one Article: the highest gives its title and summary. ``selectors``: of a listing. ``verified``: the day on which it
    was last seen to give what it should. ``terms``: where its terms of use stand. ``licence``: what allows the reading
    of its texts against their reservation (empty: nothing). ``decided_by``: who decided how it is read, and when.
    """

    id: str
    name: str
    kind: SourceKind
    url: str
    homepage: str
    departments: tuple[str, ...] = ()
    weight: float = 1.0
    full_text: FullText = "matched"
    enabled: bool = True
    selectors: Selectors | None = None
    verified: str = ""
    terms: str = ""
    licence: str = ""
    decided_by: str = ""
