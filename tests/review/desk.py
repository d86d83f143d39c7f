"""A small watch with a few Stories, its drafts, and a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pvd_watch.digest.build import Ranked, Window, build
from pvd_watch.digest.decisions import apply
from pvd_watch.model import Action, Arrival, Commune, Decision, Digest, Done, Mention, Source
from pvd_watch.review import Outcome, Review
from pvd_watch.storage import Storage
from pvd_watch.times import local_day, utc

DAY, NEXT = "2026-11-20", "2026-11-21"
TOWNS = {"15187": "Saint-Flour", "29233": "Quimperlé", "36018": "Le Blanc"}
VILLAGE = "15001"


class Desk:
    """Articles are seen, linked and grouped one a Story; drafts are made as the line makes them."""

    def __init__(self, path: Path) -> None:
        self.now = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
        self.storage = Storage(path)
        towns = [Commune(code, name, code[:2], "84", 5000, (), None, None, True) for code, name in TOWNS.items()]
        self.storage.communes.load(
            [*towns, Commune(VILLAGE, "Allanche", "15", "84", 900, (), None, None, False)], [], "t"
        )
        self.storage.sources.sync([_source("journal"), _source("gazette")])
        self.run = self.storage.runs.begin("test", utc(self.now))
        self.review = Review(self.storage, lambda: self.now, 200)

    def see(self, *names: str, source: str = "journal", insee: str = "15187") -> None:
        """Articles of these names arrive now, and are linked to one town."""
        at = utc(self.now)
        for name in names:
            url = f"https://{source}.example/{name}"
            arrival = Arrival(name, url, url, name, f"Titre {name}", f"Texte {name}.", "", at, "minute", (), False)
            self.storage.articles.commit_feed(self.run, Done(source, 200, present=(name,)), [arrival], at)
        waiting = {article.id for article in self.storage.articles.to_link()}
        mention = Mention(insee, "title", 0, 5, "Titre", 0.9, True)
        self.storage.mentions.replace({article: [mention] for article in waiting}, {insee: TOWNS[insee]}, at)
        self.storage.stories.save((), {})

    def draft(self, day: str = DAY) -> bool:
        """Make the draft of a day, with what other days sent to it."""
        end = utc(self.now)
        begin = self.storage.digests.before(day) or utc(self.now - timedelta(hours=24))
        linked = self.storage.digests.window(begin, end)
        digest = build(
            Window(day, begin, end),
            [Ranked(article) for article in linked],
            self.storage.digests.arrived(begin, end),
            200,
        )
        return self.storage.digests.save(digest, apply(digest.items, self.storage.reviews.standing(day)))

    def next_day(self) -> str:
        """A day goes by; the new one."""
        self.now += timedelta(days=1)
        return local_day(self.now)

    def do(
        self, action: Action, story: int = 0, *, editor: str = "ana", day: str = DAY, to: str = "", **values: Any
    ) -> Outcome:
        """An editor decides on a day; ``to``: where he moves a Story."""
        return self.review.decide(day, Decision(action, story, day=to, **values), editor)

    def digest(self, day: str = DAY) -> Digest:
        """The Digest of a day as everybody reads it."""
        found = self.storage.digests.get(day)
        assert found is not None
        return found

    def titles(self, day: str = DAY) -> list[str]:
        """The titles of what a Digest shows, in its order."""
        return [item.title.removeprefix("Titre ") for item in self.digest(day).items]

    def stories(self) -> dict[str, int]:
        """The Story of every Article by name."""
        found = {}
        for number in range(1, self.storage.articles.count() + 1):
            article = self.storage.articles.get(number)
            assert article is not None
            for story in range(1, 30):
                if article.id in [linked.article.id for linked in self.storage.membership.articles(story)]:
                    found[article.title.removeprefix("Titre ")] = story
        return found


def _source(name: str) -> Source:
    return Source(name, name.title(), "feed", f"https://{name}.example/rss", f"https://{name}.example/", ())


def ranks(items: Sequence[Any]) -> list[int]:
    """The ranks of items."""
    return [item.rank for item in items]
