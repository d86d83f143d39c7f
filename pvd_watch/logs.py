"""Logs: a line a matter, readable on a terminal, one JSON object a line elsewhere, each with its run and source.

Levels: DEBUG is what went as usual, told of each source; INFO what began and how it ended; WARNING what went wrong and
is seen to (a source that failed, a task that is tried again); ERROR what an operator should look at; CRITICAL that the
service itself cannot go on.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import IO, Any

from pvd_watch.times import utc
from pvd_watch.typography import harmless

ROOT = "pvd_watch"
_NOTHING: Mapping[str, Any] = MappingProxyType({"run": None, "source": None, "task": None})
_ABOUT: ContextVar[Mapping[str, Any]] = ContextVar("about", default=_NOTHING)
_LONGEST = 4000
"""Most characters of a message; what comes from a feed may be endless."""


@contextmanager
def about(**known: Any) -> Iterator[None]:
    """What every line of the block is about: its ``run``, ``source`` or ``task``, besides what is known already."""
    token = _ABOUT.set({**_ABOUT.get(), **known})
    try:
        yield
    finally:
        _ABOUT.reset(token)


def configure(stream: IO[str], *, as_json: bool, level: int = logging.INFO) -> None:
    """Let the log of the whole program go to a stream, and nowhere else."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines() if as_json else PlainLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger(ROOT).setLevel(level)


def relay(line: str, task: str) -> None:
    """Log again what a child process logged as JSON; any other line of its is logged as it stands."""
    try:
        told = json.loads(line)
        level, name = logging.getLevelName(told["level"].upper()), str(told["logger"])
        words = str(told["message"]) + (f"\n{told['exception']}" if told.get("exception") else "")
        known = {"run": told.get("run"), "source": told.get("source")}
    except (ValueError, TypeError, KeyError, AttributeError):
        level, name, words, known = logging.WARNING, "child", line, {}
    logger = logging.getLogger(name if name.startswith(ROOT) else f"{ROOT}.{name}")
    if isinstance(level, int) and logger.isEnabledFor(level):
        with about(**known, task=task):
            logger.log(level, "%s", words)


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, run, source, task, and exception where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """See the class."""
        told = {
            "at": _at(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
            **_ABOUT.get(),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """``time level message [task poll, run 12, source le-journal]``; a traceback stands below, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """See the class."""
        known = ", ".join(f"{key} {harmless(str(value))}" for key, value in _ABOUT.get().items() if value is not None)
        line = f"{_at(record)} {record.levelname.lower():<8} {_message(record)}{f' [{known}]' if known else ''}"
        if record.exc_info:
            line += "".join(f"\n  {harmless(part)}" for part in self.formatException(record.exc_info).splitlines())
        return line


def _at(record: logging.LogRecord) -> str:
    return utc(datetime.fromtimestamp(record.created, UTC))


def _message(record: logging.LogRecord) -> str:
    words = harmless(record.getMessage())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
