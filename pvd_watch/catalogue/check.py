"""Trying sources out: each is polled once by itself, and what it gives is told. Nothing of it is stored as news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pvd_watch.catalogue.inquiry import Inquiry, host_state, inquire
from pvd_watch.catalogue.language import language_of
from pvd_watch.catalogue.report import PageReport, SourceReport
from pvd_watch.catalogue.robots import refused_agents, robots_words
from pvd_watch.collect.arrival import arrive
from pvd_watch.collect.poll import Fetched
from pvd_watch.collect.search import Town, expand
from pvd_watch.crawling import Progress
from pvd_watch.errors import UsageError
from pvd_watch.model import Arrival, Done, FeedJob, LinkText, PageDone, PageJob, Source, SourceKind
from pvd_watch.times import local_day, utc
from pvd_watch.wiring import Watch

ENOUGH = 3
"""Dated entries that a listing must give before it is switched on."""
_OTHER_FORM: dict[SourceKind, SourceKind] = {"feed": "news-sitemap", "news-sitemap": "feed"}


@dataclass(slots=True)
class _Case:
    """One source under inquiry: its poll, what the other kind of reading made of it, and one of its pages."""

    source: Source
    fetched: Fetched | None = None
    reads_as: SourceKind | None = None
    page: PageDone | None = None

    @property
    def done(self) -> Done:
        return self.fetched.done if self.fetched is not None else Done(self.source.id)


def check_sources(watch: Watch, ids: Sequence[str], progress: Progress | None = None) -> list[SourceReport]:
    """Poll these sources, or all that are watched or wait for a check where none is named; each as it is told.

    A listing that waits is switched on for good once it has given three dated entries.

    :raises UsageError: there is no such source.
    """
    cases = {source.id: _Case(source) for source in _chosen(watch, ids)}
    with inquire(watch, [case.source.url for case in cases.values()]) as inquiry:
        for case in cases.values():
            inquiry.ask(_job(case.source, case.source.kind, watch))
        ended = 0
        for answer in inquiry.answers():
            if not _go_on(cases[_id(answer)], answer, inquiry, watch):
                ended += 1
                if progress is not None:
                    progress(ended, len(cases), cases[_id(answer)].source.name)
    return [_told(case, inquiry, watch) for case in cases.values()]


def _chosen(watch: Watch, ids: Sequence[str]) -> list[Source]:
    known = {source.id: source for source in watch.config.sources}
    if missing := [id_ for id_ in ids if id_ not in known]:
        raise UsageError(f"there is no source {', '.join(missing)}; the ids are shown by: pvd-watch sources list")
    if ids:
        return [known[id_] for id_ in dict.fromkeys(ids)]
    return [source for source in known.values() if source.enabled or source.id in watch.config.waiting]


def _go_on(case: _Case, answer: Fetched | PageDone, inquiry: Inquiry, watch: Watch) -> bool:
    """Take an answer in; whether something more was asked of this source."""
    if isinstance(answer, PageDone):
        case.page = answer
        return False
    if case.fetched is not None:
        if answer.done.failure is None and answer.done.entries:
            case.reads_as = _OTHER_FORM[case.source.kind]
        return False
    case.fetched = answer
    if answer.done.failure is not None:
        other = _OTHER_FORM.get(case.source.kind)
        if answer.done.failure.stage != "format" or other is None:
            return False
        inquiry.ask(_job(case.source, other, watch))
        return True
    newest = max((entry for entry in answer.entries if entry.url), key=lambda entry: entry.published_at, default=None)
    if newest is None or case.source.full_text == "never":
        return False
    source = case.source
    selector = source.selectors.article if source.selectors else ""
    inquiry.ask(PageJob(source.id, 0, newest.url, selector, licensed=bool(source.licence)))
    return True


def _job(source: Source, form: SourceKind, watch: Watch) -> FeedJob:
    """A poll that knows nothing, so that everything comes up; of a search, the first of its queries."""
    if source.kind != "search":
        return FeedJob(source.id, source.url, form=form, selectors=source.selectors)
    towns = [
        Town(item.name, item.department, watch.departments[item.department].name)
        for item in watch.gazetteer.communes.values()
        if item.pvd
    ]
    query = next(iter(expand(source.url, source.departments, towns)), None)
    if query is None:
        raise UsageError(f"{source.id}: no programme town is in its departments, so there is nothing to search for")
    return FeedJob(source.id, query.url, form=form, query=query.words)


def _told(case: _Case, inquiry: Inquiry, watch: Watch) -> SourceReport:
    source, done, now = case.source, case.done, utc(watch.now())
    entries = case.fetched.entries if case.fetched is not None else ()
    arrivals = [arrive(entry, now, 0, first_fetch=True) for entry in entries]
    dates = sorted(item.published_at for item in arrivals if item.published_at)
    host = host_state(inquiry, done.url or source.url)
    report = SourceReport(
        id=source.id,
        name=source.name,
        kind=source.kind,
        url=source.url,
        enabled=source.enabled,
        status=done.status,
        final_url=done.url,
        moved_to=done.permanent_url,
        failure=done.failure,
        reads_as=case.reads_as,
        entries=done.entries,
        dated=len(dates),
        oldest=dates[0] if dates else "",
        newest=dates[-1] if dates else "",
        language=language_of(f"{item.title} {item.summary}" for item in arrivals),
        linked=sum(_names_a_town(item, source, watch) for item in arrivals),
        robots=robots_words(host),
        refuses=tuple(refused_agents(host.robots_text)) if host is not None else (),
        tdm=_tdm(case, inquiry),
        page=_page(case.page),
        verified=source.verified or watch.verified.get(source.id, ""),
    )
    return _verify(report, watch) if source.id in watch.config.waiting and not report.verified else report


def _verify(report: SourceReport, watch: Watch) -> SourceReport:
    """A listing that waits: switched on where it gave what it should."""
    if report.failure is not None or report.dated < ENOUGH:
        return replace(report, missing=ENOUGH - report.dated)
    day = local_day(watch.now())
    watch.verify(report.id, day)
    return replace(report, verified=day, switched_on=True)


def _names_a_town(item: Arrival, source: Source, watch: Watch) -> bool:
    text = LinkText(item.title, item.summary, item.url, source.departments, item.categories)
    return bool(watch.linker.link(text))


def _tdm(case: _Case, inquiry: Inquiry) -> str:
    """The host's answer on text and data mining, as far as a page was asked for."""
    if case.page is None:
        return "not asked, as no page was read"
    if case.page.reserved:
        return f"reserved ({case.page.reserved}): only titles and summaries are used"
    host = host_state(inquiry, case.page.url)
    return "free" if case.page.failure is None or (host is not None and host.tdm_at) else "not known"


def _page(page: PageDone | None) -> PageReport | None:
    if page is None:
        return None
    return PageReport(page.url, page.status, page.language, page.free, page.failure, bool(page.html))


def _id(answer: Fetched | PageDone) -> str:
    return answer.source_id if isinstance(answer, PageDone) else answer.done.source_id
