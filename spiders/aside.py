"""Large bodies are read in a thread, so that the other jobs go on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

LARGE = 500_000
_Read = TypeVar("_Read")


async def aside(read: Callable[[], _Read], size: int) -> _Read:
    """What ``read`` gives for a body of ``size`` bytes."""
    return read() if size < LARGE else await asyncio.to_thread(read)
