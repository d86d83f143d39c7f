"""The crawl protocol: jobs go down to the crawl child, records come up from it, one JSON object a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from pvd_watch.model.articles import Entry
from pvd_watch.model.sources import Selectors, SourceKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Failure:
    """An expected failure as a value: the stage it happened in (dns, connect, tls, timeout, robots, http, size,
    format, redirect, private, budget, crawl, protocol) and one sentence."""

    stage: str
    message: str


@dataclass(frozen=True, slots=True)
class HostState:
    """What the next crawl child must know of a host (``name`` or ``name:port``). ``robots_status`` 0: no answer; the
    ``tdm`` fields keep its ``/.well-known/tdmrep.json`` in the same way."""

    host: str
    delay_seconds: float = 0.0
    robots_text: str = ""
    robots_status: int = -1
    robots_at: str = ""
    not_before: str = ""
    requests_day: str = ""
    requests_count: int = 0
    tdm_text: str = ""
    tdm_status: int = -1
    tdm_at: str = ""


@dataclass(frozen=True, slots=True)
class StartJob:
    """First line to the child: how to behave in this crawl. ``max_bytes`` bounds a decompressed body,
    ``max_requests_per_day`` the requests to one host in one day (0: no bound)."""

    user_agent: str
    delay_seconds: float = 2.0
    timeout_seconds: float = 30.0
    max_bytes: int = 10_000_000
    concurrency: int = 16
    allow_private_hosts: tuple[str, ...] = ()
    hosts: tuple[HostState, ...] = ()
    max_requests_per_day: int = 0
    kind: str = "start"


@dataclass(frozen=True, slots=True)
class FeedJob:
    """Read one Source. ``known``: keys of the entries already stored, which need not come up again. ``form``: its kind;
    a listing has ``selectors``. ``query``: the town or department that a search asks for, already part of ``url``."""

    source_id: str
    url: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    known: tuple[str, ...] = ()
    form: SourceKind = "feed"
    selectors: Selectors | None = None
    query: str = ""
    kind: str = "feed"


@dataclass(frozen=True, slots=True)
class PageJob:
    """Fetch the page of an Article. ``selector``: where its text stands (CSS), which only the parent needs;
    ``licensed``: its title allows the reading of its texts, so that no reservation of its pages binds."""

    source_id: str
    article_id: int
    url: str
    selector: str = ""
    licensed: bool = False
    kind: str = "page"


@dataclass(frozen=True, slots=True)
class Done:
    """The record that closes a job. ``status`` 0: no HTTP answer. ``url``: the final address; ``permanent_url``: where
    a chain of permanent redirects only leads, else empty. ``present``: keys of all entries in the body. ``unchanged``:
    304, or a body with the hash we had. ``entries``: how many the body holds. ``ttl_seconds``: how long the feed asks
    us to stay away (0: it says nothing, or did not change). ``etag_lies``: the validators we sent came back over
    another body. ``retry_after``: until when its host wants no request. ``oldest``, ``newest``: dates of its dated
    entries. ``page``: the beginning of a body in which nothing was found although entries of this Source are known."""

    source_id: str
    status: int = 0
    url: str = ""
    permanent_url: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    bytes: int = 0
    seconds: float = 0.0
    entries: int = 0
    unchanged: bool = False
    present: tuple[str, ...] = ()
    failure: Failure | None = None
    query: str = ""
    ttl_seconds: int = 0
    etag_lies: bool = False
    retry_after: str = ""
    oldest: str = ""
    newest: str = ""
    page: str = ""
    job: str = "feed"


@dataclass(frozen=True, slots=True)
class PageDone:
    """A page as fetched: exactly one closes each PageJob. ``html`` is decoded, and empty where the page failed or
    may not be read. What the page says of itself: ``canonical`` (absolute), ``language`` (two letters), ``free``
    (False: behind a paywall; None: unsaid), dates as in Entry. ``reserved``: what refuses text and data mining, in
    which case no word of the page is here."""

    source_id: str
    article_id: int
    url: str = ""
    status: int = 0
    html: str = ""
    title: str = ""
    description: str = ""
    author: str = ""
    published_at: str = ""
    precision: str = ""
    canonical: str = ""
    language: str = ""
    free: bool | None = None
    reserved: str = ""
    bytes: int = 0
    seconds: float = 0.0
    failure: Failure | None = None


Job = FeedJob | PageJob


Record = Entry | Done | PageDone | HostState


_NAMES: Mapping[str, type[Any]] = {"entry": Entry, "done": Done, "page": PageDone, "host": HostState}


_NESTED: Mapping[str, type[Any]] = {"failure": Failure, "selectors": Selectors}


_T = TypeVar("_T", bound="DataclassInstance")


def to_wire(value: StartJob | Job | Record) -> dict[str, Any]:
    """A job or a record as the JSON object of its line; a record carries its name under ``record``."""
    wire: dict[str, Any] = {item.name: getattr(value, item.name) for item in fields(value)}
    for key in _NESTED:
        if wire.get(key):
            wire[key] = asdict(wire[key])
    if wire.get("hosts"):
        wire["hosts"] = [asdict(host) for host in wire["hosts"]]
    for name, kind in _NAMES.items():
        if isinstance(value, kind):
            wire["record"] = name
    return wire


def from_wire(wire: Mapping[str, Any]) -> Record:
    """The record of one line of the child.

    :raises ValueError: the object is not a record of the protocol.
    """
    kind = _NAMES.get(str(wire.get("record")))
    if kind is None:
        raise ValueError(f"unknown record {wire.get('record')!r}")
    record: Record = build(kind, wire)
    return record


def build(kind: type[_T], wire: Mapping[str, Any]) -> _T:
    """A dataclass of this file from a JSON object: lists become tuples, unknown keys are left aside.

    :raises ValueError: a key without a default is missing.
    """
    values: dict[str, Any] = {}
    for item in fields(kind):
        if item.name not in wire:
            continue
        value = wire[item.name]
        if item.name in _NESTED and value is not None:
            value = build(_NESTED[item.name], value)
        elif item.name == "hosts":
            value = tuple(build(HostState, host) for host in value)
        elif isinstance(value, list):
            value = tuple(value)
        values[item.name] = value
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error
