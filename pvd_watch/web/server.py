"""Serves the site of a home over HTTP until it is told to stop."""

from __future__ import annotations

import sys
from socket import IPPROTO_TCP, TCP_NODELAY, socket

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


class BoundServer(uvicorn.Server):
    """A server whose address is its own from the start, so that nothing else begins where it is taken.

    :raises SystemExit: the address cannot be had; the log says why.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._socket = config.bind_socket()
        self._socket.set_inheritable(False)  # a task that outlives this process must not hold the port
        # asyncio sees to this for sockets of its own making alone; without it the second part of an answer waits 40 ms
        # for a word from the browser.
        self._socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)

    def run(self, sockets: list[socket] | None = None) -> None:
        """Serve until told."""
        super().run(sockets or [self._socket])


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
    :raises SystemExit: its address is taken, or not of this machine; the log says why.
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
    return BoundServer(settings)
