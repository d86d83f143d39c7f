"""``/sources/``: what is watched and how each source fares; ``/sources/ID``: the card of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.responses import Response

from pvd_watch import typography as french
from pvd_watch.catalogue.robots import refused_agents
from pvd_watch.collect.state import standing
from pvd_watch.model import HostState, Source
from pvd_watch.standing import SourceState
from pvd_watch.web.public.listing import page_asked
from pvd_watch.web.public.source_words import FAILURES, KINDS, STATES, State, span_in_words
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.visit import Visit

_A_PAGE = 100
_POLLS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A source as the list shows it."""

    id: str
    name: str
    kind: str
    departments: tuple[str, ...]
    state: State
    reserved: bool
    last_news: str


def sources(visit: Visit) -> Response:
    """All sources by name, or those in one state or of one department."""
    rows = _rows(visit)
    wanted, department = visit.asked("etat"), visit.asked("departement").upper()
    found = [
        row
        for row in rows
        if (not wanted or wanted in (row.state.code, "reserved" if row.reserved else ""))
        and (not department or department in row.departments)
    ]
    page = page_asked(visit)
    counts = Counter(row.state.code for row in rows) + Counter(reserved=sum(row.reserved for row in rows))
    return visit.show(
        "public_sources.html",
        rows=found[(page - 1) * _A_PAGE : page * _A_PAGE],
        found=len(found),
        total=len(rows),
        states=[(state, counts[state.code]) for state in STATES.values() if counts[state.code]],
        wanted=wanted,
        department=department if department in visit.site.places.departments else "",
        page=page,
        pages=max(-(-len(found) // _A_PAGE), 1),
    )


def source(visit: Visit) -> Response:
    """What is known of one source."""
    known = next((each for each in visit.watch.sources if each.id == visit.part("id")), None)
    if known is None:
        raise NoPageError
    states = {state.id: state for state in visit.storage.sources.states()}
    state = states.get(known.id)
    host = _host(visit, known)
    return visit.show(
        "public_source.html",
        source=known,
        kind=KINDS[known.kind],
        homepage=french.web_address(known.homepage),
        address=french.web_address(known.url),
        row=_row(visit, known, state),
        state=state,
        failure=FAILURES.get(state.failure.stage, "erreur") if state is not None and state.failure is not None else "",
        rhythm=span_in_words(state.interval_minutes) if state is not None else "",
        host=host,
        refused=refused_agents(host.robots_text) if host is not None else [],
        terms=french.web_address(known.terms),
        licence=french.spaced(known.licence),
        decided_by=french.spaced(known.decided_by),
        polls=visit.storage.sources.polls(known.id, _POLLS),
    )


def _rows(visit: Visit) -> list[Row]:
    states = {state.id: state for state in visit.storage.sources.states()}
    rows = [_row(visit, each, states.get(each.id)) for each in visit.watch.sources]
    return sorted(rows, key=lambda row: (french.harmless(row.name).casefold(), row.id))


def _row(visit: Visit, source: Source, state: SourceState | None) -> Row:
    if not source.enabled:
        code = "waiting" if source.id in visit.watch.config.waiting else "off"
    else:
        code = "new" if state is None else standing(state, visit.site.now())
    last = "" if state is None else state.newest_at or state.last_new_at
    return Row(
        id=source.id,
        name=french.harmless(source.name),
        kind=KINDS[source.kind],
        departments=source.departments,
        state=STATES[code],
        reserved=state is not None and bool(state.reserved_at) and not source.licence,
        last_news=french.moment_in_words(last, "day", "0001-01-01") if last else "",
    )


def _host(visit: Visit, source: Source) -> HostState | None:
    name = urlsplit(source.url).netloc.lower()
    return next((host for host in visit.storage.sources.hosts() if host.host == name), None)
