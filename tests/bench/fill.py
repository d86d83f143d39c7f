"""A database of N articles through the real storage code: ``python -m tests.bench.fill PATH N [--days 365]``.

The articles are invented sentences over real towns, spread over days; each day has its digest, published but for the
last one. Prints seconds and size.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pvd_watch.config import shipped
from pvd_watch.digest.build import Ranked, Window, build
from pvd_watch.gazetteer import Gazetteer, load, stamp
from pvd_watch.linking.names import load as load_names
from pvd_watch.model import Arrival, Commune, Done, LinkedArticle, Mention, Source
from pvd_watch.storage import Storage
from pvd_watch.times import utc

_SUBJECTS = (
    "la halle rouvre", "le marché change de place", "une maison de santé ouvre", "le cinéma cherche des bénévoles",
    "la gare retrouve un guichet", "l'école plante une haie", "les commerçants s'unissent", "la friche sera dépolluée",
)  # fmt: skip
_WORDS = (
    "habitants", "projet", "municipalité", "place", "centre", "ancien", "travaux", "printemps", "budget", "conseil",
    "école", "commerce", "halle", "cœur", "œuvre", "rénovation", "façade", "logement", "navette", "santé", "médecin",
    "patrimoine", "église", "château", "festival", "association", "sport", "culture",
)  # fmt: skip
SOURCES = 400
_BATCH = 1_000
_LINKED = 0.35
"""Share of the articles that name a town."""
_PUBLISHED = 60
"""Stories that a published digest holds."""
_THEMES = ("habitat", "commerce", "mobilités", "services publics et santé", "tourisme", "autre")


def fill(path: Path, articles: int, days: int, seed: int = 7) -> None:
    """Write the database; ``path`` must not exist."""
    facts = load_names(shipped("config/names.toml"))
    communes_csv = shipped("data/communes.csv")
    gazetteer = load(communes_csv, shipped("data/departments.csv"), facts.aliases)
    storage = Storage(path)
    current = stamp(communes_csv, shipped("config/names.toml"))
    storage.communes.load(list(gazetteer.communes.values()), gazetteer.names, current)
    storage.sources.sync(list(sources_of(gazetteer)))
    run = storage.runs.begin("fill", "2025-11-23T06:00:00Z")
    towns = [commune for commune in gazetteer.communes.values() if commune.pvd]
    chance = random.Random(seed)
    first = datetime(2025, 11, 23, 6, tzinfo=UTC)
    for day, count in _shares(articles, days):
        moment = first + timedelta(days=day)
        add_articles(storage, towns, chance, run, f"{day}", utc(moment), count)
        storage.stories.save((), {})
        _make_digest(storage, moment, published=day + 1 < days)
    storage.close()


def _shares(articles: int, days: int) -> Iterator[tuple[int, int]]:
    for day in range(days):
        yield day, articles * (day + 1) // days - articles * day // days


def sources_of(gazetteer: Gazetteer) -> Iterator[Source]:
    codes = list(gazetteer.departments)
    for number in range(SOURCES):
        code = codes[number % len(codes)]
        url = f"https://journal-{number}.example/rss.xml"
        yield Source(f"journal-{number}", f"Journal {number}", "feed", url, url, (code,))


def add_articles(
    storage: Storage, towns: list[Commune], chance: random.Random, run: int, day: str, seen: str, count: int
) -> None:
    """Articles seen at one moment, linked but not grouped; ``day`` stands in their addresses."""
    done = 0
    while done < count:
        size = min(_BATCH, count - done)
        source = f"journal-{chance.randrange(SOURCES)}"
        drawn = [_article(chance, towns, source, f"{day}-{done + place}", seen) for place in range(size)]
        storage.articles.commit_feed(run, Done(source, 200, entries=size), [item for item, _ in drawn], seen)
        done += size
        found = {item.url: town for item, town in drawn}
        linked = {
            waiting.id: _mentions(waiting.title, found[waiting.url]) for waiting in storage.articles.to_link(size)
        }
        names = {town.insee: town.name for town in found.values() if town}
        storage.mentions.replace(linked, names, seen)


def _make_digest(storage: Storage, moment: datetime, *, published: bool) -> None:
    window = Window(moment.date().isoformat(), utc(moment - timedelta(hours=24)), utc(moment))
    stories = [_ranked(item) for item in storage.digests.window(window.from_at, window.to_at)]
    arrived = storage.digests.arrived(window.from_at, window.to_at)
    digest = build(window, stories, arrived, 200)
    if published:
        kept = tuple(replace(item, state="kept") for item in digest.items[:_PUBLISHED])
        digest = replace(digest, items=kept, state="published")
    storage.digests.save(digest)


def _ranked(linked: LinkedArticle) -> Ranked:
    theme = _THEMES[linked.article.id % len(_THEMES)]
    return Ranked(linked, themes=(theme,), score=1.0, reason="texte d’essai")


def _article(
    chance: random.Random, towns: list[Commune], source: str, key: str, seen: str
) -> tuple[Arrival, Commune | None]:
    town = chance.choice(towns) if chance.random() < _LINKED else None
    title = f"{town.name} : {chance.choice(_SUBJECTS)}" if town else f"{chance.choice(_SUBJECTS).capitalize()} ({key})"
    url = f"https://{source}.example/{key}"
    summary = " ".join(chance.choices(_WORDS, k=28)).capitalize() + "."
    arrival = Arrival(key, url, url, key, title, summary, "", seen, "minute", (), baseline=False)
    return arrival, town


def _mentions(title: str, town: Commune | None) -> list[Mention]:
    if town is None:
        return []
    return [Mention(town.insee, "title", 0, len(town.name), title[: len(town.name)], 0.97, True)]


def main() -> None:
    """Fill and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--days", type=int, default=365)
    asked = parser.parse_args()
    began = time.perf_counter()
    fill(asked.path, asked.articles, asked.days)
    size = asked.path.stat().st_size / 1e6
    print(f"{asked.articles} articles in {time.perf_counter() - began:.1f} s, {size:.0f} MB")


if __name__ == "__main__":
    main()
