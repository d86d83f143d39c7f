"""Entries as Sources announce them, and Articles as they are stored."""

from __future__ import annotations

from dataclasses import dataclass

from pvd_watch.model.places import CommuneRef


@dataclass(frozen=True, slots=True)
class Entry:
    """What a Source announces, as the crawl child read it: plain values, titles and summaries still as marked up.

    ``key`` names this wording of this entry within its source (a hash): an entry whose key is known needs no work.
    ``published_at``: UTC text or empty; ``precision``: ``minute``, ``day`` or empty. ``link_shared`` says that the
    same body gives this link to several entries with different guid or title.
    """

    source_id: str
    key: str
    url: str = ""
    guid: str = ""
    title: str = ""
    summary: str = ""
    author: str = ""
    published_at: str = ""
    precision: str = ""
    categories: tuple[str, ...] = ()
    link_shared: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """An Entry ready to be stored: cleaned to plain text, with the canonical URL it was given."""

    key: str
    canonical_url: str
    url: str
    guid: str
    title: str
    summary: str
    author: str
    published_at: str
    precision: str
    categories: tuple[str, ...]
    baseline: bool


@dataclass(frozen=True, slots=True)
class Article:
    """The stored unit. ``summary`` is plain text; ``baseline`` Articles stand in no digest."""

    id: int
    source_id: str
    canonical_url: str
    url: str
    title: str
    summary: str
    author: str
    published_at: str
    precision: str
    first_seen_at: str
    baseline: bool
    categories: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """The address that leads a reader to it: the canonical one, unless that only names an entry of a Source."""
        return self.canonical_url if self.canonical_url.startswith("http") else self.url


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An Article with the communes it speaks of, best first, the names of the other outlets that carried it, and what
    became of its page (a ``TextState``, or empty)."""

    article: Article
    story_id: int
    outlet: str
    communes: tuple[CommuneRef, ...]
    also_in: tuple[str, ...]
    page: str = ""
    merit: int = 0
    """Place in its Story, 0 for the lead."""
    titled: frozenset[str] = frozenset()
    """INSEE codes of the communes that its title names."""
    departments: tuple[str, ...] = ()
    """Of its outlet."""
    weight: float = 1.0
    """Of its outlet."""
