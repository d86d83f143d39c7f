"""An archive under a site of the tests: articles that are linked and searchable, days that are published or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pvd_watch.digest.build import Ranked, Window, build
from pvd_watch.gazetteer import Gazetteer
from pvd_watch.model import Arrival, Commune, Digest, DigestItem, Done, LinkedArticle, Mention, Source
from pvd_watch.wiring import Watch

DAY = "2026-03-04"
SOURCES = (
    Source(
        "courrier-29", "Le Courrier des Abers", "feed", "https://abers.example/rss", "https://abers.example/", ("29",)
    ),
    Source(
        "vallees-26", "L’Écho des vallées", "feed", "https://vallees.example/rss", "https://vallees.example/", ("26",)
    ),
    Source("gazette-nationale", "Gazette des bourgs", "feed", "https://bourgs.example/rss", "https://bourgs.example/"),
)
THEMES = ("habitat", "commerce", "mobilites", "services-sante", "patrimoine-espace", "culture-sport-jeunesse")
_SUBJECTS = (
    ("la halle du XIXᵉ siècle rouvre au printemps", "Deux ans de travaux s’achèvent place du Marché ; douze étals."),
    ("un médecin s’installe à la maison de santé", "Fini, les trente kilomètres : le cabinet ouvre lundi."),
    ("la gare retrouve un guichet deux jours par semaine", "La région et la commune se partagent la dépense."),
    ("le cinéma associatif fête ses mille adhérents", "Œuvres rares et avant-premières : la salle est pleine."),
    ("l’ancienne filature deviendra des logements", "Le conseil a voté le permis ; quarante logements sont prévus."),
    ("les façades de la grande rue sont aidées", "La subvention couvre la moitié. Les échafaudages sont montés."),
)


def fill(watch: Watch, day: str = DAY, count: int = 5, *, published: bool = True, kept: int | None = None) -> Digest:
    """A day of ``count`` articles, each naming one town of the programme, with its digest.

    :param kept: how many of them the published digest shows; all where nothing is said.
    """
    storage, towns = watch.storage, _towns(watch.gazetteer)
    storage.sources.sync(list(SOURCES))
    seen = f"{day}T05:00:00Z"
    run = storage.runs.begin("test", seen)
    named: dict[str, Commune] = {}
    for place, source in enumerate(SOURCES):
        arrivals = []
        for number in range(place, count, len(SOURCES)):
            town = towns[(number * 7 + int(day[8:])) % len(towns)]
            arrival = _arrival(town, source, day, number, seen)
            named[arrival.url] = town
            arrivals.append(arrival)
        storage.articles.commit_feed(run, Done(source.id, 200, entries=len(arrivals)), arrivals, seen)
    waiting = [item for item in storage.articles.to_link(10_000) if item.url in named]
    links = {item.id: [_mention(item.title, named[item.url])] for item in waiting}
    storage.mentions.replace(links, {town.insee: town.name for town in named.values()}, seen)
    storage.stories.save((), {})
    return _digest(watch, day, published=published, kept=count if kept is None else kept)


def _towns(gazetteer: Gazetteer) -> list[Commune]:
    return [town for town in gazetteer.communes.values() if town.pvd]


def _arrival(town: Commune, source: Source, day: str, number: int, seen: str) -> Arrival:
    subject, words = _SUBJECTS[number % len(_SUBJECTS)]
    url = f"{source.homepage}{day}/{number}"
    return Arrival(
        f"{source.id}-{day}-{number}", url, url, url, f"{town.name} : {subject}", words, "", seen, "minute", (),
        baseline=False,
    )  # fmt: skip


def _mention(title: str, town: Commune) -> Mention:
    return Mention(town.insee, "title", 0, len(town.name), title[: len(town.name)], 0.97, True)


def _digest(watch: Watch, day: str, *, published: bool, kept: int) -> Digest:
    end = f"{day}T06:00:00Z"
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    window = Window(day, f"{before}T06:00:00Z", end)
    found = watch.storage.digests.window(window.from_at, window.to_at)
    digest = build(window, [_ranked(item) for item in found], (len(found), len(SOURCES)), 200)
    if published:
        digest = replace(digest, state="published", items=_shown(digest.items[:kept]))
    watch.storage.digests.save(digest)
    return digest


def _ranked(linked: LinkedArticle) -> Ranked:
    number = linked.article.id
    themes = (THEMES[number % len(THEMES)],)
    return Ranked(linked, themes=themes, score=float(number % 9 + 1), reason="La commune est dans le titre.")


def _shown(items: Sequence[DigestItem]) -> tuple[DigestItem, ...]:
    lines = ("À lire pour la méthode : un chantier mené avec les habitants.", "", "")
    return tuple(
        replace(item, state="kept", rank=rank, presentation=lines[rank % len(lines)])
        for rank, item in enumerate(items, start=1)
    )
