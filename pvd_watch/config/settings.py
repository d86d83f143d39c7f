"""The settings: ``config/watch.toml`` as frozen dataclasses.

Each key is declared once: its type, what it may be, the line that explains it, its default. The file that
``pvd-watch init`` writes and the checks of what comes back are made from these declarations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Annotated, Any, get_type_hints

from pvd_watch.config.alarms_table import Alarms
from pvd_watch.config.backup_table import Backup
from pvd_watch.config.oidc_table import Oidc
from pvd_watch.config.retention_table import Retention
from pvd_watch.config.rules import ADDRESS as _ADDRESS
from pvd_watch.config.rules import Key, addresses, hosts, matching, number, site_or_nothing, truth, whole
from pvd_watch.config.schedule_table import Schedule
from pvd_watch.config.web_table import Web
from pvd_watch.toml import nearest, shown

PLACEHOLDER = "CONTACT@example.org"
"""Stands in the default User-Agent where the owner's address belongs."""


@dataclass(frozen=True, slots=True)
class Collect:
    """``[collect]``: how the press is read."""

    delay_seconds: Annotated[
        float, Key(number(0, 3600), "Least time between two requests to one host, in seconds.")
    ] = 2.0
    timeout_seconds: Annotated[float, Key(number(1, 600), "Longest wait for one answer, in seconds.")] = 30.0
    max_bytes: Annotated[
        int, Key(whole(1_000, 1_000_000_000), "Largest body that is read, in bytes once decompressed.")
    ] = 10_000_000
    concurrency: Annotated[
        int, Key(whole(1, 256), "Most requests under way at once, all hosts together; one host never has two.")
    ] = 16
    max_requests_per_day: Annotated[
        int, Key(whole(0, 1_000_000), "Most requests to one host in one day; 0 is without bound.")
    ] = 5_000
    interval_minutes: Annotated[
        int,
        Key(
            whole(0, 10_080), "Time between two polls of a source that publishes often or is not known yet, in minutes."
        ),
    ] = 60
    least_interval_minutes: Annotated[
        int, Key(whole(0, 10_080), "Least time between two polls of a source, however much it publishes, in minutes.")
    ] = 15
    most_interval_minutes: Annotated[
        int, Key(whole(1, 10_080), "Most time between two polls of a source, however little it publishes, in minutes.")
    ] = 720
    searches_per_run: Annotated[
        int, Key(whole(0, 10_000), "Queries that a run puts to sources of kind search, all together; 0 turns them off.")
    ] = 0
    user_agent: Annotated[
        str,
        Key(
            matching(r"[!-~]([ -~]*[!-~])?", "text of ASCII signs, not empty, without spaces around it"),
            "How we present ourselves to every site: put your own address in place of the example.",
        ),
    ] = f"PVD-Watch/0.1 (+mailto:{PLACEHOLDER})"
    allow_private_hosts: Annotated[
        tuple[str, ...],
        Key(hosts(), 'Private or loopback hosts that may be read all the same, such as ["127.0.0.1"].'),
    ] = ()

    @property
    def contact_missing(self) -> bool:
        """Whether the placeholder still stands in the User-Agent, so that no site could reach us."""
        return PLACEHOLDER.lower() in self.user_agent.lower()


