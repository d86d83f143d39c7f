"""All the spellings under which a name may stand in a folded text, made once when the automaton is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from pvd_watch.text import fold_name

Form = Literal["full", "bare", "sole", "short"]
"""``full``: the whole name; ``bare``: without its article; ``sole``: its head, with which no other commune's name
begins (Carhaix); ``short``: a head that others share, used once the context is set (Saint-Bonnet)."""

ARTICLES = ("Le ", "La ", "Les ", "L'")
_SAINT = re.compile(r"\bSaint(e?s?)\b")
_LINKS = frozenset(
    (
        *("sur", "sous", "en", "les", "lez", "de", "du", "des", "la", "le", "l", "d", "et", "aux", "au", "a"),
        *("devant", "pres", "entre", "dans", "saint", "sainte"),
    )
)
_TOO_COMMON = frozenset(
    (
        *("ville", "pont", "port", "mont", "grand", "grande", "petit", "petite", "vieux", "vieil", "bois", "fort"),
        *("fontaine", "val", "vallee", "croix", "notre", "beau", "bel", "bon", "haut", "haute", "bas", "basse", "neuf"),
        *("neuve", "trois", "deux", "champ", "champs", "cap", "cote", "mas", "lac", "iles", "ile", "parc", "tour"),
        *(
            "grands",
            "petits",
            "plaine",
            "montagne",
            "riviere",
            "pays",
            "belle",
            "arc",
            "bar",
            "bus",
            "is",
            "lys",
            "luc",
            "mur",
            "pre",
            "puy",
            "vic",
        ),
        "aix",
    )
)
WORDS = frozenset(
    (
        *("alby", "amelie", "bain", "blancs", "bourgs", "buis", "cazes", "chaudes", "etang", "font", "foret", "gorges"),
        *("hauts", "liesse", "longue", "lyons", "mauges", "mesnils", "morne", "neuves", "noues", "porto", "sain"),
        *("sarre", "vallons", "vexin", "porte", "puits", "rosiers", "anses", "charite", "chartre"),
    )
)
"""Heads of names that are words, people or regions first: they are never taken for a town's own short form."""


def spellings(name: str, heads: Mapping[str, Form], *, careless: bool) -> Iterator[tuple[str, Form, str]]:
    """The spellings of a name as they stand in a folded text, each with its form and the article that it leaves out.

    :param name: the official name, as in the COG.
    :param heads: its short forms that are wanted too.
    :param careless: whether those with careless capitals are wanted too (« Montreuil-sur-mer », « Dol-De-Bretagne »).
    """
    whole = fold_name(name)
    forms: dict[str, Form] = {whole: "full", **heads}
    for form_text, form in forms.items():
        for spelling in _variants(form_text, careless):
            yield spelling, form, ""
        bare = without_article(form_text)
        if bare != form_text and len(bare) > 2:
            article = form_text[: len(form_text) - len(bare)].strip()
            for spelling in _variants(bare, careless):
                yield spelling, "bare" if form == "full" else form, article


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
        if len(text) > 1 and text.lower() not in _TOO_COMMON and without_article(text).lower() not in _TOO_COMMON:
            yield text


def _variants(folded: str, careless: bool) -> set[str]:
    written = {folded}
    if "Saint" in folded:
        written.add(_SAINT.sub(r"St\1", folded))
    if "oe" in folded or "Oe" in folded:
        written |= {form.replace("oe", "\x9c").replace("Oe", "\x8c") for form in written}
    upper = {form.upper().replace("\x9c", "\x8c") for form in written}
    if careless and " " in folded:
        upper |= {" ".join(word[:1].upper() + word[1:] for word in form.split(" ")) for form in written}
        upper |= {form[:1] + form[1:].lower() for form in written if not form.startswith(ARTICLES)}
    return written | upper
