"""What tells one item of a feed from another: the name of its wording, and links that several items share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(r"utm_|at_|mtm_|pk_|xtor|fbclid|gclid|mc_[ce]id", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """The identifying words of one item, as they are written in the feed. ``plain``: link, guid and date need no
    further reading."""

    guid: str
    link: str
    title: str
    summary: str
    date: str
    rest: str = ""
    plain: bool = False

    @cached_property
    def key(self) -> str:
        """The name of this wording of this item: 64 bits in hexadecimal. Where all else is empty, the rest counts."""
        told = (self.guid, self.link, self.title, self.summary, self.date)
        words = told if any(told) else (self.rest,)
        return blake2b("\x1f".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()

    @property
    def bare_link(self) -> str:
        """The link without fragment and tracking."""
        try:
            parts = urlsplit(self.link)
        except ValueError:
            return self.link
        query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
        return parts._replace(query=urlencode(query), fragment="").geturl()


def shared_links(items: Iterable[Item]) -> set[str]:
    """The bare links that several of the items, with different guid or title, give."""
    linked = [item for item in items if item.link]
    stems = Counter(map(_stem, linked))
    # Only what is equal up to the query can be equal without tracking: few feeds have any such links.
    named = {(item.bare_link, item.guid, item.title) for item in linked if stems[_stem(item)] > 1}
    return {link for link, count in Counter(link for link, _, _ in named).items() if count > 1}


def _stem(item: Item) -> str:
    return item.link.partition("#")[0].partition("?")[0]
