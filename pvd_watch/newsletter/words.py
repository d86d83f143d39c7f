"""The French of an edition: its period, « le chiffre du mois », who rose most."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from pvd_watch import typography as french
from pvd_watch.model import CommuneRef, Figures, main_commune
from pvd_watch.newsletter.highlight import Highlight, Riser
from pvd_watch.times import Period
from pvd_watch.typography import Places


def period_in_words(period: Period) -> str:
    """« octobre 2026 » for a whole month, else « du jeudi 1er octobre 2026 au … », or the one day."""
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    if first.day == 1 and (first.year, first.month, monthrange(first.year, first.month)[1]) == (
        *(last.year, last.month, last.day),
    ):
        return french.month_in_words(period.first)
    if first == last:
        return french.day_in_words(period.first)
    return f"du {french.day_in_words(period.first)} au {french.day_in_words(period.last)}"


def towns_in_words(figures: Figures) -> str:
    """The figure that stands large: how many towns the press named."""
    return french.count(figures.communes, "petite ville de demain citée", "petites villes de demain citées")


def figures_in_words(figures: Figures) -> str:
    """The other figures, in one sentence."""
    return (
        f"{french.count(figures.articles, 'article', 'articles')} sur "
        f"{french.count(figures.stories, 'sujet', 'sujets')}, dans "
        f"{french.count(figures.outlets, 'titre de presse', 'titres de presse')} et "
        f"{french.count(figures.departments, 'département', 'départements')}."
    )


def rise_in_words(compared: Highlight, places: Places) -> str:
    """Who rose most, town and department, in one sentence; empty where nothing rose or nothing can be compared."""
    told = [
        _riser(riser, places)
        for riser in sorted(
            filter(None, (compared.commune, compared.department)),
            key=lambda riser: riser is not compared.riser,
        )
    ]
    if not told:
        return ""
    listed = "\u00a0; ".join(told)
    return f"Plus forte progression par rapport à la période précédente\u00a0: {listed}."


def _riser(riser: Riser, places: Places) -> str:
    department = places.department(riser.department)
    name = department if riser.kind == "department" else f"{french.name(riser.name)} ({department})"
    before = french.number(riser.before) if riser.before else "aucun"
    return f"{name}, {french.count(riser.stories, 'sujet', 'sujets')} contre {before}"


def place_in_words(communes: Sequence[CommuneRef], department: str, places: Places) -> str:
    """« Commune (département) »: the main commune of those in the department that was asked for, if one was."""
    inside = [commune for commune in communes if not department or commune.department == department]
    commune = main_commune(inside or communes)
    return f"{french.name(commune.name)} ({places.department(commune.department)})"
