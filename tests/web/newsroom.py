"""A day at the desk: a draft of Stories over real towns, seen, linked and grouped as the line leaves them."""

from __future__ import annotations

from datetime import timedelta

from pvd_watch.digest.build import Ranked, Window, build
from pvd_watch.model import Arrival, Done, Evidence, Mention, Point, Source
from pvd_watch.times import local_day, utc
from pvd_watch.wiring import Watch

TOWNS = (("15187", "Saint-Flour"), ("29233", "Quimperlé"), ("36018", "Le Blanc"), ("80688", "Rue"), ("26113", "Die"))
_SUBJECTS = (
    ("À {town}, la halle rouvre après dix-huit mois de travaux", "commerce"),
    ("{town} : la maison de santé cherche deux médecins", "services-sante"),
    ("Logements vacants : {town} lance son plan de rénovation", "habitat"),
    ("Une navette gratuite entre la gare et le centre de {town}", "mobilites"),
    ("{town} plante trois cents arbres sur l’ancien champ de foire", "ecologie"),
    ("Le cinéma de {town} fête ses soixante ans", "culture-sport-jeunesse"),
    ("Un incendie détruit un hangar agricole près de {town}", ""),
)
_EXTRACT = (
    "Le conseil municipal de {town} s’est réuni mardi soir pour examiner le projet, qui associe la communauté de "
    "communes et plusieurs commerçants du centre-bourg. Les travaux commenceront au printemps."
)


def fill(watch: Watch, stories: int) -> str:
    """Make today's draft with so many Stories, the first the best; the day."""
    now = watch.now()
    at, day = utc(now), local_day(now)
    watch.storage.sources.sync([_source("journal", "Le Journal"), _source("gazette", "La Gazette")])
    run = watch.storage.runs.begin("test", at)
    for number in range(stories):
        watch.storage.articles.commit_feed(run, Done("journal", 200), [_arrival(number, at)], at)
    waiting = sorted(watch.storage.articles.to_link(10_000), key=lambda article: int(article.url.rpartition("/")[2]))
    for article in waiting:
        insee, name = TOWNS[int(article.url.rpartition("/")[2]) % len(TOWNS)]
        watch.storage.mentions.replace({article.id: _mentions(article.title, insee, name)}, {insee: name}, at)
    watch.storage.stories.save((), {})
    _draft(watch, day)
    return day


def _draft(watch: Watch, day: str) -> None:
    begin, end = utc(watch.now() - timedelta(hours=24)), utc(watch.now())
    linked = sorted(
        watch.storage.digests.window(begin, end), key=lambda found: int(found.article.url.rpartition("/")[2])
    )
    ranked = [
        Ranked(
            article,
            themes=tuple(filter(None, [_SUBJECTS[number % len(_SUBJECTS)][1]])),
            score=round(18 - number * 20 / max(len(linked), 1), 2),
            reason="La ville est nommée dans le titre et le sujet est l’un de ceux du programme.",
            points=(
                Point("title", "la ville est nommée dans le titre", 6.0),
                Point("theme", "sujet du programme", 4.0),
                Point("fresh", "l’article vient de paraître", 1.8),
                Point("crime", "fait divers", -6.0),
            ),
        )
        for number, article in enumerate(linked)
    ]
    arrived = watch.storage.digests.arrived(begin, end)
    assert watch.storage.digests.save(build(Window(day, begin, end), ranked, arrived, 200))


def _arrival(number: int, at: str) -> Arrival:
    town = TOWNS[number % len(TOWNS)][1]
    url = f"https://journal.example/{number}"
    title = _SUBJECTS[number % len(_SUBJECTS)][0].format(town=town)
    return Arrival(str(number), url, url, str(number), title, _EXTRACT.format(town=town), "", at, "minute", (), False)


def _mentions(title: str, insee: str, name: str) -> list[Mention]:
    start = title.find(name)
    clues = (Evidence("of", 1.2, f"« de {name} »"), Evidence("area", 2.0, "le journal couvre ce département"))
    return [
        Mention(insee, "title", start, start + len(name), name, 0.97, True, clues),
        Mention(insee, "text", 24, 24 + len(name), name, 0.92, True, clues[:1]),
    ]


def _source(name: str, words: str) -> Source:
    return Source(name, words, "feed", f"https://{name}.example/rss", f"https://{name}.example/", ())
