"""What one check of one source found, in values, in words and as an object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pvd_watch.model import Failure, SourceKind
from pvd_watch.typography import harmless

_FRENCH = ("fr", "")
_FEW = 3


@dataclass(frozen=True, slots=True)
class PageReport:
    """The page of the newest entry: ``free`` False says that it is behind a paywall, None that it does not say."""

    url: str
    status: int
    language: str
    free: bool | None
    failure: Failure | None
    readable: bool


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source. ``reads_as``: the kind it should be, where its own fails; ``refuses``: agents of others that its
    robots.txt keeps out; ``missing``: dated entries that a listing lacks before it is switched on."""

    id: str
    name: str
    kind: SourceKind
    url: str
    enabled: bool
    status: int
    final_url: str
    moved_to: str
    failure: Failure | None
    reads_as: SourceKind | None
    entries: int
    dated: int
    oldest: str
    newest: str
    language: str
    linked: int
    robots: str
    refuses: tuple[str, ...]
    tdm: str
    page: PageReport | None
    verified: str = ""
    switched_on: bool = False
    missing: int = 0

    @property
    def answered(self) -> bool:
        """Whether its site answered anything, be it a refusal."""
        return self.status > 0 or (self.failure is not None and self.failure.stage == "robots")

    @property
    def good(self) -> bool:
        """Whether it was read and holds something."""
        return self.failure is None and self.entries > 0

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return asdict(self) | {"good": self.good, "remarks": list(self.remarks())}

    def remarks(self) -> Iterator[str]:
        """What the owner should know or do, one sentence each."""
        if self.failure is not None:
            yield f"not read: {self.failure.message}"
        if self.reads_as is not None:
            yield f'of the wrong kind: it reads as {self.reads_as}; set kind = "{self.reads_as}"'
        elif self.failure is not None and self.failure.stage == "format" and self.kind != "listing":
            yield "its feed may be elsewhere on the site: pvd-watch sources add looks for it"
        if self.failure is None and not self.entries:
            yield "it was read and holds no entry"
        if self.moved_to:
            yield f"moved for good to {self.moved_to}, which is read from now on"
        if self.language not in _FRENCH:
            yield f"its titles seem to be in another language ({self.language})"
        if self.page is not None and self.page.language not in _FRENCH:
            yield f"its pages say that they are in another language ({self.page.language})"
        if self.page is not None and self.page.free is False:
            yield "its pages are for subscribers"
        if self.good and not self.dated:
            yield "its entries have no dates: in a first fetch none of them is news"
        if self.switched_on:
            yield f"it gave {self.dated} dated entries and is switched on from now on"
        elif self.missing > 0:
            yield f"it stays off: {self.missing} more dated entries are needed"

    def words(self) -> str:
        """For a person."""
        rows = [
            ("status", f"HTTP {self.status}" if self.status else "no answer"),
            ("entries", f"{self.entries}, {self.dated} of them dated{self._span()}"),
            ("language", self.language or "too few words to tell"),
            ("towns", f"{self.linked} entries name a programme town"),
            ("robots.txt", self._robots_words()),
            ("others", f"it keeps out {_listed(self.refuses)} (this does not bind us)" if self.refuses else ""),
            ("mining", self.tdm),
            ("page", self._page_words()),
            ("verified", self.verified),
        ]
        lines = [f"  {label:<11}{text}" for label, text in rows if text]
        told = [f"{self.id}  {self.name}", *lines, *(f"  ! {remark}" for remark in self.remarks())]
        return "\n".join(harmless(line) for line in told)

    def _span(self) -> str:
        return f", from {self.oldest[:10]} to {self.newest[:10]}" if self.dated else ""

    def _robots_words(self) -> str:
        refused = self.failure is not None and self.failure.stage == "robots"
        return f"{self.robots}; this address is refused" if refused else self.robots

    def _page_words(self) -> str:
        if self.page is None:
            return ""
        if self.page.failure is not None:
            return f"not read: {self.page.failure.message}"
        return f"HTTP {self.page.status}, {'its text may be read' if self.page.readable else 'its text is not read'}"


def _listed(agents: tuple[str, ...]) -> str:
    more = len(agents) - _FEW
    return ", ".join(agents[:_FEW]) + (f" and {more} more" if more > 0 else "")
