"""A source written as a record: the lines of a ``[[source]]`` as the owner would write them, put into his file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

from pvd_watch import atomic
from pvd_watch.errors import ConfigError
from pvd_watch.model import Selectors, Source
from pvd_watch.toml import toml_value

_DEFAULTS = {item.name: item.default for item in fields(Source)}
_ALWAYS = frozenset(key for key, default in _DEFAULTS.items() if default is MISSING) | {"departments"}


def record_lines(source: Source) -> Iterator[str]:
    """Every key of a source on a line of its own, each selector too; selectors that say nothing are left out."""
    for item in fields(source):
        value = getattr(source, item.name)
        if isinstance(value, Selectors):
            yield from (f"selectors.{key} = {toml_value(text)}" for key, text in _said(value))
        elif value is not None:
            yield f"{item.name} = {toml_value(value)}"


def record(source: Source, *, whole: bool = False) -> str:
    """A ``[[source]]``, ending in a line break.

    :param whole: give the keys too whose value is the default.
    """
    kept = [
        line
        for line in record_lines(source)
        if (key := line.split(" ", 1)[0].split(".")[0]) in _ALWAYS or whole or getattr(source, key) != _DEFAULTS[key]
    ]
    if source.kind == "listing" and not (source.enabled or source.verified or whole):
        kept.append('verified = ""')  # said, it lets a check switch the listing on
    return "\n".join(["[[source]]", *kept, ""])


def append_records(path: Path, records: str) -> None:
    """Put records, as TOML, at the end of a file of the owner's, which keeps every byte it has; whole or not at all.

    :raises ConfigError: the file cannot be read or written.
    """
    try:
        # A link stays a link: what it leads to is replaced.
        target = path.resolve()
        before = target.read_bytes() if target.exists() else b""
        gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        atomic.write(target, before + gap + records.encode(), mode)
    except OSError as error:
        raise ConfigError(
            [f"{path}: cannot be written ({error.strerror or error}): give the right to write, or copy the record"]
        ) from error


def _said(selectors: Selectors) -> Iterator[tuple[str, str]]:
    for item in fields(selectors):
        if text := getattr(selectors, item.name):
            yield item.name, text
