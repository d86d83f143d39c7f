"""The French of how sources fare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pvd_watch.model import SourceKind


@dataclass(frozen=True, slots=True)
class State:
    """How a source fares: code, word, what it means, and the colour of its badge (empty, good, warm or bad)."""

    code: str
    word: str
    meaning: str
    colour: str = ""


STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State("well", "à jour", "a donné du nouveau selon son rythme", "good"),
        State("quiet", "calme", "rien de neuf, ce qui est habituel pour elle", "good"),
        State("silent", "silencieuse", "rien de neuf depuis bien plus longtemps que d’habitude", "warm"),
        State("failing", "en panne", "ne répond pas, ou répond par une erreur", "bad"),
        State("empty", "vide", "répond, mais on n’y trouve plus rien", "bad"),
        State("gone", "disparue", "l’adresse n’existe plus\u00a0: redemandée tous les trente jours", "bad"),
        State("new", "jamais lue", "suivie, mais pas encore interrogée"),
        State("waiting", "en attente", "sera suivie quand sa lecture aura été vérifiée", "warm"),
        State("off", "non suivie", "connue du catalogue, mais pas interrogée"),
        State(
            "reserved",
            "textes réservés",
            "s’oppose à la fouille de textes\u00a0: seuls titre et résumé servent",
            "warm",
        ),
    )
}
KINDS: Mapping[SourceKind, str] = {
    "feed": "fil (RSS, Atom)",
    "news-sitemap": "plan de site d’actualités",
    "listing": "page d’actualités",
    "search": "recherche d’actualités",
}
FAILURES: Mapping[str, str] = {
    "dns": "le nom du site n’est pas trouvé",
    "connect": "le site refuse la connexion",
    "tls": "le certificat du site n’est pas valable",
    "timeout": "le site n’a pas répondu à temps",
    "robots": "le fichier robots.txt du site l’interdit",
    "http": "le site a répondu par une erreur",
    "size": "la réponse est trop grande",
    "format": "la réponse n’est pas lisible",
    "redirect": "le site renvoie ailleurs sans fin",
    "private": "l’adresse est privée et n’est pas suivie",
    "budget": "le nombre de demandes du jour est atteint",
    "crawl": "la collecte a été interrompue",
    "protocol": "la collecte a été interrompue",
}
"""What went wrong, by the stage of the failure."""


def span_in_words(minutes: int) -> str:
    """A span as « toutes les 2 heures »; empty where none is known."""
    if minutes <= 0:
        return ""
    if minutes < 90:
        return f"toutes les {minutes}\u00a0minutes"
    if minutes < 36 * 60:
        return f"toutes les {round(minutes / 60)}\u00a0heures"
    return f"tous les {round(minutes / (24 * 60))}\u00a0jours"