@dataclass(frozen=True, slots=True)
class Pages:
    """``[pages]``: whether and how the pages of articles are read."""

    read: Annotated[
        bool, Key(truth(), "Whether pages of articles are read, where source, robots.txt and reservations allow it.")
    ] = True
    per_source: Annotated[
        int, Key(whole(0, 100_000), "Most pages of one source that a run reads; the next run goes on.")
    ] = 40
    keep_days: Annotated[
        int, Key(whole(0, 36_500), "How long a text is kept, in days; links, titles and places stay.")
    ] = 30


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``[catalogue]``: the sources that come with the program."""

    use: Annotated[
        bool, Key(truth(), "Whether the sources of the catalogue are watched, besides those of sources.toml.")
    ] = True


@dataclass(frozen=True, slots=True)
class Linking:
    """``[linking]``: how articles are linked to communes."""

    model: Annotated[
        bool, Key(truth(), "Whether the language model is asked where plain rules leave a doubt (takes 300 MB more).")
    ] = True


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """``[digest]``: the digest of the day."""

    hour: Annotated[
        str,
        Key(
            matching(r"([01][0-9]|2[0-3]):[0-5][0-9]", 'an hour in quotes from "00:00" to "23:59"'),
            "When the daily run begins, HH:MM in Paris.",
        ),
    ] = "07:30"
    max_age_days: Annotated[
        int, Key(whole(0, 36_500), "An article older than this when first seen, in days, stands in no digest.")
    ] = 3
    excerpt_chars: Annotated[int, Key(whole(0, 500), "Longest extract shown of an article, in characters.")] = 200
    top: Annotated[int, Key(whole(0, 100), "How many top stories stand first in a digest; 0: none.")] = 5


@dataclass(frozen=True, slots=True)
class Mail:
    """``[mail]``: the digest by e-mail. The login is in the environment, never here."""

    to: Annotated[
        tuple[str, ...], Key(addresses(), 'Who gets the digest, one message each, such as ["a@example.fr"].')
    ] = ()
    sender: Annotated[
        str, Key(matching(_ADDRESS, "an address such as veille@example.fr"), "From which address it is sent.")
    ] = "veille@example.org"
    sender_name: Annotated[
        str, Key(matching(r"[^\x00-\x1f\x7f]{0,100}", "text on one line"), "The name beside that address.")
    ] = "Veille presse Petites villes de demain"
    unsubscribe: Annotated[
        str,
        Key(
            matching(f"({_ADDRESS})?", 'an address, or ""'),
            "Where readers write who want no more of it; empty: the address it is sent from.",
        ),
    ] = ""
    drafts: Annotated[bool, Key(truth(), "Whether a digest that no editor has published yet may be sent.")] = True
    smtp_host: Annotated[str, Key(matching(r"[A-Za-z0-9.:_-]{1,253}", "a host"), "The mail server (SMTP).")] = (
        "localhost"
    )
    smtp_port: Annotated[int, Key(whole(1, 65_535), "The port of that server, 587 where it wants STARTTLS.")] = 587
    starttls: Annotated[bool, Key(truth(), "Whether the connection must be encrypted (STARTTLS).")] = True
    wait_seconds: Annotated[float, Key(number(1, 600), "Longest wait for one answer of it, in seconds.")] = 60.0


@dataclass(frozen=True, slots=True)
class Site:
    """``[site]``: the public pages."""

    base_url: Annotated[
        str, Key(site_or_nothing(), "Where the public pages stand; newsletters then link to them. Empty: nowhere yet.")
    ] = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, nested by table; made without arguments it is the defaults."""

    collect: Collect = field(default_factory=Collect)
    pages: Pages = field(default_factory=Pages)
    catalogue: Catalogue = field(default_factory=Catalogue)
    linking: Linking = field(default_factory=Linking)
    digest: DigestSettings = field(default_factory=DigestSettings)
    mail: Mail = field(default_factory=Mail)
    schedule: Schedule = field(default_factory=Schedule)
    site: Site = field(default_factory=Site)
    alarms: Alarms = field(default_factory=Alarms)
    web: Web = field(default_factory=Web)
    backup: Backup = field(default_factory=Backup)
    retention: Retention = field(default_factory=Retention)
    oidc: Oidc = field(default_factory=Oidc)


@cache
def tables() -> dict[str, dict[str, Key]]:
    """The tables of ``watch.toml`` with their keys, in their order."""
    return {name: _keys(kind) for name, kind in get_type_hints(Settings).items()}


def rows(settings: Settings) -> Iterator[tuple[str, str, Any, Any, str]]:
    """Each key of the settings in its order: table, key, value, default, explanation."""
    defaults = Settings()
    for table, keys in tables().items():
        for name, key in keys.items():
            value, default = (getattr(getattr(each, table), name) for each in (settings, defaults))
            yield table, name, value, default, key.says


def parse_settings(given: Mapping[str, object], file: str) -> tuple[Settings, list[str]]:
    """The settings of a file's table, and all its faults; a key at fault keeps its default.

    :param file: the name of the file, for the faults.
    """
    faults = [f"{file}: {_unknown_at_top(name)}" for name in given if name not in tables()]
    kinds = get_type_hints(Settings)
    parsed = {
        table: kinds[table](**_values(known, given.get(table, {}), f"{file}: [{table}]", faults))
        for table, known in tables().items()
    }
    return Settings(**parsed), faults


def _keys(table: type[Any]) -> dict[str, Key]:
    hints = get_type_hints(table, include_extras=True)
    return {item.name: hints[item.name].__metadata__[0] for item in fields(table)}


def _values(known: Mapping[str, Key], given: object, where: str, faults: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if not isinstance(given, dict):
        faults.append(f"{where} must be a table, not {shown(given)}")
        return values
    for name, value in given.items():
        if name not in known:
            faults.append(f"{where} has no key {shown(name)}{_place(name) or nearest(name, known)}")
            continue
        try:
            values[name] = known[name].rule(value)
        except ValueError as refused:
            faults.append(f"{where} {name} {refused}")
    return values


def _unknown_at_top(name: str) -> str:
    return f"no table or key {shown(name)} is known here{_place(name) or nearest(name, tables())}"


def _place(name: str) -> str:
    table = next((table for table, keys in tables().items() if name in keys), None)
    return f" (it belongs under [{table}])" if table else ""
