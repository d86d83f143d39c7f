"""What a home lacks before it is started: nothing that stops a command, all that an operator would miss later."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pvd_watch.config import Home, Settings
from pvd_watch.digest.send import PASSWORD, USER
from pvd_watch.health import webhook
from pvd_watch.health.facts import free_bytes

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LOCAL = ("localhost", "127.0.0.1", "::1")
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is looked at besides the settings. ``accounts``: how many may log in at the desk; ``open_paths``: of the
    data folder and the database, those that other users of the machine may read or write."""

    environ: Mapping[str, str]
    free_bytes: int
    accounts: int
    open_paths: tuple[Path, ...] = ()


def surroundings(home: Home, environ: Mapping[str, str], accounts: int) -> Surroundings:
    """Look at the data folder, which is there, and its disk."""
    paths = (home.data_dir, home.database)
    open_paths = tuple(path for path in paths if path.exists() and _is_open(path))
    return Surroundings(environ, free_bytes(home), accounts, open_paths)


def missing(settings: Settings, around: Surroundings) -> list[str]:
    """What is missing, each with the remedy."""
    return [
        *_mail(settings, around.environ),
        *_told(settings, around.environ),
        *_desk(around),
        *_folder(settings, around),
    ]


def _mail(settings: Settings, environ: Mapping[str, str]) -> Iterator[str]:
    mail = settings.mail
    wanted = bool(mail.to or settings.alarms.alarm_to)
    if wanted and mail.smtp_host not in _LOCAL and not (environ.get(USER) and environ.get(PASSWORD)):
        yield (
            f"{mail.smtp_host} is to send mails, and {USER} and {PASSWORD} are not in the environment: set them, "
            "unless it takes mails without a login"
        )


def _told(settings: Settings, environ: Mapping[str, str]) -> Iterator[str]:
    alarms = settings.alarms
    if not (alarms.alarm_to or alarms.webhook or environ.get(webhook.ADDRESS)):
        yield "nobody is told when something goes wrong: set [alarms] alarm_to, or webhook"


def _desk(around: Surroundings) -> Iterator[str]:
    if not around.accounts:
        yield "the desk lets nobody in, as there is no account yet: pvd-watch users add NAME --role admin"


def _folder(settings: Settings, around: Surroundings) -> Iterator[str]:
    for path in around.open_paths:
        mode = "700" if path.is_dir() else "600"
        yield f"other users of this machine may look into {path}: chmod {mode} {path}"
    least = settings.alarms.least_free_megabytes
    if around.free_bytes < least * _MEGABYTE:
        yield (
            f"{around.free_bytes // _MEGABYTE} MB are left on the disk of the data folder, less than [alarms] "
            f"least_free_megabytes = {least}: make room"
        )


def _is_open(path: Path) -> bool:
    # Windows has no such bits; where there are none to see, none are complained of.
    return os.name == "posix" and bool(path.stat().st_mode & _OTHERS)
