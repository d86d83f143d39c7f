"""What became of a digest's mail to one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SendingState = Literal["sending", "sent", "failed", "uncertain"]
"""``sending``: the dialogue with the server is under way, or was cut off; ``failed``: it surely did not go, and the
next « send » tries again; ``uncertain``: it may have gone, and only an explicit wish sends it again."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The mail of a day to an address. ``at``: the last change of its state, UTC text; ``reason``: of a failure."""

    day: str
    address: str
    message_id: str
    state: SendingState
    at: str
    reason: str = ""
