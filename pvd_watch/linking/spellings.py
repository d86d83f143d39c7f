"""All the spellings under which a name may stand in a folded text, made once when the automaton is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pvd_watch.text import fold_name

Form = Literal["full", "bare", "short"]
"""``full``: the whole name; ``bare``: without its article; ``short``: its head, used once the context is set."""

ARTICLES = ("Le ", "La ", "Les ", "L'")
_LINKS = frozenset(
    [
        "sur",
        "sous",
        "en",
        "les",
        "lez",
        "de",
        "du",
        "des",
        "la",
        "le",
        "l",
        "d",
        "et",
        "aux",
        "au",
        "a",
        "devant",
        "pres",
        "entre",
        "dans",
        "saint",
        "sainte",
    ]
)
_TOO_COMMON = frozenset(
    [
        "ville",
        "pont",
        "port",
        "mont",
        "grand",
        "grande",
        "petit",
        "petite",
        "vieux",
        "vieil",
        "bois",
        "fort",
        "fontaine",
        "val",
        "vallee",
        "croix",
        "notre",
        "beau",
        "bel",
        "bon",
        "haut",
        "haute",
        "bas",
        "basse",
        "neuf",
        "neuve",
        "trois",
        "deux",
        "champ",
        "champs",
        "cap",
        "cote",
        "mas",
        "lac",
        "iles",
        "ile",
        "parc",
        "tour",
        "grands",
        "petits",
        "mont",
        "pays",
        "belle",
    ]
)


def spellings(name: str, *, short: bool) -> Iterator[tuple[str, Form]]:
    """The spellings of a name as they stand in a folded text, each with its form.

    :param name: the official name, as in the COG.
    :param short: whether its short form is wanted too.
    """
    whole = fold_name(name)
    yield from ((spelling, "full") for spelling in _variants(whole))
    bare = without_article(whole)
    if bare != whole and len(bare) > 2:
        yield from ((spelling, "bare") for spelling in _variants(bare))
    if short:
        for head in short_forms(whole):
            yield from ((spelling, "short") for spelling in _variants(head))


def without_article(folded: str) -> str:
    """A folded name without the article it begins with: ``Isle sur le Doubs``."""
    for article in ARTICLES:
        if folded.startswith(article):
            return folded[len(article) :]
    return folded


def short_forms(folded: str) -> Iterator[str]:
    """What local readers say for a long name: every head of it that does not end in a link word.

    ``Carhaix``, ``Saint Bonnet``, ``Port en Bessin``. They name the town only where the context is set.
    """
    words = folded.split(" ")
    for count in range(1, len(words)):
        head = words[:count]
        if head[-1].lower() in _LINKS:
            continue
        text = " ".join(head)
        if len(text) > 3 and text.lower() not in _TOO_COMMON and without_article(text).lower() not in _TOO_COMMON:
            yield text


def _variants(folded: str) -> set[str]:
    shorts = re.sub(r"\bSaint(e?s?)\b", r"St\1", folded)
    written = {folded, shorts}
    if "oe" in folded.lower():
        written |= {form.replace("oe", "\x9c").replace("Oe", "\x8c") for form in written}
    capitals = {" ".join(word[:1].upper() + word[1:] for word in form.split(" ")) for form in written}
    # « Montreuil-sur-mer »: some type the capital of the first word only.
    lower = {form[:1] + form[1:].lower() for form in written if not form.startswith(ARTICLES)}
    return written | capitals | lower | {form.upper().replace("\x9c", "\x8c") for form in written}
