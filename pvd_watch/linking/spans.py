"""What stands between the names of a text: a department behind a name, a list of names, a hyphen that ties two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pvd_watch.linking.candidates import Span
from pvd_watch.linking.context import Around

NUMBERED = re.compile(r"\((?:d[ée]partement )?(\d{2}|2[AB]|97\d)\)")
"""A department's number in brackets."""
_BETWEEN = re.compile(
    r"^\s*(?:,|;|et|ou|/|\x97|-|,\s*(?:et|puis|ou)|comme|puis|a|jusqu'a)\s*"
    r"(?:l'|le |la |les |de |d'|a |au |du |aux |des )?\s*$",
    re.I,
)
_ATTACHED = re.compile(r"^\s*(?:\(\s*|,?\s*(?:en|dans l'|dans le|dans la|dans les|dans)\s*|,\s*)$", re.I)
_ATTACHED_NUMBER = re.compile(r"^\s*\(\s*(\d{2}|2[ABab]|97\d)(?:\d{3}|\d{2})?\s*[),]")


def attached_department(spans: Sequence[Span], place: int, context: str) -> str:
    """The code of the department that stands right behind the name: « (Drôme) », « (26) », « , dans la Drôme »."""
    end = spans[place].end
    if "(" in context[end : end + 3]:
        number = _ATTACHED_NUMBER.match(context[end : end + 12])
        if number:
            return number[1].upper()
    if place + 1 < len(spans):
        other = spans[place + 1]
        departments = other.spelling.departments
        if len(departments) == 1 and other.start - end < 16 and _ATTACHED.match(context[end : other.start]):
            return departments[0]
    return ""


def listed(spans: Sequence[Span], place: int, context: str) -> bool:
    """True where another commune's name stands right before or after, parted by a comma or « et »."""
    span = spans[place]
    for other in (spans[place - 1] if place else None, spans[place + 1] if place + 1 < len(spans) else None):
        if other is None or not other.spelling.readings:
            continue
        first, second = (other, span) if other.start < span.start else (span, other)
        if second.start - first.end < 24 and _BETWEEN.match(context[first.end : second.start]):
            return True
    return False


def part_of_longer(words: Around, spans: Sequence[Span], place: int) -> bool:
    """True where a hyphen ties the name to a word that is no commune: ``Die-Haut``, but not ``Valence-Die``."""
    if not (words.joined_before or words.joined_after):
        return False
    span = spans[place]
    everyday = span.spelling.everyday  # « Palais-Bourbon »
    tied_before = not everyday and any(
        other.end == span.start - 1 and other.spelling.readings for other in spans[max(place - 1, 0) : place]
    )
    tied_after = not everyday and any(
        other.start == span.end + 1 and other.spelling.readings for other in spans[place + 1 : place + 2]
    )
    return (words.joined_before and not tied_before) or (words.joined_after and not tied_after)
