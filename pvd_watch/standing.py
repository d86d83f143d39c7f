"""How Sources and pages fare from one run to the next, as frozen values: no input, no output, no clock.

Times are UTC text as in :mod:`pvd_watch.model`, empty where the thing never happened; spans are whole minutes, 0 where
nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pvd_watch.model import Failure, SourceKind

Trouble = Literal["", "failing", "empty", "silent", "gone"]
"""What is wrong with a Source, kept until it is well again: it fails, it answers with nothing in it where there used to
be entries, it is silent beyond its own rhythm, it is no longer there (404, 410)."""
Standing = Literal["gone", "failing", "empty", "silent", "quiet", "well", "new"]
"""A Source's trouble, or: ``quiet`` as usual, ``well`` (it had news of late), ``new`` (never polled)."""
STANDINGS: tuple[Standing, ...] = ("gone", "failing", "empty", "silent", "quiet", "well", "new")
NoticeKind = Literal["broken", "back"]
TextState = Literal["asked", "read", "paywall", "foreign", "empty", "reserved", "refused", "failed", "purged"]
"""What became of an Article's page: ``asked`` and not yet answered, ``read``, behind a ``paywall``, in a ``foreign``
language, ``empty`` (no text was found in it), ``reserved`` against text mining, ``refused`` (robots, 4xx), ``failed``
(asked again, a few times), ``purged`` after its time."""


@dataclass(frozen=True, slots=True)
class Poll:
    """One poll of a Source in its history. ``entries``: in the body; ``read``: it answered."""

    at: str
    entries: int
    new_entries: int
    read: bool


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a Source beyond its record.

    ``failures``: in a row, with the last one; ``trouble`` began at ``trouble_since``; ``newest_at``: the date of its
    newest entry; ``entries``: in the last body read; ``body_at``: when a whole body last came, not a 304;
    ``etag_lies``: its validators stood over different bodies; ``missed_at``: when two fetches last did not overlap;
    ``reserved_at``: when a page last refused text and data mining.
    """

    id: str
    name: str
    kind: SourceKind
    departments: tuple[str, ...]
    enabled: bool
    last_polled_at: str = ""
    last_ok_at: str = ""
    last_new_at: str = ""
    failures: int = 0
    failure: Failure | None = None
    next_poll_at: str = ""
    interval_minutes: int = 0
    usual_gap_minutes: int = 0
    newest_at: str = ""
    entries: int = 0
    body_at: str = ""
    etag_lies: bool = False
    trouble: Trouble = ""
    trouble_since: str = ""
    missed_at: str = ""
    reserved_at: str = ""
    reserved_reason: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a poll changes in how a Source is seen. ``missed``: entries came and went between the last two fetches."""

    next_poll_at: str
    interval_minutes: int
    usual_gap_minutes: int
    trouble: Trouble
    missed: bool = False
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Told once: a Source broke, or is back. ``since``: when the trouble began, which names it; ``trouble``: what it is
    or was; ``reason``: the sentence of the failure, empty where there was none."""

    source_id: str
    kind: NoticeKind
    since: str
    at: str
    trouble: Trouble
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """The body of a Source in which nothing was found where there used to be entries."""

    source_id: str
    at: str
    url: str
    body: str


@dataclass(frozen=True, slots=True)
class Appendix:
    """What the desk must know beside a Digest: notices of its window, Sources in trouble, entries that were missed, and
    Sources whose texts may not be read."""

    notices: tuple[Notice, ...]
    troubled: tuple[SourceState, ...]
    missed: tuple[SourceState, ...]
    reserved: tuple[SourceState, ...]


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """An Article whose page may be read and has not been. ``address``: what its text will be kept under; ``licensed``:
    its Source has a licence."""

    article_id: int
    source_id: str
    url: str
    address: str
    selector: str
    licensed: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page gave, as it is stored.

    ``text`` is empty unless ``state`` is ``read``; ``canonical``: the clean address it gives itself within its site,
    where that is not the one it was asked under; ``author``, ``published_at`` and ``precision`` as in an Article;
    ``old``: its own date makes the Article baseline.
    """

    article_id: int
    address: str
    state: TextState
    text: str = ""
    reason: str = ""
    canonical: str = ""
    author: str = ""
    published_at: str = ""
    precision: str = ""
    old: bool = False
