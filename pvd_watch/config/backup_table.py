"""The table ``[backup]`` of ``watch.toml``: where backups go, and how many stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pvd_watch.config.rules import Key, matching, whole


@dataclass(frozen=True, slots=True)
class Backup:
    """``[backup]``: copies of the database."""

    folder: Annotated[
        str,
        Key(
            matching(r"[^\x00-\x1f\x7f]{0,1000}", "a folder on one line"),
            "Where backups go, from the home's folder on; another disk is better. Empty: data/backups.",
        ),
    ] = ""
    daily: Annotated[int, Key(whole(1, 1_000), "Of how many of the last days with a backup one is kept.")] = 7
    weekly: Annotated[int, Key(whole(0, 1_000), "Of how many of the weeks before them one is kept.")] = 4
