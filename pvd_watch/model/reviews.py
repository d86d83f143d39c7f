"""Editors' Decisions on a Digest and its Stories, and the history that keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pvd_watch.model.digests import DigestItem
from pvd_watch.model.links import Verdict
from pvd_watch.model.places import CommuneRef

Action = Literal[
    "keep",
    "drop",
    "move",
    "receive",
    "add",
    "rule",
    "pin",
    "unpin",
    "present",
    "note",
    "split",
    "merge",
    "verdict",
    "publish",
    "unpublish",
    "undo",
]
"""``receive`` is the other side of a move to another day: the day that takes the Story in; ``add`` puts an Article into
a day that an editor asked for; ``rule`` is what a rule on a name takes from a draft."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decides about a day, or about one Story of it.

    ``story_id``: 0 where the whole day is meant. ``text``: why it is dropped, the public line, the internal note; empty
    takes line or note away; ``up`` or ``down`` asks for a move by one rank. ``rank``: where a move puts it; ``place``
    is that rank as a fraction between the places of its neighbours, so that moves of different Stories do not depend on
    each other. ``day``: the other day of a move between days. ``article_id``: what a split takes out, or what a verdict
    is on (0: the lead Article). ``other_id``: the Story that is merged into ``story_id``, or that came out of it.
    ``items``: as they are to be shown; for a split the Story without the Article and the Article alone, for ``receive``
    the Story that comes. ``commune``: what a verdict adds to the item. ``of``: the action that is undone, or
    the rule that is applied. What an
    editor need not know (``place``, ``items``, ``commune``) the editors' way fills in.
    """

    action: Action
    story_id: int = 0
    text: str = ""
    rank: int = 0
    place: str = ""
    day: str = ""
    article_id: int = 0
    other_id: int = 0
    items: tuple[DigestItem, ...] = ()
    verdict: Verdict | None = None
    commune: CommuneRef | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class Logged:
    """A Decision as the history of its day keeps it, for ever.

    ``version``: that of the day once it was done. ``title``: of the Story, as it then read. ``undone_at``: empty while
    it stands. ``correction``: it changed a published Digest. ``with_id``: the action on another day that was done, and
    is undone, together with it (0: none). ``verdict_id``: its row among the verdicts (0: none).
    """

    id: int
    day: str
    version: int
    decision: Decision
    editor: str
    at: str
    title: str = ""
    undone_at: str = ""
    correction: bool = False
    with_id: int = 0
    verdict_id: int = 0

    @property
    def stands(self) -> bool:
        """True while nobody has undone it."""
        return not self.undone_at


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day in the list of days: how many Stories its Digest shows, and of a draft how many were kept (or pinned), how
    many dropped. ``edited``: editors were at work on it."""

    day: str
    state: str
    stories: int
    kept: int
    dropped: int
    edited: bool

    @property
    def left(self) -> int:
        """Stories that nobody has decided on."""
        return self.stories - self.kept - self.dropped
