"""Serves the site of a home over HTTP until it is told to stop."""

from __future__ import annotations

import sys

import uvicorn

from pvd_watch.config import Home
from pvd_watch.web.app import create_app
from pvd_watch.wiring import Watch

_PATIENCE = 5
"""Seconds that visits under way have to end."""
_SLICE = 0.001
"""Seconds after which Python lets another thread compute: pages that are being made must not hold up those that are
ready."""
_IDLE = 75
"""Seconds after which a connection without a request is closed: longer than a proxy keeps one, else it would send a
request into one that is being closed."""


def first_steps(home: Home) -> str:
    """What to tell whoever starts a site that nobody can log in to; empty where somebody can."""
    watch = Watch(home)
    try:
        if watch.config.settings.oidc.issuer or watch.users.all():
            return ""
    finally:
        watch.close()
    return "nobody can log in yet; make the first account with: pvd-watch users add NAME --role admin"


def server(home: Home, host: str, port: int, *, behind_proxy: bool) -> uvicorn.Server:
    """A server that is ready to ``run()``; SIGTERM and Ctrl-C end it.

    :raises ConfigError: the configuration of the home cannot be used.
    """
    sys.setswitchinterval(_SLICE)
    settings = uvicorn.Config(
        create_app(home),
        host=host,
        port=port,
        proxy_headers=behind_proxy,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_PATIENCE,
        timeout_keep_alive=_IDLE,
    )
    return uvicorn.Server(settings)
