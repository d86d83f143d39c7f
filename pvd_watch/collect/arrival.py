"""What an Entry becomes when it arrives: plain words, a canonical URL, a date that makes sense, baseline or not."""

from __future__ import annotations

import re
from datetime import timedelta

from pvd_watch.collect.addresses import canonical_url, clean_guid
from pvd_watch.model import Arrival, Entry, SourceKind
from pvd_watch.text import plain
from pvd_watch.times import moment_of, utc

SUMMARY_LIMIT = 500
"""Characters of a feed's own summary that are kept: more would be the full text."""
TITLE_LIMIT = 2_000
_NO_WORDS = re.compile(r"^(?:1|\(\.\.\.\)|\.\.\.|…|lire la suite.?)$", re.I)


def arrive(entry: Entry, seen_at: str, max_age_days: int, *, first_fetch: bool, kind: SourceKind = "feed") -> Arrival:
    """An Entry as it is stored.

    :param seen_at: the moment of first sight (UTC text); a date in the future counts as this.
    :param max_age_days: what is older than this when first seen is baseline.
    :param first_fetch: whether this is the Source's first fetch, in which undated entries are baseline too.
    :param kind: of the Source; a search leads to articles of others under addresses that are not theirs.
    """
    published_at, precision = entry.published_at, entry.precision
    if published_at > seen_at:
        published_at, precision = seen_at, "minute"
    return Arrival(
        key=entry.key,
        canonical_url=canonical_url(entry, by_url=kind != "search"),
        url=entry.url.strip()[:2_000],
        guid=clean_guid(entry.guid)[:2_000],
        title=plain(entry.title)[:TITLE_LIMIT],
        summary=_summary(entry.summary),
        author=plain(entry.author)[:200],
        published_at=published_at,
        precision=precision,
        categories=tuple(dict.fromkeys(filter(None, (plain(item)[:100] for item in entry.categories))))[:20],
        baseline=too_old(published_at, seen_at, max_age_days) if published_at else first_fetch,
    )


def too_old(published_at: str, seen_at: str, max_age_days: int) -> bool:
    """True for what was more than so many days old when it was first seen."""
    return published_at < utc(moment_of(seen_at) - timedelta(days=max_age_days))


def _summary(markup: str) -> str:
    words = plain(markup)
    if _NO_WORDS.match(words):
        return ""
    if len(words) <= SUMMARY_LIMIT:
        return words
    return words[:SUMMARY_LIMIT].rsplit(" ", 1)[0] + "…"
