"""The lead of a Story: the Article that a reader should open, and in which order the others follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pvd_watch.model import ToGroup
from pvd_watch.stories.wording import Wording, runs

_COPY_SHARE = 0.6
"""Share of an Article's runs of words that an earlier one has too, from which it counts as a copy of it."""

Told = tuple[ToGroup, Wording]


def by_merit(story: Collection[Told]) -> list[ToGroup]:
    """The Articles of a Story, the lead first: own work, free to read, an outlet of the place, length, then time."""
    ordered = sorted(story, key=lambda told: (told[1].seconds, told[0].key))
    seen: dict[frozenset[tuple[str, ...]], None] = {}
    ranked = []
    for place, (article, wording) in enumerate(ordered):
        own = runs(article.text) if len(ordered) > 1 else frozenset()
        copied = wording.agency or (bool(own) and (own in seen or _copied(own, seen)))
        seen[own] = None
        ranked.append((copied, article.subscribers, not _near(article), -article.length, place, article))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1])]


def _copied(own: frozenset[tuple[str, ...]], seen: Iterable[frozenset[tuple[str, ...]]]) -> bool:
    return any(len(own & other) > _COPY_SHARE * len(own) for other in seen)


def also_in(ordered: Sequence[ToGroup]) -> tuple[str, ...]:
    """The outlets behind the lead's, for « aussi dans : A, B »: each once, in the order given."""
    return tuple(dict.fromkeys(article.outlet for article in ordered if article.outlet != ordered[0].outlet))


def _near(article: ToGroup) -> bool:
    """True where the outlet's area holds one of the communes."""
    return any(commune.department in article.departments for commune in article.communes)
