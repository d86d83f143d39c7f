"""``[schedule]``: what ``pvd-watch serve`` does by itself, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pvd_watch.config.rules import Key, addresses, matching, whole

_HOUR_OR_NEVER = matching(r"(([01][0-9]|2[0-3]):[0-5][0-9])?", 'an hour in quotes from "00:00" to "23:59", or ""')


@dataclass(frozen=True, slots=True)
class Schedule:
    """``[schedule]``: the tasks besides the draft digest, which is made at ``[digest] hour``. Hours are of Paris; at an
    empty one the task is never done by itself."""

    poll_minutes: Annotated[
        int,
        Key(whole(0, 1440), "How often sources that are due are polled between drafts, in minutes; 0: never."),
    ] = 15
    reminder_hour: Annotated[
        str, Key(_HOUR_OR_NEVER, "When editors are reminded of a draft that is not published; empty: never.")
    ] = ""
    editors: Annotated[tuple[str, ...], Key(addresses(), "Who is reminded, by e-mail.")] = ()
    publish_hour: Annotated[
        str, Key(_HOUR_OR_NEVER, "When a draft that nobody published is published by itself; empty: never.")
    ] = ""
    publish_top: Annotated[
        int, Key(whole(1, 1000), "How many stories are then published at most, where no editor kept any.")
    ] = 20
    mail_hour: Annotated[
        str, Key(_HOUR_OR_NEVER, "From when today's digest is mailed to [mail] to; empty: as soon as it is published.")
    ] = ""
    check_hour: Annotated[
        str, Key(_HOUR_OR_NEVER, "When listings that wait for their check are tried out; empty: never.")
    ] = "02:30"
    purge_hour: Annotated[str, Key(_HOUR_OR_NEVER, "When what is kept too long is purged; empty: never.")] = "03:30"
    backup_hour: Annotated[str, Key(_HOUR_OR_NEVER, "When a backup is made; empty: never.")] = "04:00"
    limit_minutes: Annotated[int, Key(whole(1, 1440), "How long a task may take before it is ended, in minutes.")] = 180
