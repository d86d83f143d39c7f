"""The language of titles and summaries, by their little words: enough to see that a feed is not in French."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = {
    "fr": "le la les des du une dans pour sur avec est au aux qui que par plus ce cette sont après ont été et à d l",
    "en": "the of and to in for on with is are was by from that this at as an will has after its be it",
    "es": "el los las del una en para con por que se su al más es como y lo tras sin sobre",
    "de": "der die das und ist von mit für auf den im ein eine nicht zu dem des nach bei aus wird",
    "it": "il lo gli della di che per con una nel alla sono è del dei dal ha più i al da",
    "pt": "o os das do uma em para com por que não é ao mais na no dos foi à um",
    "nl": "de het een van en in op te dat is voor met zijn niet aan er om ook bij naar",
    "br": "ar an al ur un eus da hag gant evit war eo zo er en ha e ket pe ez",
    "eu": "eta da du dute ez bat ere dira zuen izan dela beste den dituzte egin baina",
    "oc": "lo los la las de en dins amb per que es una del dels al sus aqueste pas son",
    "co": "u i a di è in cù per una chì si nant'à hè sò da pè à hà le ghjè",
}
_LITTLE = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SPLIT = re.compile(r"[^\w]+")
_LEAST = 8
"""Little words below which nothing is said: a handful of titles shares some with every language."""


def language_of(texts: Iterable[str]) -> str:
    """The two letters of the language that most of the little words are of; empty where too few tell."""
    words = [word for text in texts for word in _SPLIT.split(text.lower()) if word]
    counts = {language: sum(word in little for word in words) for language, little in _LITTLE.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= _LEAST else ""
