"""A day as editors see it, how far they have come with it, and what an action on it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pvd_watch.digest.decisions import Sheet
from pvd_watch.model import Digest, DigestItem, Logged

_UNREAD = ("undo", "receive", "rule")
"""What is done to a Story without reading it on this day."""


@dataclass(frozen=True, slots=True)
class Progress:
    """« 42 lus, 12 gardés, 160 restants » : ``read`` by an editor, ``kept`` or pinned, ``left`` to read."""

    read: int
    kept: int
    left: int


@dataclass(frozen=True, slots=True)
class DayReview:
    """A day as editors see it. ``digest`` is its head, without items; ``base`` its draft before any Decision;
    ``stored`` what its Digest shows; ``history`` everything that was done, undone or not; ``elsewhere``: the other days
    that published Articles of it, by Article; ``seen``: the Stories that an editor marked as read."""

    digest: Digest
    version: int
    base: tuple[DigestItem, ...]
    stored: tuple[DigestItem, ...]
    history: tuple[Logged, ...]
    sheet: Sheet
    elsewhere: Mapping[int, str] = field(default_factory=dict)
    seen: frozenset[int] = frozenset()

    @property
    def read(self) -> frozenset[int]:
        """The Stories that an editor has read: marked as seen, or decided on."""
        acts = {one.decision.story_id for one in self.history if one.stands and one.decision.action not in _UNREAD}
        return frozenset(line.item.story_id for line in self.sheet.lines if line.item.story_id in self.seen | acts)

    @property
    def progress(self) -> Progress:
        """How far the editors have come."""
        read = self.read
        left = sum(item.story_id not in read and item.state == "proposed" for item in self.sheet.items)
        return Progress(len(read), self.counts["kept"], left)

    @property
    def counts(self) -> dict[str, int]:
        """How many items were kept (or pinned) and dropped, and how many are left to decide on."""
        states = ["kept" if item.pinned and item.state == "proposed" else item.state for item in self.sheet.items]
        return {"kept": states.count("kept"), "dropped": states.count("dropped"), "left": states.count("proposed")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action did. ``logged``: None where everything was so already, and nothing was stored. ``republished``:
    the days whose public pages and files are no longer what they were."""

    review: DayReview
    logged: Logged | None
    republished: tuple[str, ...] = ()
