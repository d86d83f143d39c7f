"""The configuration of a home as it takes effect, and told back with the origin of each value."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from pvd_watch.config.home import Home
from pvd_watch.config.record import record_lines
from pvd_watch.config.settings import Settings, parse_settings, rows
from pvd_watch.config.sources import read_sources
from pvd_watch.errors import ConfigError
from pvd_watch.model import Source
from pvd_watch.toml import read_toml, toml_value


@dataclass(frozen=True, slots=True)
class Config:
    """All that the owner of a home set, with the defaults for what he left out.

    ``given`` holds the keys that ``watch.toml`` sets, as ``table.key``; ``origins`` the files that each source's
    record comes from, by its id; ``waiting`` the listings that are off until a check has seen them work.
    """

    home: Home
    settings: Settings
    sources: tuple[Source, ...]
    given: frozenset[str]
    origins: Mapping[str, str]
    waiting: frozenset[str] = frozenset()


def load_config(home: Home, departments: Container[str]) -> Config:
    """Settings and sources of a home.

    :param departments: the codes of the departments that exist.
    :raises ConfigError: with every fault of every file.
    """
    settings, given, faults = _read_settings(home)
    read = read_sources(home, departments, catalogue=settings.catalogue.use)
    if faults or read.faults:
        raise ConfigError(faults + read.faults)
    return Config(home, settings, read.sources, given, read.origins, read.waiting)


def load_settings(home: Home) -> Settings:
    """The settings alone, for a command that needs no source.

    :raises ConfigError: with every fault of ``watch.toml``.
    """
    settings, _, faults = _read_settings(home)
    if faults:
        raise ConfigError(faults)
    return settings


def load_sources(home: Home, departments: Container[str]) -> tuple[Source, ...]:
    """All sources of a home, sorted by id, those not enabled included.

    :raises ConfigError: with every fault of every file, ``watch.toml`` included.
    """
    return load_config(home, departments).sources


def dump(config: Config) -> str:
    """The configuration in effect as one TOML document; a comment after each value tells where it comes from."""
    return "\n".join([f"# home: {json.dumps(str(config.home.path))}", *_settings(config), *_sources(config), ""])


def _read_settings(home: Home) -> tuple[Settings, frozenset[str], list[str]]:
    file = home.watch_file
    table, unread = read_toml(file)
    settings, faults = parse_settings(table, str(file))
    given = frozenset(f"{name}.{key}" for name, keys in table.items() if isinstance(keys, dict) for key in keys)
    return settings, given, unread + faults


def _settings(config: Config) -> Iterator[str]:
    origin, last = config.home.shown(config.home.watch_file), ""
    for table, key, value, default, _ in rows(config.settings):
        if table != last:
            yield from ("", f"[{table}]")
            last = table
        changed = f"; default: {toml_value(default)}" if value != default else ""
        told = f"{origin}{changed}" if f"{table}.{key}" in config.given else "default"
        yield f"{key} = {toml_value(value)}  # {told}"


def _sources(config: Config) -> Iterator[str]:
    for source in config.sources:
        yield from ("", f"[[source]]  # {config.origins[source.id]}", *record_lines(source))
