"""What a piece is about: of the communes it names, those that it plays in or speaks of, not only passes by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pvd_watch.linking.weights import ABOUT
from pvd_watch.model import Linked

_OPENING = 120
"""Characters of the text that say what it is about."""


def is_about(signs: dict[str, float]) -> bool:
    """Whether the signs of one commune, weighed by ``ABOUT``, say that the piece is about it."""
    return sum(ABOUT[name] * value for name, value in signs.items()) > 0.0


def features(
    linked: Sequence[Linked], length: int, title_names: Iterable[str], address: Iterable[str]
) -> list[dict[str, float]]:
    """For each linked commune its signs by the names of ``ABOUT``: its place, its share of the mentions, the title.

    :param linked: the accepted communes.
    :param length: characters of the text, title left out.
    :param title_names: INSEE codes of all communes that the title names, of the programme or not.
    :param address: INSEE codes of the communes that the page's address gives.
    """
    titled, given = set(title_names), set(address)
    titled |= {item.commune.insee for item in linked if any(mention.field == "title" for mention in item.mentions)}
    total = sum(len(item.mentions) for item in linked)
    return [
        _signs(item, length, len(item.mentions) / total)
        | _by_title(item, len(linked), titled)
        | {"address": float(item.commune.insee in given)}
        for item in linked
    ]


def _signs(item: Linked, length: int, share: float) -> dict[str, float]:
    first = min((mention.start for mention in item.mentions if mention.field == "text"), default=length)
    return {"always": 1.0, "share": share, "late": first / max(length, 1), "opening": float(first < _OPENING)}


def _by_title(item: Linked, communes: int, titled: set[str]) -> dict[str, float]:
    if item.commune.insee in titled:
        starts = item.mentions[0].field == "title" and item.mentions[0].start == 0
        return {"title": 1.0, "title_start": float(starts)}
    if titled:
        return {"other_title": 1.0}
    if communes == 1:
        return {"alone": 1.0}
    return {"round": 1.0} if communes > 2 else {}
