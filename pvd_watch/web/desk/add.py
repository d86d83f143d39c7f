"""``/bureau/AAAA-MM-JJ/ajouter``: an article brought in by its address, or written down by hand."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from pvd_watch.collect.addresses import clean, is_home
from pvd_watch.errors import UsageError
from pvd_watch.model import ByHand
from pvd_watch.times import local_day, read_day
from pvd_watch.typography import THEMES
from pvd_watch.web.desk.choosing import choose
from pvd_watch.web.desk.naming import code_in
from pvd_watch.web.desk.opened import opened
from pvd_watch.web.desk.tasks import jobs_of
from pvd_watch.web.desk.told import quoted
from pvd_watch.web.visit import Visit

_PUBLISHED = "Cette veille est publiée\u202f: dépubliez-la avant d’y ajouter un article."
_TAKEN = "Cet article est déjà dans une veille, ou ce jour ne peut pas le recevoir. Rien n’a été ajouté."
_LONGEST = {"titre": 300, "journal": 100, "ligne": 300, "adresse": 2_000}
Faults = Mapping[str, str]


def add_form(visit: Visit) -> Response:
    """The two forms, with what was asked for so far."""
    return _forms(visit, {})


def add(visit: Visit) -> Response:
    """Ask for the article, or put it into the day; the forms again where something is missing."""
    review = opened(visit)
    if review.sheet.published:
        return _forms(visit, {"": _PUBLISHED})
    asked = choose(visit)
    if asked is not None:
        return asked
    return _by_hand(visit) if visit.sent("quoi") == "main" else _by_address(visit)


def _by_address(visit: Visit) -> Response:
    day, url = visit.part("day"), visit.sent("adresse")
    address = clean(url) if len(url) <= _LONGEST["adresse"] else ""
    insee = code_in(visit.sent("commune"))
    faults = {}
    if not address or is_home(address):
        faults["adresse"] = "Ce n’est pas l’adresse d’un article\u202f: elle commence par https://."
    if insee and not _ours(visit, insee):
        faults["commune"] = "Cette commune n’est pas une ville du programme."
    if faults:
        return _forms(visit, faults)
    visit.watch.adding.ask(day, url, visit.editor, insee)
    return visit.lead(f"/bureau/{day}", "Demande enregistrée\u202f: l’article sera lu à la prochaine collecte.")


def _by_hand(visit: Visit) -> Response:
    day, faults = visit.part("day"), _hand_faults(visit)
    if faults:
        return _forms(visit, faults)
    given = ByHand(
        visit.sent("titre"), visit.sent("journal"), visit.sent("date"), code_in(visit.sent("commune")),
        visit.sent("ligne"), visit.sent("adresse"), visit.sent("theme"),
    )  # fmt: skip
    try:
        logged = visit.watch.adding.by_hand(day, given, visit.editor)
    except UsageError:
        return _forms(visit, {"": _TAKEN})
    return visit.lead(f"/bureau/{day}#s{logged.decision.story_id}", f"Ajouté {quoted(given.title)}.")


def _hand_faults(visit: Visit) -> dict[str, str]:
    faults = {}
    for name, words in (("titre", "le titre"), ("journal", "le journal")):
        if not visit.sent(name):
            faults[name] = f"Donnez {words}."
    for name, longest in _LONGEST.items():
        if len(visit.sent(name)) > longest:
            faults[name] = f"C’est trop long\u202f: {longest} caractères au plus."
    if not _past_day(visit, visit.sent("date")):
        faults["date"] = "Donnez le jour de parution, passé ou présent, comme 2026-11-23."
    if not _ours(visit, code_in(visit.sent("commune"))):
        faults["commune"] = "Choisissez une ville du programme."
    if visit.sent("adresse") and not clean(visit.sent("adresse")):
        faults["adresse"] = "Cette adresse n’est pas valable\u202f: elle commence par https://."
    if visit.sent("theme") not in ("", *THEMES):
        faults["theme"] = "Ce thème n’existe pas."
    return faults


def _past_day(visit: Visit, words: str) -> bool:
    try:
        return read_day(words) <= local_day(visit.site.now())
    except UsageError:
        return False


def _ours(visit: Visit, insee: str) -> bool:
    found = visit.storage.membership.town(insee)
    return found is not None and found[1]


def _forms(visit: Visit, faults: Faults) -> Response:
    review = opened(visit)
    names = ("quoi", "adresse", "titre", "journal", "date", "commune", "ligne", "theme")
    return visit.show(
        "desk_add.html",
        400 if faults else 200,
        day=review.digest.day,
        published=review.sheet.published,
        jobs=jobs_of(visit, review.digest.day),
        refused=bool(faults),
        faults={name: faults.get(name, "") for name in ("", *names)},
        themes=THEMES,
        sent={name: visit.sent(name) for name in names},
    )
