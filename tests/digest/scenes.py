"""Invented digests of any size over real towns of the programme, to look at and to measure."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from functools import cache

from pvd_watch.gazetteer import load_departments, regions
from pvd_watch.model import CommuneRef, Digest, DigestItem, Point
from pvd_watch.shipping import shipped
from pvd_watch.typography import Places, excerpt

_EVENTS = (
    ("commerce", "{} : l’ancienne quincaillerie devient une boutique partagée", "Quatre artisans s’y relaieront."),
    ("habitat", "À {}, douze logements vont remplacer la friche de la gare", "Le permis a été déposé lundi."),
    ("services-sante", "Deux médecins s’installent à la maison de santé de {}", "Les premiers rendez-vous sont pris."),
    ("patrimoine-espace", "{} : la halle du XIVe siècle retrouve sa charpente", "Les compagnons ont posé la flèche."),
    ("mobilites", "La navette de {} roulera aussi le dimanche", "Elle dessert le marché, la piscine et la gare."),
    ("ecologie", "{} plante trois cents arbres dans ses rues", "Les écoliers ont choisi les essences."),
    ("culture-sport-jeunesse", "Le cinéma de {} fête ses quarante ans", "Une séance à deux euros, ce samedi."),
    ("ingenierie", "{} signe son opération de revitalisation de territoire", "L’État et la région s’engagent."),
    ("numerique", "Un tiers-lieu numérique ouvre ses portes à {}", "Seize postes, la fibre et un atelier."),
    ("citoyennete", "{} : les habitants votent le budget participatif", "Onze projets étaient en lice."),
    ("tourisme", "Saison record pour l’office de tourisme de {}", "La voie verte y est pour beaucoup."),
    ("autre", "{} : le marché change de place le temps des travaux", "Les forains gardent leurs habitués."),
)  # fmt: skip
_OUTLETS = (
    "Le Clocher vendéen", "La Vigie picarde", "L’Avenir des Ballons", "Le Grand Mistral", "La Feuille du Bas-Berry",
    "Radio Woëvre", "Le Fanal d’Armorique", "Le Messager des Trois-Becs",
)  # fmt: skip
_MORE = (
    " Le conseil municipal a voté le projet à l’unanimité jeudi soir, après deux ans de concertation.",
    " La région et l’intercommunalité paient les deux tiers ; la mairie compte sur une souscription pour le reste.",
    " « On n’y croyait plus », sourit une habitante du quartier, venue avec ses voisins pour la visite.",
    " Les travaux commenceront au printemps et dureront huit mois, sans couper la rue principale.",
    "",
    "",
)


@cache
def real_places() -> Places:
    """Names of all departments and regions, and the points of the programme's towns."""
    departments = load_departments(shipped("data/departments.csv"))
    return Places(
        departments={code: item.name for code, item in departments.items()},
        regions=regions(departments),
        points={row["insee"]: (float(row["lon"]), float(row["lat"])) for row in _programme() if row["lon"]},
    )


@cache
def _programme() -> Sequence[dict[str, str]]:
    with shipped("data/communes.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "actuelle" and row["pvd"] == "1"]


def scene(count: int, state: str = "published", seed: int = 1) -> Digest:
    """A digest of so many items; the same every time."""
    chance = random.Random(seed)
    items = tuple(_item(rank, chance) for rank in range(1, count + 1))
    return Digest(
        day="2026-11-01",
        from_at="2026-10-31T06:30:00Z",
        to_at="2026-11-01T06:30:00Z",
        state=state,
        items=items,
        articles=count * 14,
        sources=min(count * 3, 412),
    )


def _item(rank: int, chance: random.Random) -> DigestItem:
    town = chance.choice(_programme())
    theme, title, summary = chance.choice(_EVENTS)
    refs = [CommuneRef(town["insee"], town["name"], town["department"], town["region"])]
    if chance.random() < 0.1:
        other = chance.choice(_programme())
        refs.append(CommuneRef(other["insee"], other["name"], other["department"], other["region"], about=False))
    outlets = chance.sample(_OUTLETS, k=chance.choice((1, 1, 1, 2, 3)))
    score = round(chance.uniform(-2, 12), 1)
    return DigestItem(
        rank=rank,
        story_id=1000 + rank,
        article_id=5000 + rank,
        title=title.format(town["name"]),
        url=f"https://journal-{chance.randrange(9)}.example/{town['department']}/{town['insee']}/article-{rank}",
        outlet=outlets[0],
        source_id=f"source-{chance.randrange(9)}",
        published_at=f"2026-11-01T{chance.randrange(6):02d}:{chance.randrange(60):02d}:00Z",
        precision="minute",
        excerpt=excerpt(summary + chance.choice(_MORE), 200),
        communes=tuple(refs),
        also_in=tuple(outlets[1:]),
        themes=(theme,) if chance.random() < 0.8 else (theme, "habitat"),
        kinds=("crime",) if chance.random() < 0.04 else (),
        score=score,
        reason="La commune est dans le titre, le sujet est un thème du programme et plusieurs titres en parlent.",
        points=(Point("about", "commune dans le titre", 3.0), Point("theme", "thème du programme", score - 3)),
        page="read" if chance.random() < 0.7 else "paywall",
        size=len(outlets),
        presentation="À lire pour la méthode : une concertation menée rue par rue." if chance.random() < 0.05 else "",
    )
