"""Grouping, whole: new Articles and those they may touch go in, Stories come out.

A **thread** is what pairs that speak for one event hold together, directly or through others
(:mod:`pvd_watch.stories.threads`); Stories are the parts that :mod:`pvd_watch.stories.clusters` makes of a thread.
Nearly every thread is one Story. Both depend on the set of Articles alone, and a thread that a new Article touches is
parted afresh as a whole: so day by day, one by one or all at once, in any order, the same Stories come out, provided
that ``known`` holds

1. every Article whose time is within 72 hours of that of a new one,
2. every Article that editors merged with a new one,
3. every Article of the threads of these, and of the thread where a new one stood before its wording changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pvd_watch.model import Edits, Grouped, Grouping, Pair, ToGroup
from pvd_watch.stories.clusters import cluster
from pvd_watch.stories.crowds import without_copies
from pvd_watch.stories.lead import by_merit
from pvd_watch.stories.likeness import points
from pvd_watch.stories.pairs import pair, pairs
from pvd_watch.stories.threads import threads
from pvd_watch.stories.wording import Wording, wording

NO_EDITS = Edits()


def group(new: Sequence[ToGroup], known: Sequence[ToGroup], edits: Edits = NO_EDITS) -> Grouping:
    """Group new Articles with those of their time.

    :param new: Articles never grouped, or whose wording, communes or time changed, or on which editors decided anew.
    :param known: Articles in Stories, at least those named in this module's docstring; one that is new too is left out.
    """
    fresh, settled = _parted(new, known)
    articles = {article.key: article for article in (*fresh, *settled)}
    words = {article.key: wording(article) for article in (*fresh, *_near(fresh, settled))}
    held = [*_held(settled), *_within(edits.merged, articles)]
    beside = [words[one.key] for one in settled if one.key in words]
    found = threads([words[one.key] for one in fresh], beside, held)
    touched = {key for keys in found.values() for key in keys}
    words |= {key: wording(articles[key]) for key in touched - words.keys()}
    parts = [(first, part) for first, keys in found.items() for part in _part([words[key] for key in keys], edits)]
    parts.sort(key=lambda threaded: threaded[1][0])
    kept, merged = _identities([part for _, part in parts], articles)
    stories = [
        Grouped(story, first, tuple(one.key for one in by_merit([(articles[key], words[key]) for key in part])))
        for (first, part), story in zip(parts, kept, strict=True)
    ]
    return Grouping(tuple(stories), merged)


def _parted(new: Sequence[ToGroup], known: Sequence[ToGroup]) -> tuple[list[ToGroup], list[ToGroup]]:
    """All that must be compared afresh, and the rest; a thread that a new Article leaves is compared afresh whole."""
    unique = {article.key: article for article in new}
    left = {article.thread for article in new if article.thread}
    others = [article for article in known if article.key not in unique]
    fresh = [*unique.values(), *(article for article in others if article.thread in left)]
    return sorted(fresh, key=_key), sorted((one for one in others if one.thread not in left), key=_key)


def _near(fresh: Iterable[ToGroup], settled: Sequence[ToGroup]) -> Sequence[ToGroup]:
    """The known Articles that may be comparable with a fresh one, so that only these need be read again.

    Those of the communes of fresh ones, and those without a commune; all where a fresh one names none.
    """
    communes = {commune.insee for article in fresh for commune in article.communes}
    if not all(article.communes for article in fresh):
        return settled
    return [one for one in settled if not one.communes or any(commune.insee in communes for commune in one.communes)]


def _key(article: ToGroup) -> str:
    return article.key


def _held(settled: Iterable[ToGroup]) -> Iterator[Pair]:
    """Known Articles that no new one unsettles hold together as before."""
    first_of: dict[str, str] = {}
    for article in settled:
        if article.thread:
            yield first_of.setdefault(article.thread, article.key), article.key


def _within(decided: Iterable[Pair], keys: Collection[str]) -> list[Pair]:
    return sorted(pair(a, b) for a, b in decided if a != b and a in keys and b in keys)


def _part(thread: Sequence[Wording], edits: Edits) -> list[tuple[str, ...]]:
    """The Stories of a thread."""
    every = {article.key for article in thread}
    merged, split = _within(edits.merged, every), _within(edits.split, every)
    stands_for = without_copies(thread, {key for two in (*merged, *split) for key in two})
    compared = [article for article in thread if article.key in stands_for]
    scores = {pair(a.key, b.key): points(a, b) for a, b in pairs(compared)}
    found = cluster(stands_for, scores, merged, split)
    return [tuple(sorted(copy for key in keys for copy in stands_for[key])) for keys in found]


def _identities(
    parts: Sequence[tuple[str, ...]], articles: Mapping[str, ToGroup]
) -> tuple[list[int | None], dict[int, int]]:
    """The id of each part, and where ids that are gone lead.

    An id goes with most of its former Articles; a part that several ids come to keeps the smallest, the oldest.
    """
    votes: dict[int, Counter[int]] = {}
    for place, part in enumerate(parts):
        for key in part:
            story = articles[key].story
            if story is not None:
                votes.setdefault(story, Counter())[place] += 1
    coming: list[list[int]] = [[] for _ in parts]
    for story, places in sorted(votes.items()):
        most = max(places.values())
        coming[min(place for place, count in places.items() if count == most)].append(story)
    kept = [ids[0] if ids else None for ids in coming]
    return kept, {gone: ids[0] for ids in coming for gone in ids[1:]}
