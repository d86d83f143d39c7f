"""The table ``[retention]`` of ``watch.toml``: how long what the program notes of its own work is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pvd_watch.config.rules import Key, whole


@dataclass(frozen=True, slots=True)
class Retention:
    """``[retention]``: logs. Texts of articles have their own key, ``[pages] keep_days``."""

    log_days: Annotated[
        int,
        Key(
            whole(31, 36_500),
            "How long runs, polls, notices, jobs and mails sent, with their addresses, are remembered, in days.",
        ),
    ] = 365
