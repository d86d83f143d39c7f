"""The digest sent by mail, at most once to each reader, whatever happens in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from pvd_watch.config import check_writable
from pvd_watch.config.settings import Mail
from pvd_watch.digest.mail import Letter, letter, message, message_id
from pvd_watch.digest.send import Post, Server, login_of
from pvd_watch.digest.view import view_of
from pvd_watch.edition import places
from pvd_watch.errors import StepError, UsageError
from pvd_watch.locks import held
from pvd_watch.model import Digest, Sending
from pvd_watch.times import moment_of, utc
from pvd_watch.wiring import Watch

_UNSET = Mail().sender


@dataclass
class Sent:
    """What a « send » did, by address. ``before``: sent by an earlier one; ``uncertain``: left alone, as they may have
    gone; ``outbox``: the files of a dry run."""

    day: str
    sent: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    uncertain: list[str] = field(default_factory=list)
    outbox: list[Path] = field(default_factory=list)
    trouble: str = ""
    """Why it stopped before its end; empty where it did not."""

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "day": self.day,
            "sent": self.sent,
            "sent_before": self.before,
            "failed": self.failed,
            "uncertain": self.uncertain,
            "outbox": [str(path) for path in self.outbox],
        }


def send_now(watch: Watch, day: str, environ: Mapping[str, str], *, retry_uncertain: bool = False) -> Sent:
    """Send the Digest of a day to every reader who has not got it.

    Whoever cannot be written to is in the result; so is what ended the work early, in ``trouble``.

    :raises UsageError: there is no such Digest, no reader, no sender, or half a login.
    :raises StepError: the Digest may not be sent, or the mail server cannot be used at all.
    :raises LockedError: another « send » is under way.
    """
    mail, found = watch.config.settings.mail, Sent(day)
    digest = _digest(watch, day)
    server = server_of(mail, environ)
    made = _letter(watch, digest)
    with _lock(watch):
        watch.storage.sendings.give_up_interrupted(utc(watch.now()))
        waiting = _waiting(watch, found, retry_uncertain=retry_uncertain)
        if waiting:
            _send_all(watch, Post(server), made, waiting, found, again=retry_uncertain)
    return found


def write_outbox(watch: Watch, day: str) -> Sent:
    """Write the mails of a day as files instead of sending them; nothing is marked as sent.

    :raises UsageError: there is no such Digest, or no reader.
    :raises StepError: the Digest may not be sent, or the files cannot be written.
    """
    digest, folder, found = _digest(watch, day), watch.home.outbox, Sent(day)
    made = _letter(watch, digest)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, to in enumerate(watch.config.settings.mail.to, start=1):
            path = folder / f"{day}-{number:03d}-{re.sub(r'[^A-Za-z0-9.@_+-]', '_', to)}.eml"
            path.write_bytes(_message(watch, made, to, digest.to_at).as_bytes())
            found.outbox.append(path)
    except OSError as error:
        raise StepError(
            f"{folder}: the mails could not be written ({error.strerror}); make room or give the right to write"
        ) from error
    return found


def _send_all(watch: Watch, post: Post, made: Letter, waiting: list[str], found: Sent, *, again: bool) -> None:
    sender, sendings = watch.config.settings.mail.sender, watch.storage.sendings
    try:
        with post:
            for to in waiting:
                post.open()  # a server that is down marks nobody
                mail = _message(watch, made, to, utc(watch.now()))
                if not sendings.begin(
                    Sending(made.day, to, mail["Message-ID"], "sending", utc(watch.now())), again=again
                ):
                    continue
                outcome = post.deliver(mail, sender, to)
                sendings.settle(made.day, to, outcome.state, utc(watch.now()), outcome.reason)
                if outcome.state == "sent":
                    found.sent.append(to)
                elif outcome.state == "failed":
                    found.failed[to] = outcome.reason
                else:
                    found.uncertain.append(to)
    except StepError as error:
        found.trouble = str(error)


def _waiting(watch: Watch, found: Sent, *, retry_uncertain: bool) -> list[str]:
    """Who is to be written to; the others are noted in the result."""
    known, waiting = watch.storage.sendings.of_day(found.day), []
    for to in watch.config.settings.mail.to:
        state = known[to].state if to in known else "failed"
        if state == "sent":
            found.before.append(to)
        elif state == "uncertain" and not retry_uncertain:
            found.uncertain.append(to)
        else:
            waiting.append(to)
    return waiting


def _digest(watch: Watch, day: str) -> Digest:
    mail = watch.config.settings.mail
    if not mail.to:
        raise UsageError("config/watch.toml: [mail] to names nobody: give the addresses that are to get the digest")
    digest = watch.storage.digests.get(day)
    if digest is None:
        raise UsageError(f"there is no digest of {day}: make it first, with « pvd-watch run » or « pvd-watch digest »")
    if digest.state == "draft" and not mail.drafts:
        raise StepError(f"the digest of {day} is not published yet, and [mail] drafts = false: publish it, then send")
    return digest


def _letter(watch: Watch, digest: Digest) -> Letter:
    settings = watch.config.settings
    view = view_of(digest, places(watch), settings.digest.top)
    base = settings.site.base_url
    return letter(view, f"{base}/veille/{digest.day}" if base else "", settings.mail.unsubscribe)


def _message(watch: Watch, made: Letter, to: str, at: str) -> EmailMessage:
    mail = watch.config.settings.mail
    sender = Address(mail.sender_name, addr_spec=mail.sender)
    name = message_id(made.day, to, sender.domain)
    return message(made, sender, to, name, moment_of(at), mail.unsubscribe)


def server_of(mail: Mail, environ: Mapping[str, str]) -> Server:
    """The mail server of a home, with the login of the environment.

    :raises UsageError: no sender is set, half a login, or one that would be sent in clear.
    """
    if mail.sender == _UNSET:
        raise UsageError(f"config/watch.toml: [mail] sender is still {_UNSET}: give the address of your own")
    user, password = login_of(environ)
    if user and not mail.starttls and mail.smtp_host not in ("localhost", "127.0.0.1", "::1"):
        raise UsageError(
            "config/watch.toml: [mail] starttls = false would send the login in clear: set it to true, or take the "
            "login out of the environment"
        )
    return Server(mail.smtp_host, mail.smtp_port, mail.starttls, mail.wait_seconds, user, password)


@contextmanager
def _lock(watch: Watch) -> Iterator[None]:
    check_writable(watch.home)
    with held(watch.home.sending_lock, "another « send »"):
        yield
