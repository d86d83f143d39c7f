"""The table ``[alarms]`` of ``watch.toml``: who is told when the service itself is unwell, and from when on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pvd_watch.config.rules import Key, addresses, web_address_or_nothing, whole


@dataclass(frozen=True, slots=True)
class Alarms:
    """``[alarms]``: one message when something is wrong, one when it is well again. Secrets are in the environment."""

    alarm_to: Annotated[
        tuple[str, ...], Key(addresses(), 'Who is told by mail that something is wrong, such as ["a@example.fr"].')
    ] = ()
    webhook: Annotated[
        str,
        Key(
            web_address_or_nothing(),
            "Where alarms are posted as JSON; PVD_WATCH_WEBHOOK takes its place where the address is secret.",
        ),
    ] = ""
    digest_late_minutes: Annotated[
        int, Key(whole(10, 1_440), "How long after its hour the day's digest may be missing, in minutes.")
    ] = 120
    poll_hours: Annotated[
        int, Key(whole(1, 720), "How long no source at all may have answered, in hours; 26 with one run a day.")
    ] = 6
    broken_percent: Annotated[
        int, Key(whole(1, 100), "How many of the sources watched may be failing or empty at once, in percent.")
    ] = 20
    least_free_megabytes: Annotated[
        int, Key(whole(0, 10_000_000), "Least room that must be left on the disk of data/, in megabytes.")
    ] = 1_000
    backup_days: Annotated[
        int, Key(whole(0, 3_650), "How old the newest backup may be, in days; 0: backups are made elsewhere.")
    ] = 2
