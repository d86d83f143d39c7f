"""The way through a sitemap index: the sitemaps it names, one after the other, bounded in depth and number."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from pvd_watch.model import Failure
from spiders.aside import aside
from spiders.dates import read_date
from spiders.failures import coding_failure, failure_of, http_failure
from spiders.item import Item
from spiders.reading import FormatError, Reading, Sheet
from spiders.sitemaps import Child, Sitemap, chosen, read_sitemap
from spiders.told import Told
from spiders.trip import Trip, header

_DEEPEST = 2  # an index, and an index in it
_MOST_SITEMAPS = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: of a single body its Reading and size. Of an index also the hash of all its parts, the seconds
    they took, the failure of one of them, and whether a 304 for the index would tell that no part has changed."""

    reading: Reading
    bytes: int
    digest: str = ""
    seconds: float = 0.0
    failure: Failure | None = None
    validated: bool = True


class Walk:
    """One way from the index that ``trip`` led to, whose body is ``body``."""

    def __init__(self, trip: Trip, sheet: Sheet, body: bytes) -> None:
        self._trip = trip
        self._sheet = sheet
        self._sum = blake2b(body, digest_size=16)
        self._bytes = len(body)
        self._items: list[tuple[Item, Told]] = []
        self._seen = {trip.url}
        self._failure: Failure | None = None
        self._seconds = 0.0
        self._validated = True

    async def over(self, index: Sitemap) -> Found:
        """Read what the index leads to."""
        await self._into(index.children, 1)
        if self._failure and not self._items:
            self._failure = Failure(
                self._failure.stage, f"The index {self._sheet.url} leads to nothing. {self._failure.message}"
            )
        reading = self._sheet.reading(self._items)
        return Found(reading, self._bytes, self._sum.hexdigest(), self._seconds, self._failure, self._validated)

    async def _into(self, children: list[Child], depth: int) -> None:
        for child in chosen(children):
            # Without the hour of its change, a part may change while the index stays the same.
            self._validated = self._validated and read_date(child.changed)[1] == "minute"
            if child.url in self._seen or len(self._seen) > _MOST_SITEMAPS:
                continue
            self._seen.add(child.url)
            sitemap = await self._read(child.url)
            if sitemap is None:
                continue
            self._items += sitemap.items
            if depth < _DEEPEST:
                await self._into(sitemap.children, depth + 1)

    async def _read(self, url: str) -> Sitemap | None:
        """One sitemap; None when it failed, which is noted."""
        trip = self._trip.to(url)
        try:
            response = await trip.get({})
        except Exception as error:
            failure = failure_of(error, trip.url)
            if failure is None:
                raise
            self._failure = failure
            return None
        finally:
            self._seconds += trip.seconds
        failure = coding_failure(header(response, "Content-Encoding"), trip.url)
        if response.status != 200 or failure:
            self._failure = failure or http_failure(response.status, trip.url)
            return None
        self._sum.update(response.body)
        self._bytes += len(response.body)
        content_type = header(response, "Content-Type")
        try:
            return await aside(lambda: read_sitemap(response.body, content_type, trip.url), len(response.body))
        except FormatError as error:
            self._failure = Failure("format", str(error))
            return None
