"""How long a feed asks its readers to wait: ``ttl`` of RSS 2.0, the syndication module of RSS 1.0, Cache-Control."""

from __future__ import annotations

import re

LONGEST = 7 * 86_400  # beyond it a server speaks of pictures, not of news
_HEAD = 20_000
_FIRST_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")
_TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>")
_PERIOD = re.compile(r"<\w+:updatePeriod>\s*(\w+)\s*</")
_FREQUENCY = re.compile(r"<\w+:updateFrequency>\s*(\d{1,4})\s*</")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}


def ttl_of_feed(text: str) -> int:
    """The seconds that the head of a feed asks for; 0 when it says nothing sensible.

    ``ttl`` counts minutes (https://www.rssboard.org/rss-specification); the module divides a period by a frequency
    (https://web.resource.org/rss/1.0/modules/syndication/).
    """
    head = text[:_HEAD]
    if first := _FIRST_ITEM.search(head):
        head = head[: first.start()]
    ttl, period, frequency = _TTL.search(head), _PERIOD.search(head), _FREQUENCY.search(head)
    minutes = 60 * int(ttl[1]) if ttl else 0
    share = _PERIODS.get(period[1].lower(), 0) // max(1, int(frequency[1]) if frequency else 1) if period else 0
    return greatest(minutes, share)


def ttl_of_header(cache_control: str) -> int:
    """The seconds of ``max-age`` (RFC 9111); 0 when there is none that is sensible for news."""
    found = _MAX_AGE.search(cache_control)
    return greatest(int(found[1])) if found else 0


def greatest(*seconds: int) -> int:
    """The greatest of the waits that are not beyond all sense."""
    return max((one for one in seconds if one <= LONGEST), default=0)
