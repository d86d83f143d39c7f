"""The dialogue with a mail server: one message to one reader, and what surely became of it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Literal

from pvd_watch.errors import StepError, UsageError
from pvd_watch.typography import harmless

USER, PASSWORD = "PVD_WATCH_SMTP_USER", "PVD_WATCH_SMTP_PASSWORD"
_CLOSING = 421
_LONGEST_ANSWER = 200


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how it is spoken to; ``user`` is empty where no login is wanted."""

    host: str
    port: int
    starttls: bool
    timeout_seconds: float
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Without the password, which no log may hold."""
        return f"Server({self.host}:{self.port})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: the server took it, surely did not, or nobody knows."""

    state: Literal["sent", "failed", "uncertain"]
    reason: str = ""


def login_of(environ: Mapping[str, str]) -> tuple[str, str]:
    """User and password out of the environment, both empty where none is set.

    :raises UsageError: one is set without the other.
    """
    user, password = environ.get(USER, ""), environ.get(PASSWORD, "")
    if bool(user) != bool(password):
        raise UsageError(f"{USER} and {PASSWORD} belong together: set both, or none")
    return user, password


class Post:
    """A connection to a mail server, opened by ``with`` and opened again where the server closed it.

    :raises StepError: the server cannot be reached, refuses encryption or the login.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client: smtplib.SMTP | None = None

    def __enter__(self) -> Post:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def open(self) -> smtplib.SMTP:
        """The connection, ready for a message."""
        if self._client is None:
            try:
                self._client = self._connect()
            except (OSError, smtplib.SMTPException) as error:
                raise StepError(
                    f"the mail server {self._server.host}:{self._server.port} could not be used ({_words(error)}); "
                    "see [mail] in config/watch.toml, then send again: nobody gets a mail twice"
                ) from error
        return self._client

    def deliver(self, mail: EmailMessage, sender: str, to: str) -> Outcome:
        """Hand one message over.

        Until the message itself is on its way nothing can have been sent; from then on only the server's answer tells.
        """
        refused = self._announce(sender, to)
        if refused is not None:
            return refused
        client = self.open()
        try:
            code, answer = client.data(mail.as_bytes())
        except smtplib.SMTPDataError as error:
            self._reset()
            return Outcome("failed", _words(error))
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            return Outcome("uncertain", _words(error))
        if code == 250:
            return Outcome("sent")
        self._reset()
        return Outcome("failed", _answer(code, answer))

    def _announce(self, sender: str, to: str) -> Outcome | None:
        """Name sender and reader to the server; what it refused, or None where the message may follow.

        A server that closed the connection meanwhile is called once more.
        """
        refused = Outcome("failed")
        for _ in range(2):
            try:
                client = self.open()
                code, answer = client.mail(sender)
                if code == 250:
                    code, answer = client.rcpt(to)
            except StepError as error:
                return Outcome("failed", str(error))
            except (OSError, smtplib.SMTPException) as error:
                refused = Outcome("failed", _words(error))
                self._close()
                continue
            if code in (250, 251):
                return None
            refused = Outcome("failed", _answer(code, answer))
            if code != _CLOSING:
                self._reset()
                return refused
            self._close()
        return refused

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        client = smtplib.SMTP(server.host, server.port, timeout=server.timeout_seconds)
        try:
            if server.starttls:
                client.starttls(context=ssl.create_default_context())
            if server.user:
                client.login(server.user, server.password)
            client.ehlo_or_helo_if_needed()
        except BaseException:
            client.close()
            raise
        return client

    def _reset(self) -> None:
        try:
            if self._client is not None:
                self._client.rset()
        except (OSError, smtplib.SMTPException):
            self._close()

    def _close(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        try:
            client.quit()
        except (OSError, smtplib.SMTPException):
            client.close()


def _words(error: Exception) -> str:
    """What went wrong, without anything that the login holds."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"it refuses the login of {USER}, with code {error.smtp_code}"
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    return harmless(getattr(error, "strerror", None) or str(error) or type(error).__name__)


def _answer(code: int, answer: bytes | str) -> str:
    words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return harmless(f"{code} {words}")[:_LONGEST_ANSWER]
