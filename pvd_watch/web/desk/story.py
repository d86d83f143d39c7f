"""``/bureau/AAAA-MM-JJ/sujets/N``: everything about one Story, and what needs more than a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from pvd_watch import typography as french
from pvd_watch.digest.decisions import NO_TOWN, Placed
from pvd_watch.model import CommuneRef, LinkedArticle, Mention
from pvd_watch.typography import Places
from pvd_watch.web.desk.cards import Town, town_of
from pvd_watch.web.desk.listing import Listing, telling
from pvd_watch.web.desk.opened import list_query, opened
from pvd_watch.web.desk.suggesting import suggestions
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.visit import Visit

_LIKELY = 60
"""Stories that are offered to be merged; any other is named by its number."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article that names a commune; ``sure``: probability in per cent; ``clues``: what speaks for it."""

    surface: str
    field: str
    sure: int
    clues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of the Story with the communes it is linked to and the places that name each."""

    id: int
    title: str
    url: str
    outlet: str
    when: str
    towns: tuple[tuple[Town, tuple[Place, ...]], ...]


def story(visit: Visit) -> Response:
    """The page of a Story; for the script, its tools alone."""
    review, number = opened(visit), int(visit.part("story"))
    line = review.sheet.of(number)
    if line is None:
        return _moved(visit, number)
    listing = Listing.of_query(visit, review, list_query(str(visit.request.url.query)))
    articles = visit.watch.review.articles(number)
    places, tell = visit.site.places, telling(visit, review)
    return visit.show(
        "desk_tools.html" if visit.partial else "desk_story.html",
        listing=listing,
        card=listing.cards([number])[0],
        pieces=[
            _piece(linked, _towns(visit, line, linked), visit.storage.mentions.of(linked.article.id), places)
            for linked in articles
        ],
        others=_likely(review.sheet.lines, line),
        actions=[tell.tell(one) for one in review.history if number in (one.decision.story_id, one.decision.other_id)],
        offers=suggestions(visit, review, number),
    )


def _moved(visit: Visit, number: int) -> Response:
    became = visit.storage.membership.became(number)
    if became != number:
        return visit.lead(f"/bureau/{visit.part('day')}/sujets/{became}")
    raise NoPageError("Ce sujet n’est pas dans ce jour\u202f; l’historique dit s’il a été envoyé à un autre.")


def _likely(lines: Sequence[Placed], line: Placed) -> list[Placed]:
    """The Stories that may be one with a line: those of its communes, then the best of the others."""
    towns = {commune.insee for commune in line.item.communes}
    others = [other for other in lines if other.item.story_id != line.item.story_id]
    return sorted(others, key=lambda other: not any(commune.insee in towns for commune in other.item.communes))[
        :_LIKELY
    ]


def _towns(visit: Visit, line: Placed, linked: LinkedArticle) -> Sequence[CommuneRef]:
    """The communes of an Article as editors' answers leave them; the line links it anew with its next run."""
    if linked.article.id == line.item.article_id:
        return () if line.dropped_for == NO_TOWN else line.item.communes
    found = {commune.insee: commune for commune in linked.communes}
    for verdict in visit.storage.verdicts.of([linked.article.id]).get(linked.article.id, ()):
        if verdict.answer in ("reject", "correct"):
            found.pop(verdict.insee, None)
        right = verdict.insee_to if verdict.answer == "correct" else verdict.insee if verdict.answer == "add" else ""
        town = visit.storage.membership.town(right) if right else None
        if town is not None and town[1]:
            found.setdefault(right, town[0])
    return tuple(found.values())


def _piece(linked: LinkedArticle, communes: Sequence[CommuneRef], mentions: Sequence[Mention], places: Places) -> Piece:
    article = linked.article
    towns = tuple(
        (town_of(commune, places), tuple(_place(one) for one in mentions if one.insee == commune.insee))
        for commune in communes
    )
    return Piece(
        article.id,
        french.shown_title(article.title),
        french.web_address(article.url),
        french.harmless(linked.outlet),
        french.moment_in_words(article.published_at, article.precision, "0001-01-01"),
        towns,
    )


def _place(mention: Mention) -> Place:
    where = "titre" if mention.field == "title" else "texte"
    clues = tuple(french.spaced(clue.words) for clue in mention.evidence)
    return Place(french.spaced(mention.surface), where, round(mention.score * 100), clues)
