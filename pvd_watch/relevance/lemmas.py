"""Light French lemmas: a text as a stream of short forms in which the forms of one word meet.

Accents and case go, but a last ``é`` stays (« marché » is no « marche »); plural, feminine and a few endings of verbs
are taken off; articles and « de », « à » are left out, so that « maison de la santé » meets « maison de santé ». A form
need not be a word of the dictionary: the entries of ``themes.toml`` go through the same function.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from pvd_watch.text import Folded, fold

BREAK = b" . "
"""Stands where a sentence or a part of one ends: no phrase reaches over it."""
NUMBER, SCORE = "#", "##"
"""The forms of any number, and of two joined by a hyphen (« 23-17 »)."""
_E_ACUTE, _LIGATURE, _EURO = 0xE9, 0x9C, 0x80
_LETTERS = rb"a-z\xe9\x9c\x80"
_TOKEN = re.compile(rb"[" + _LETTERS + rb"]+|[0-9]+(?:-[0-9]+)?|[.]")
_LEFT_OUT = frozenset(
    (
        "a", "à", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les", "un", "une",
        "son", "sa", "ses", "leur", "leurs",
    )
)  # fmt: skip
_MOST_KNOWN = 300_000
"""Words kept with their form (about 40 MB), after which the table begins anew."""


def _table() -> bytes:
    """From windows-1252 bytes to lower-case letters, digits, hyphens, ``.`` for what parts sentences, and spaces."""
    folded = bytes(range(256)).decode("cp1252", errors="replace")
    table = bytearray(b" " * 256)
    for code, char in enumerate(folded):
        low = Folded(bytes([code])).data.decode("latin-1").lower()
        if char in "éÉ":
            table[code] = _E_ACUTE
        elif char in "œŒ":
            table[code] = _LIGATURE
        elif char == "€":
            table[code] = _EURO
        elif low.isascii() and low.isalnum():
            table[code] = ord(low)
        elif char in "-–":
            table[code] = ord("-")
        elif char in ".!?;:,()«»…":
            table[code] = ord(".")
    return bytes(table)


_TABLE = _table()
_IRREGULAR = {
    "travaux": "travaux", "voix": "voix", "vente": "vente", "ventes": "vente", "vitraux": "vitrail", "baux": "bail",
    "yeux": "oeil", "euros": "euro", "marcher": "marcher", "marchent": "march", "taux": "taux", "jeux": "jeu",
    "lieux": "lieu", "lieu": "lieu", "feux": "feu", "pres": "pres", "apres": "apres", "acces": "acces",
    "proces": "proces", "deces": "deces", "succes": "succes", "gens": "gens", "mois": "mois", "parcours": "parcours",
    "moins": "moins", "plus": "plus", "secours": "secours", "recours": "recours", "concours": "concours",
    "cours": "cours", "mars": "mars", "prix": "prix", "coupe": "coupe", "coupes": "coupe", "vends": "vends",
    "noyer": "noyer", "noyers": "noyer",
}  # fmt: skip
"""Words that the rules below would bring to the form of another word, or away from their own."""
_PLURALS = (("eaux", "eau"), ("aux", "al"), ("oux", "ou"), ("eux", "eur"), ("s", ""), ("x", ""))
_FEMININES = (
    ("euse", "eur"), ("trice", "teur"), ("enne", "en"), ("onne", "on"), ("elle", "el"), ("ette", "et"), ("ere", "é"),
    ("er", "é"), ("ive", "if"), ("ée", "é"), ("e", ""),
)  # fmt: skip
_LEAST = 3
"""Letters that must be left of a word once an ending is taken off."""


def lemma(word: str) -> str:
    """The form of one word in lower case, without accents but ``é``: « rénovées » and « rénover » are ``renové``."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    form = _replaced(word, _PLURALS) if len(word) > _LEAST else word
    form = _replaced(form, _FEMININES) if len(form) > _LEAST else form
    if form.endswith("ent") and not form.endswith("ment") and len(form) > 7:
        form = form[:-3]
    ending = "é" if form.endswith("é") else ""
    return form.removesuffix(ending).replace("é", "e").replace("\x9c", "oe") + ending


def _replaced(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, instead in endings:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _LEAST:
            return word[: len(word) - len(ending)] + instead
    return word


class _Forms(dict[bytes, bytes]):
    """Each token with what stands for it in a stream: its form between two spaces, or nothing."""

    def __missing__(self, token: bytes) -> bytes:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        form = self[token] = _form(token)
        return form


def _form(token: bytes) -> bytes:
    word = token.decode("latin-1").replace("\x80", "euro")
    if word == ".":
        return BREAK
    if word[0].isdigit():
        parts = word.split("-")
        form = SCORE if len(parts) == 2 and all(len(part) < 3 for part in parts) else NUMBER
    elif word in _LEFT_OUT:
        return b""
    else:
        form = lemma(word)
    return f" {form} ".encode("latin-1")


@dataclass(frozen=True, slots=True)
class Lemmas:
    """A text as the stream of its forms, each between two spaces; ``forms`` holds one a word or sign, maybe empty."""

    text: str
    folded: Folded
    forms: tuple[bytes, ...]
    stream: bytes

    def places(self) -> Places:
        """Where the forms come from; asked for only where something was found."""
        spans = list(map(re.Match.span, _TOKEN.finditer(self.folded.raw.translate(_TABLE))))
        return Places(self, list(accumulate(map(len, self.forms))), spans)


@dataclass(frozen=True, slots=True)
class Places:
    """Leads a stream back to its text: where each form ends in the stream, and its span in the folded text."""

    lemmas: Lemmas
    ends: list[int]
    spans: list[tuple[int, int]]

    def surface(self, start: int, end: int) -> str:
        """The words of the text that ``stream[start:end]`` stands for (whole forms, not empty)."""
        first, last = bisect_right(self.ends, start), bisect_right(self.ends, end - 1)
        left, right = self.lemmas.folded.span(self.spans[first][0], self.spans[last][1])
        return self.lemmas.text[left:right]


class Forms:
    """Brings texts to streams; it remembers the form of each word it has met."""

    def __init__(self) -> None:
        self._forms = _Forms()

    def begun(self, word: str) -> bytes:
        """The beginning of a word as it stands in a stream, no longer than all its forms have it in common; empty where
        it is not one word."""
        tokens = _TOKEN.findall(fold(word).raw.translate(_TABLE))
        if len(tokens) != 1:
            return b""
        begun = tokens[0].replace(b"\xe9", b"e").replace(b"\x9c", b"oe").decode("latin-1")
        ended = _replaced(begun, _FEMININES)
        common = next((place for place, (a, b) in enumerate(zip(begun, ended, strict=False)) if a != b), len(ended))
        return bytes(begun[:common].encode())

    def read(self, text: str) -> Lemmas:
        """The stream of a text, in time that grows with its length alone."""
        folded = fold(text)
        forms = tuple(map(self._forms.__getitem__, _TOKEN.findall(folded.raw.translate(_TABLE))))
        return Lemmas(text, folded, forms, b"".join(forms))
