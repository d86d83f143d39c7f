"""What a clue is: a small function that looks at one name and yields Evidence, its weight from ``weights``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import Around
from pvd_watch.linking.names import NameFacts
from pvd_watch.linking.spellings import ARTICLES
from pvd_watch.linking.weights import CLUES
from pvd_watch.model import Evidence
from pvd_watch.text import fold_name

Clue = Callable[[Around, Reading, NameFacts], Iterator[Evidence]]


@lru_cache(maxsize=4096)
def evidence(code: str, words: str = "") -> Evidence:
    """The Evidence of a clue, with its weight and its sentence."""
    weight, sentence = CLUES[code]
    return Evidence(code, weight, sentence.format(words=words))


def article_of(reading: Reading) -> str:
    """The article of a commune's name (``Le``, ``La``, ``Les``, ``L'``), empty where it has none."""
    return _article(reading.name)


@lru_cache(maxsize=4096)
def _article(name: str) -> str:
    folded = fold_name(name)
    return next((article.strip() for article in ARTICLES if folded.startswith(article)), "")
