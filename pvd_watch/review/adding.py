"""Articles that editors put into a day themselves: asked for by their address, or written down by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from pvd_watch.collect.addresses import canonical_url, clean, is_home
from pvd_watch.errors import UsageError
from pvd_watch.model import Arrival, AskedJob, ByHand, CommuneRef, Decision, DigestItem, Entry, Logged, Mention, Verdict
from pvd_watch.review.editing import Review
from pvd_watch.storage import Storage
from pvd_watch.times import local_day, noon_of, read_day, utc
from pvd_watch.typography import THEMES, harmless

BY_HAND = "Ajouté à la main par la rédaction."
"""Why an item stands where it does that an editor wrote down."""
_LONGEST = {"title": 300, "outlet": 100, "line": 300, "url": 2_000}


class Adding:
    """What editors may bring in, over one storage. Nothing is fetched here."""

    def __init__(self, storage: Storage, review: Review, now: Callable[[], datetime]) -> None:
        self._storage, self._review, self._now = storage, review, now

    def ask(self, day: str, url: str, editor: str, insee: str = "") -> AskedJob:
        """Ask for an article by its address: a Job, done by the next run.

        :param insee: the commune it is about, where the editor names one.
        :raises UsageError: it is no address of an article, the day takes nothing in, or the code is no town of ours.
        """
        address = clean(url.strip()[: _LONGEST["url"]])
        if not address or is_home(address):
            raise UsageError(f"{harmless(url)[:200]} is no address of an article; it begins with https://")
        self._review.check_open(day)
        if insee:
            self._town(insee)
        return self._storage.jobs.ask(url.strip(), day, insee, editor, utc(self._now()))

    def jobs(self, day: str) -> list[AskedJob]:
        """What was asked for a day, the newest first."""
        return self._storage.jobs.of(day)

    def by_hand(self, day: str, given: ByHand, editor: str) -> Logged:
        """Put an article into a day that no crawl reads; nothing is done twice.

        :raises UsageError: something of it is missing or wrong, or the day takes nothing in.
        """
        self._review.check_open(day)
        known = self._checked(given)
        town, at = self._town(known.insee), utc(self._now())
        source = self._storage.outside.source_named(known.outlet)
        arrival = _arrival(source, known, at)
        article = self._storage.outside.find(arrival.canonical_url)
        if article is None:
            article = self._storage.outside.put(source, arrival, self._storage.digests.sight(at))
        self._check_free(day, article)
        verdict = Verdict(known.insee, "add")
        if verdict not in self._storage.verdicts.of([article]).get(article, ()):
            self._storage.verdicts.add(article, verdict, editor, at)
        mention = Mention(known.insee, "title", 0, 0, "", 1.0, True)
        story = self._storage.outside.stand(article, mention, town.name, at)
        return self.put(day, self._item(article, story, known, town), editor, known.line)

    def put(self, day: str, item: DigestItem, editor: str, line: str = "") -> Logged:
        """Put an Article into a day as an item, kept: a line of its own, or part of its Story's.

        :raises UsageError: the day takes nothing in, or the Article stands in a Digest already.
        """
        with self._storage.reviews.edit() as book:
            self._review.check_open(day)
            self._check_free(day, item.article_id)
            kept = replace(item, state="kept", presentation=line or item.presentation)
            return self._review.take_in(book, day, Decision("add", item.story_id, text=line, items=(kept,)), editor)

    def _check_free(self, day: str, article: int) -> None:
        for other, published in self._storage.outside.days_of(article):
            if other == day:
                raise UsageError(f"the article stands in the digest of {day} already")
            where = f"was published on {other}" if published else f"stands in the draft of {other}; move it from there"
            raise UsageError(f"the article {where}")

    def _checked(self, given: ByHand) -> ByHand:
        values = {name: " ".join(harmless(getattr(given, name)).split()) for name in ("title", "outlet", "line")}
        for name in ("title", "outlet"):
            if not values[name]:
                raise UsageError(f"an article by hand needs its {name}")
        for name, value in values.items():
            if len(value) > _LONGEST[name]:
                raise UsageError(f"{name}: {len(value)} characters are too many; write {_LONGEST[name]} at most")
        if read_day(given.date) > local_day(self._now()):
            raise UsageError(f"{given.date} is in the future; give the day on which the article appeared")
        url = clean(given.url.strip()) if given.url.strip() else ""
        if given.url.strip() and not url:
            raise UsageError(f"{harmless(given.url)[:200]} is no address; it begins with https://, or is left out")
        if given.theme and given.theme not in THEMES:
            raise UsageError(f"{harmless(given.theme)[:50]} is no theme; write one of {', '.join(THEMES)}")
        return replace(given, **values, url=url)

    def _town(self, insee: str) -> CommuneRef:
        found = self._storage.membership.town(insee)
        if found is None or not found[1]:
            raise UsageError(f"{harmless(insee)[:20]} is no town of the programme; look it up: pvd-watch communes")
        return replace(found[0], about=True)

    def _item(self, article: int, story: int, given: ByHand, town: CommuneRef) -> DigestItem:
        stored = self._storage.articles.get(article)
        assert stored is not None  # noqa: S101  # it was stored just now
        return DigestItem(
            rank=0,
            story_id=story,
            article_id=article,
            title=stored.title,
            url=given.url or (stored.url if stored.url.startswith("http") else ""),
            outlet=given.outlet,
            source_id=stored.source_id,
            published_at=stored.published_at,
            precision=stored.precision,
            excerpt="",
            communes=(town,),
            themes=(given.theme,) if given.theme not in ("", "autre") else (),
            reason=BY_HAND,
        )


def _arrival(source: str, given: ByHand, at: str) -> Arrival:
    published_at = min(noon_of(given.date), at)
    by_address = bool(given.url) and not is_home(given.url)
    entry = Entry(source, "", given.url if by_address else "", "", given.title, published_at=given.date)
    return Arrival(
        "", canonical_url(entry), given.url, "", given.title, "", "", published_at, "day", (), baseline=False
    )
