"""A real SMTP server on loopback that keeps what it is sent, and misbehaves where a test wants it to."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Handler:
    """What the server does with a message. ``refuse``: the answer to a reader, by address; ``then``: called with each
    message that was taken, before the server says so; ``hang_up``: it refuses more once after so many messages;
    ``vanish``: it takes a message and is gone without an answer."""

    refuse: dict[str, str] = field(default_factory=dict)
    then: Callable[[Envelope], None] = lambda _: None
    answer: str = "250 taken"
    hang_up: int = 0
    vanish: bool = False
    taken: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a reader."""
        if self.hang_up and len(self.taken) >= self.hang_up:
            self.hang_up = 0
            return "421 too many messages"
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a message."""
        self.taken.append(envelope)
        self.encrypted.append(session.ssl is not None)
        self.then(envelope)
        if self.vanish:
            server.transport.abort()
        return self.answer


class Sink:
    """The server, running while it is entered.

    :param tls: it offers STARTTLS with this.
    :param login: it demands this user and password.
    """

    def __init__(
        self, handler: Handler | None = None, tls: ssl.SSLContext | None = None, login: tuple[str, str] | None = None
    ) -> None:
        self.handler = handler or Handler()
        self.port = _free_port()

        def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
            known = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == login
            return AuthResult(success=known, handled=False)

        wanted = {"authenticator": authenticate, "auth_required": True} if login else {}
        self._controller = Controller(self.handler, hostname="127.0.0.1", port=self.port, tls_context=tls, **wanted)

    @property
    def readers(self) -> list[str]:
        """Who was written to, in order."""
        return [address for envelope in self.handler.taken for address in envelope.rcpt_tos]

    def __enter__(self) -> Sink:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
