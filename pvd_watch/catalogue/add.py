"""From the address of a site to the record of a source: its feed is looked for, tried, and the record proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pvd_watch.catalogue.discovery import Candidate, announced, name_of, sitemaps, usual
from pvd_watch.catalogue.inquiry import host_state, inquire
from pvd_watch.catalogue.names import same_address, site_of
from pvd_watch.catalogue.proposals import Proposals, propose
from pvd_watch.collect.arrival import arrive
from pvd_watch.collect.poll import Fetched
from pvd_watch.config.rules import departments as department_rule
from pvd_watch.config.rules import web_address
from pvd_watch.errors import StepError, UsageError
from pvd_watch.model import Entry, FeedJob, LinkText, PageDone, PageJob
from pvd_watch.times import utc
from pvd_watch.typography import harmless
from pvd_watch.wiring import Watch

_ID = "new"
_HEAD = 5_000
_SHARE = 0.2
"""A department that this share of the linked entries or more speaks of is taken for one that the source covers."""

Step = Callable[[str], None]
"""Told of each address that is tried, for a person who waits."""


def _no_step(words: str) -> None:
    """Nobody waits."""


@dataclass(frozen=True, slots=True)
class Found:
    """The record proposed for a site, how its feed was found, and the other feeds that the site announces."""

    proposals: Proposals
    chosen: Candidate
    entries: int
    guessed: bool
    others: tuple[str, ...]

    def to_object(self, *, written: str) -> dict[str, Any]:
        """For ``--json``."""
        return self.proposals.to_object(written=written) | {
            "url": self.chosen.url,
            "found": self.chosen.found,
            "entries": self.entries,
            "departments_guessed": self.guessed,
            "others": list(self.others),
        }


def find_source(watch: Watch, url: str, departments: Sequence[str], step: Step = _no_step) -> Found:
    """Look for what can be read of a site, and make a record of the first that holds entries.

    :param departments: what it covers, where the owner knows; else guessed from the towns its entries name.
    :param step: told of each address that is tried.
    :raises UsageError: the address or a department is none.
    :raises StepError: nothing was found that can be read.
    """
    _check(watch, url, departments)
    page, others, candidates = _candidates(watch, url)
    found = _first_that_reads(watch, candidates, step)
    if found is None:
        reason = f" ({page.failure.message})" if page.failure else ""
        raise StepError(
            f"{url}: no feed or news sitemap was found among {len(candidates)} addresses{reason}; if the site has a "
            "page of news, it can be a listing: see pvd-watch help sources"
        )
    chosen, fetched = found
    covered = list(departments) or _guess(watch, fetched.entries)
    record = {
        "url": chosen.url,
        "kind": chosen.kind,
        "name": harmless(name_of(page.html, page.url or url)),
        "homepage": page.url if page.html else site_of(url),
        "departments": covered,
    }
    proposals = propose([record], watch.config, watch.departments, url)
    rest = tuple(other.url for other in others if other.url != chosen.url)
    return Found(proposals, chosen, fetched.done.entries, not departments, rest)


def _check(watch: Watch, url: str, departments: Iterable[str]) -> None:
    for name, rule, value in (
        ("URL", web_address(), url),
        ("--department", department_rule(watch.departments), list(departments)),
    ):
        try:
            rule(value)
        except ValueError as refused:
            raise UsageError(f"{name} {refused}") from refused


def _candidates(watch: Watch, url: str) -> tuple[PageDone, list[Candidate], list[Candidate]]:
    """The page, the feeds it announces, and everything worth a try, best first."""
    page = PageDone(_ID, 0)
    with inquire(watch, [url]) as inquiry:
        inquiry.ask(PageJob(_ID, 0, url))
        for answer in inquiry.answers():
            if isinstance(answer, PageDone):
                page = answer
    told = announced(page.html, page.url or url)
    host = host_state(inquiry, page.url or url)
    named = sitemaps(host.robots_text, site_of(page.url or url)) if host is not None else []
    is_page = "<html" in page.html[:_HEAD].lower()
    itself = [] if is_page else [Candidate(url, "feed", "the address itself")]
    best = dict[str, Candidate]()
    for each in (*told, *itself, *usual(site_of(page.url or url)), *named):
        best.setdefault(same_address(each.url), each)
    return page, told, list(best.values())


def _first_that_reads(watch: Watch, candidates: Sequence[Candidate], step: Step) -> tuple[Candidate, Fetched] | None:
    """The first candidate that holds entries; one is tried after the other, so that no more is asked than need be."""
    left, best = list(candidates), None
    with inquire(watch, [each.url for each in candidates]) as inquiry:
        inquiry.ask(_job(left[0], step))
        for answer in inquiry.answers():
            if not isinstance(answer, Fetched):
                continue
            tried = left.pop(0)
            if answer.done.failure is None and answer.done.entries:
                best = tried, answer
            elif left:
                inquiry.ask(_job(left[0], step))
    return best


def _job(candidate: Candidate, step: Step) -> FeedJob:
    step(f"trying {candidate.url} ({candidate.found})")
    return FeedJob(_ID, candidate.url, form=candidate.kind)


def _guess(watch: Watch, entries: Iterable[Entry]) -> list[str]:
    """The departments of the programme towns that entries name."""
    now, counts = utc(watch.now()), Counter[str]()
    for entry in entries:
        words = arrive(entry, now, 0, first_fetch=True)
        linked = watch.linker.link(LinkText(words.title, words.summary, words.url, (), words.categories))
        counts.update({item.commune.department for item in linked})
    total = sum(counts.values())
    return sorted(code for code, times in counts.items() if times > 1 and times >= _SHARE * total)
