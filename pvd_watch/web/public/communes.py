"""``/communes/`` and ``/communes/29233``: the programme's towns, found by name or letter, with what was published."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.model import CommuneRef
from pvd_watch.text import name_key
from pvd_watch.web.public.listing import counts, show_shelf
from pvd_watch.web.public.shelves import town as shelf_of
from pvd_watch.web.visit import Visit

_ARTICLES = ("le ", "la ", "les ", "l ")
_MOST = 200


def communes(visit: Visit) -> Response:
    """The towns whose name begins with a letter, or holds what was typed."""
    words, letter = visit.asked("q")[:100], visit.asked("lettre")[:1].upper()
    towns = visit.site.kept.get("towns by name", "", lambda: _by_name(visit))
    letters = sorted({_initial(key) for key, _ in towns})
    if words:
        wanted = name_key(words)
        found = [town for key, town in towns if wanted in key or town.insee == words.upper()]
    else:
        letter = letter if letter in letters else "A"
        found = [town for key, town in towns if _initial(key) == letter]
    items = counts(visit, "commune")
    listed: list[tuple[CommuneRef, int]] = [(town, items.get(town.insee, 0)) for town in found[:_MOST]]
    return visit.show(
        "public_communes.html", words=words, letter="" if words else letter, letters=letters, towns=listed,
        found=len(found), total=len(towns),
    )  # fmt: skip


def _by_name(visit: Visit) -> list[tuple[str, CommuneRef]]:
    found = ((name_key(town.name), town) for town in visit.storage.communes.towns())
    return sorted(found, key=lambda pair: (pair[0], pair[1].insee))


def commune(visit: Visit) -> Response:
    """The items that name a town."""
    shelf = shelf_of(visit)
    return show_shelf(visit, shelf, "public_commune.html", town=visit.storage.communes.town(shelf.code))


def _initial(key: str) -> str:
    """The letter under which a name stands, its article left out: « Le Blanc » stands under B."""
    article = next((word for word in _ARTICLES if key.startswith(word)), "")
    return key[len(article) : len(article) + 1].upper()
