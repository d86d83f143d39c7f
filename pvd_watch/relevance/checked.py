"""A file of ours in TOML, read value by value, with every fault as a sentence that names file, table and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pvd_watch.errors import ConfigError
from pvd_watch.toml import nearest, read_toml, shown


class Checked:
    """The document of a file and the faults found in it so far; a value at fault is replaced by a harmless one.

    :raises ConfigError: the file cannot be read, or is no TOML.
    """

    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self.faults: list[str] = []
        self.document: Mapping[str, Any]
        self.document, unread = read_toml(path)
        if unread:
            raise ConfigError(unread)

    def finish(self) -> None:
        """:raises ConfigError: with every fault, where there is one."""
        if self.faults:
            raise ConfigError(self.faults)

    def fault(self, where: str, words: str) -> None:
        """Note a fault: ``where`` is a table or a key (``[theme.habitat] sure``), ``words`` end the sentence."""
        self.faults.append(f"{self.file}: {where} {words}")

    def table(self, parent: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
        """The table ``name`` of ``parent``; empty where it is left out."""
        value = parent.get(name, {})
        if isinstance(value, dict):
            return value
        self.fault(where, f"must be a table, not {shown(value)}")
        return {}

    def known(self, table: Mapping[str, Any], names: Iterable[str], where: str) -> None:
        """Note every key of a table that is none of ours."""
        wanted = list(names)
        for name in table:
            if name not in wanted:
                meant = nearest(name, wanted) or f"; known are {', '.join(wanted)}"
                self.fault(where, f"has no key {shown(name)}{meant}")

    def number(
        self, table: Mapping[str, Any], name: str, where: str, bounds: tuple[float, float], left: float
    ) -> float:
        """A number within ``bounds``, both included; ``left`` where it is left out."""
        value = table.get(name, left)
        low, high = bounds
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        self.fault(f"{where} {name}", f"must be a number from {low:g} to {high:g}, not {shown(value)}")
        return left

    def line(self, table: Mapping[str, Any], name: str, where: str) -> str:
        """Text on one line, not empty."""
        value = table.get(name)
        if isinstance(value, str) and value.strip() and value.isprintable():
            return value.strip()
        self.fault(f"{where} {name}", f"must be text on one line, not {shown(value)}" if value else "is missing")
        return name

    def lines(self, table: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
        """A list of texts; empty where it is left out."""
        value = table.get(name, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.fault(f"{where} {name}", f"must be a list of texts in quotes, not {shown(value)}")
        return ()
