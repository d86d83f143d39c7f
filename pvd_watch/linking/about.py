"""What a piece is about: of the communes it names, those that it plays in or speaks of, not only passes by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pvd_watch.linking.weights import ABOUT
from pvd_watch.model import Linked

_OPENING = 120
"""Characters of the text that say what it is about."""


def abouts(linked: Sequence[Linked], length: int, title_names: Iterable[str], address: Iterable[str]) -> list[bool]:
    """For each linked commune, whether the piece is about it: its place, its share of the mentions, the title tell.

    :param linked: the accepted communes.
    :param length: characters of the text, title left out.
    :param title_names: INSEE codes of all communes that the title names, of the programme or not.
    :param address: INSEE codes of the communes that the page's address gives.
    """
    titled, given = set(title_names), set(address)
    titled |= {item.commune.insee for item in linked if any(mention.field == "title" for mention in item.mentions)}
    total = sum(len(item.mentions) for item in linked)
    return [_points(item, len(linked), total, length, titled, given) > 0.0 for item in linked]


def _points(item: Linked, communes: int, mentions: int, length: int, titled: set[str], given: set[str]) -> float:
    first = min((mention.start for mention in item.mentions if mention.field == "text"), default=length)
    points = ABOUT["always"] + ABOUT["share"] * len(item.mentions) / mentions + ABOUT["late"] * first / max(length, 1)
    points += ABOUT["opening"] * (first < _OPENING) + ABOUT["address"] * (item.commune.insee in given)
    if item.commune.insee in titled:
        starts = item.mentions[0].field == "title" and item.mentions[0].start == 0
        points += ABOUT["title"] + ABOUT["title_start"] * starts
    elif titled:
        points += ABOUT["other_title"]
    elif communes == 1:
        points += ABOUT["alone"]
    elif communes > 2:
        points += ABOUT["round"]
    return points
