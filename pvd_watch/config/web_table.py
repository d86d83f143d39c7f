"""The table ``[web]`` of ``watch.toml``: where the desk listens and how long a login lasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pvd_watch.config.rules import Key, matching, truth, whole


@dataclass(frozen=True, slots=True)
class Web:
    """``[web]``: the desk and the public pages (``serve``)."""

    host: Annotated[
        str,
        Key(
            matching(r"[A-Za-z0-9.:_-]{1,253}", "an address of this machine"),
            "On which address of this machine pages are served; behind a proxy leave it.",
        ),
    ] = "127.0.0.1"
    port: Annotated[int, Key(whole(1, 65_535), "On which port pages are served.")] = 8_020
    session_hours: Annotated[int, Key(whole(1, 720), "How long a login lasts, in hours.")] = 12
    requests_per_minute: Annotated[
        int,
        Key(
            whole(0, 100_000),
            "How often one address may search, report an error or ask the API in a minute; 0: without bound.",
        ),
    ] = 60
    behind_proxy: Annotated[
        bool, Key(truth(), "Whether a proxy on this machine tells the reader's address (X-Forwarded-For).")
    ] = False
