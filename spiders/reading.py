"""What a body of any form comes to: the entries that were not known, and what is said of all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pvd_watch.model import Entry
from spiders.dates import span
from spiders.item import Item, shared_links
from spiders.told import Told


class FormatError(ValueError):
    """A body that is not what its Source's kind says; the message says what it is instead and what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a body holds: the entries that were not known, the keys of all, how many items it has, how many seconds it
    asks us to wait (0: unsaid), and the dates of its oldest and newest item (empty: none is dated)."""

    entries: tuple[Entry, ...]
    present: tuple[str, ...]
    count: int
    ttl_seconds: int = 0
    oldest: str = ""
    newest: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """For whom a body is read: the final address, which relative links start from, the keys of the entries that need
    not be given again, and the Source."""

    url: str
    known: Collection[str] = field(default=frozenset())
    source_id: str = ""

    def reading(self, pairs: Sequence[tuple[Item, Told]], ttl_seconds: int = 0) -> Reading:
        """Every pair whose key is neither known nor met before, as an Entry."""
        shared = shared_links(item for item, _ in pairs)
        first = {item.key: (item, told) for item, told in reversed(pairs)}
        present = tuple(dict.fromkeys(item.key for item, _ in pairs))
        entries = [self.entry(*first[key], shared) for key in present if key not in self.known]
        dates = span(next(iter(told.dates), "") for _, told in pairs)
        return Reading(tuple(entries), present, len(pairs), ttl_seconds, *dates)

    def reading_of(self, items: Sequence[Item], entries: Mapping[str, Entry], ttl_seconds: int) -> Reading:
        """The Reading where the entries of the new items were made beforehand, by their keys."""
        present = tuple(dict.fromkeys(item.key for item in items))
        new = tuple(entries[key] for key in present if key in entries)
        dates = span(item.date for item in items)
        return Reading(new, present, len(items), ttl_seconds, *dates)

    def entry(self, item: Item, told: Told, shared: Collection[str]) -> Entry:
        told = told.with_words_of(item) if item.plain else told
        return told.entry(self.source_id, item.key, self.url, link_shared=bool(shared) and item.bare_link in shared)
