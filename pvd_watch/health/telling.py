"""The check of every few minutes: facts read, alarms decided, whoever must know told, all of it remembered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pvd_watch.config import Home, Settings
from pvd_watch.digest.send import Post, Server
from pvd_watch.errors import PvdWatchError, StepError, StorageError
from pvd_watch.health import letters, webhook
from pvd_watch.health.alarms import REMEMBERED, Message, decide, delivered, judge, sentence, to_tell
from pvd_watch.health.facts import Facts, free_bytes, newest_backup, watched
from pvd_watch.health.memory import Memory
from pvd_watch.model import Alarm
from pvd_watch.storage import Storage, passing
from pvd_watch.times import moment_of, utc

_EXAMINED_EVERY, _AGAIN_AFTER = timedelta(days=1), timedelta(hours=1)
"""How often the whole file is looked through: daily, hourly once it is damaged."""
_UNREMEMBERED_MINUTES = 5
"""Where nothing can be written, so that nobody knows what was told, it is told in these minutes of each hour alone."""
WEBHOOK = "webhook"
"""The channel that is no address."""
_log = logging.getLogger("pvd_watch.health")


@dataclass
class Checked:
    """What a check found and did. ``failed``: who could not be told, and why; they are told by the next check."""

    standing: list[Alarm] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    def to_object(self) -> dict[str, Any]:
        """For ``--json``; the webhook's address may be a secret and is not in it."""
        return {
            "standing": [
                {"alarm": alarm.kind, "began_at": alarm.began_at, "says": sentence(alarm)} for alarm in self.standing
            ],
            "told": [
                {"to": message.channel, "alarm": message.alarm.kind, "over": message.over} for message in self.told
            ],
            "failed": self.failed,
        }


def check_alarms(
    home: Home,
    settings: Settings,
    backups: Path,
    server: Callable[[], Server],
    environ: Mapping[str, str],
    now: Callable[[], datetime],
) -> Checked:
    """Check the service once, tell what is new and what is over, and remember it.

    A home without a database that was never checked either is a new one: there is nothing to check. Where another
    process checks just now, it tells: a service and a timer may both do so.

    :param backups: the folder of the backups.
    :param server: the mail server, asked for where there is a mail to send.
    """
    if not home.database.exists() and not home.alarms_file.exists():
        return Checked()
    lock = FileLock(home.alarms_lock, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return Checked()
    except OSError:
        pass  # a disk that takes no file: better told twice than not at all
    try:
        return _check(home, settings, backups, server, environ, now)
    finally:
        lock.release()


def _check(
    home: Home,
    settings: Settings,
    backups: Path,
    server: Callable[[], Server],
    environ: Mapping[str, str],
    now: Callable[[], datetime],
) -> Checked:
    storage, damage = _open(home)
    try:
        facts = _facts(home, settings, backups, storage, damage, now())
        memory = Memory(home.alarms_file, storage)
        known = memory.recall(utc(now() - REMEMBERED))
        standing = frozenset(alarm.kind for alarm in known if not alarm.ended_at)
        alarms = decide(judge(facts, settings.alarms, standing), known, utc(now()))
        if not memory.keep(alarms) and now().minute >= _UNREMEMBERED_MINUTES:
            return Checked([alarm for alarm in alarms if not alarm.ended_at])
        return _tell(alarms, Delivery(home, settings, server, environ, now), memory, now())
    finally:
        if storage is not None:
            storage.close()


class Delivery:
    """Brings one message to one channel; the mail server is spoken to anew for each, as there are few."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        server: Callable[[], Server],
        environ: Mapping[str, str],
        now: Callable[[], datetime],
    ) -> None:
        self._home, self._settings, self._server = str(home.path), settings, server
        self._environ, self._now = environ, now

    @property
    def channels(self) -> tuple[str, ...]:
        """Who is told, addresses first."""
        return (*self._settings.alarms.alarm_to, *([WEBHOOK] if self._hook else []))

    @property
    def _hook(self) -> str:
        return self._environ.get(webhook.ADDRESS) or self._settings.alarms.webhook

    def __call__(self, message: Message) -> None:
        """Deliver it.

        :raises PvdWatchError: it did not go, or nobody knows.
        """
        if message.channel == WEBHOOK:
            webhook.post(self._hook, letters.posted(message, self._home), self._environ)
            return
        mail = self._settings.mail
        letter = letters.mail(message, self._home, Address(mail.sender_name, addr_spec=mail.sender), self._now())
        with Post(self._server()) as post:
            outcome = post.deliver(letter, mail.sender, message.channel)
        if outcome.state != "sent":
            raise StepError(outcome.reason)


def _tell(alarms: Sequence[Alarm], deliver: Delivery, memory: Memory, now: datetime) -> Checked:
    checked, current = Checked(), {(alarm.kind, alarm.began_at): alarm for alarm in alarms}
    for message in to_tell(alarms, deliver.channels, now):
        key = (message.alarm.kind, message.alarm.began_at)
        try:
            deliver(message)
        except PvdWatchError as error:
            checked.failed[message.channel] = str(error)
            _log.error("%s could not be told of the alarm %s: %s", message.channel, message.alarm.kind, error)
            continue
        current[key] = delivered(current[key], message)
        memory.keep(list(current.values()))  # at once: a kill must not tell anybody twice
        checked.told.append(message)
    checked.standing = [alarm for alarm in current.values() if not alarm.ended_at]
    return checked


def _open(home: Home) -> tuple[Storage | None, str | None]:
    """The database, or why it cannot be used; None where the reason passes by itself."""
    if not home.database.exists():
        return None, "the file is gone"
    try:
        return Storage(home.database), None
    except StorageError as error:
        return None, None if passing(error) else str(error)


def _facts(
    home: Home, settings: Settings, backups: Path, storage: Storage | None, damage: str | None, now: datetime
) -> Facts:
    seen = None
    if storage is not None:
        try:
            storage.alarms.note_check(utc(now))
            seen = watched(storage, settings, now)
            damage = _examined(storage, now)
        except StorageError as error:
            damage = None if passing(error) else str(error)
    return Facts(now, free_bytes(home), newest_backup(backups), damage, seen)


def _examined(storage: Storage, now: datetime) -> str:
    """What the last look through the file found; a new one where it is time."""
    last = storage.health.examined()
    wait = _AGAIN_AFTER if last.damage else _EXAMINED_EVERY
    if last.at and now - moment_of(last.at) < wait:
        return last.damage
    found = storage.health.examine(utc(now))
    if not found.damage:
        storage.health.measure_tables(utc(now))
    return found.damage
