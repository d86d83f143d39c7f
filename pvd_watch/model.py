"""The words of the design as frozen values: no input, no output, no clock.

Times are text ``YYYY-MM-DDTHH:MM:SSZ`` (UTC, always 20 characters), days are ``YYYY-MM-DD`` (Europe/Paris).
The second half of this file is the crawl protocol: what goes down to the crawl child and what comes up from it,
one JSON object a line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SourceKind = Literal["feed", "news-sitemap", "listing", "search"]
FullText = Literal["never", "matched", "always"]
Field = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Selectors:
    """How a site without a feed is read: CSS selectors of its list page (``item`` for each announcement, the others
    inside it), ``article`` for the text on the page of an Article, ``date_format`` as strptime takes it (empty: the
    date is read as French pages write it). ``parser``: the module of ``spiders/sites`` that reads the page instead."""

    item: str = ""
    link: str = ""
    title: str = ""
    date: str = ""
    summary: str = ""
    article: str = ""
    date_format: str = ""
    parser: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A title or institution that is watched: one record of the catalogue or of ``sources.toml``.

    ``departments`` are COG codes (``29``, ``2A``, ``971``); empty means national. ``weight`` orders the carriers of
    one Article: the highest gives its title and summary. ``selectors``: of a listing. ``verified``: the day on which it
    was last seen to give what it should.
    """

    id: str
    name: str
    kind: SourceKind
    url: str
    homepage: str
    departments: tuple[str, ...] = ()
    weight: float = 1.0
    full_text: FullText = "matched"
    enabled: bool = True
    selectors: Selectors | None = None
    verified: str = ""


@dataclass(frozen=True, slots=True)
class Commune:
    """A current municipality of France. ``population`` in inhabitants, ``lon``/``lat`` in degrees (WGS 84)."""

    insee: str
    name: str
    department: str
    region: str
    population: int
    postcodes: tuple[str, ...]
    lon: float | None
    lat: float | None
    pvd: bool


@dataclass(frozen=True, slots=True)
class CommuneName:
    """A name that leads to the current commune ``insee``.

    ``kind``: actuelle, deleguee, associee, ancienne or alias; ``own_code`` is the code the name had or has of its own.
    """

    insee: str
    name: str
    kind: str
    own_code: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One clue for or against a Candidate: a code, a weight (log-odds, negative speaks against) and words that a
    French editor understands."""

    code: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A decided Candidate: the commune, where it stands (code points of the field, end exclusive), how sure.

    ``score`` is in [0, 1]; ``about`` says that the piece is about the commune, not only passing by.
    """

    insee: str
    field: Field
    start: int
    end: int
    surface: str
    score: float
    about: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a Source announces, as the crawl child read it: plain values, titles and summaries still as marked up.

    ``key`` names this wording of this entry within its source (a hash): an entry whose key is known needs no work.
    ``published_at``: UTC text or empty; ``precision``: ``minute``, ``day`` or empty. ``link_shared`` says that the
    same body gives this link to several entries with different guid or title.
    """

    source_id: str
    key: str
    url: str = ""
    guid: str = ""
    title: str = ""
    summary: str = ""
    author: str = ""
    published_at: str = ""
    precision: str = ""
    categories: tuple[str, ...] = ()
    link_shared: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """An Entry ready to be stored: cleaned to plain text, with the canonical URL it was given."""

    key: str
    canonical_url: str
    url: str
    guid: str
    title: str
    summary: str
    author: str
    published_at: str
    precision: str
    categories: tuple[str, ...]
    baseline: bool


@dataclass(frozen=True, slots=True)
class Article:
    """The stored unit. ``summary`` is plain text; ``baseline`` Articles stand in no digest."""

    id: int
    source_id: str
    canonical_url: str
    url: str
    title: str
    summary: str
    author: str
    published_at: str
    precision: str
    first_seen_at: str
    baseline: bool
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An Article with the communes it speaks of, best first, the names of the other outlets that carried it, and what
    became of its page (a ``TextState``, or empty)."""

    article: Article
    story_id: int
    outlet: str
    communes: tuple[CommuneRef, ...]
    also_in: tuple[str, ...]
    page: str = ""


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One line of a digest as it was shown: everything a page needs, so that a published digest never changes.

    ``page``: what became of the Article's page (a ``TextState``), empty where it was not asked for.
    """

    rank: int
    story_id: int
    article_id: int
    title: str
    url: str
    outlet: str
    source_id: str
    published_at: str
    precision: str
    excerpt: str
    communes: tuple[CommuneRef, ...]
    also_in: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class CommuneRef:
    """A commune as digests and answers name it; ``region`` is the INSEE code of the region."""

    insee: str
    name: str
    department: str
    region: str
    about: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """What items of digests count up to."""

    articles: int
    stories: int
    communes: int
    departments: int
    outlets: int


def figures_of(items: Collection[DigestItem]) -> Figures:
    """Count items: each Article, Story, commune named, department and outlet once."""
    communes = {commune.insee: commune.department for item in items for commune in item.communes}
    return Figures(
        articles=len({item.article_id for item in items}),
        stories=len({item.story_id for item in items}),
        communes=len(communes),
        departments=len(set(communes.values())),
        outlets=len({name for item in items for name in (item.outlet, *item.also_in)}),
    )


def main_commune(communes: Sequence[CommuneRef]) -> CommuneRef:
    """The commune under which an Article stands: the first it is about, else the first named."""
    return next((commune for commune in communes if commune.about), communes[0])


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest of one local day over the window ``(from_at, to_at]``; ``state`` is draft or published."""

    day: str
    from_at: str
    to_at: str
    state: str
    items: tuple[DigestItem, ...]
    articles: int
    """Articles first seen in the window, linked or not."""
    sources: int
    """Sources that carried them."""


TopState = Literal["pinned", "published", "proposed"]


@dataclass(frozen=True, slots=True)
class TopStory:
    """A Story of a period's digests, as the newsletter may take it. ``presentation``: the editor's public line."""

    item: DigestItem
    day: str
    state: TopState
    in_title: bool
    size: int
    presentation: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An expected failure as a value: the stage it happened in (dns, connect, tls, timeout, robots, http, size,
    format, redirect, private, budget, crawl, protocol) and one sentence."""

    stage: str
    message: str


# --- the crawl protocol: jobs go down, records come up -----------------------------------------------------------


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
    """Fetch the page of an Article. ``selector``: where its text stands (CSS), which only the parent needs."""

    source_id: str
    article_id: int
    url: str
    selector: str = ""
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
