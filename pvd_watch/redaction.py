"""Names of persons taken out of words on request: found however they are written, replaced or blotted out. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from pvd_watch.text import fold

INSTEAD = "[…]"
"""What stands in a title in place of a name."""
_BLOT = "·"
_WORD = r"[A-Za-z0-9]"


class Redaction:
    """Some names, ready to be looked for.

    A name is found whatever its case, accents, hyphens and spaces, with its first words before or behind the others
    (« Anne Le Goff », « LE GOFF Anne »), and not inside a longer word.

    :param names: of two words or more each.
    """

    def __init__(self, names: Iterable[str]) -> None:
        split = [words_of(name) for name in names]
        forms = sorted({form for words in split for form in _forms(words)}, key=len, reverse=True)
        pattern = rf"(?<!{_WORD})(?:{'|'.join(forms)})(?!{_WORD})" if forms else r"(?!)"
        self._pattern = re.compile(pattern.encode("ascii"), re.IGNORECASE)
        # Looking for one plain word first makes reading a whole archive thirty times as quick.
        self._signs = tuple({max(words, key=len).lower().encode("ascii") for words in split if words})

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the names stand in a text: start and end (exclusive) in code points."""
        if not self.holds(text):
            return []
        folded = fold(text)
        return [folded.span(*found.span()) for found in self._pattern.finditer(folded.data)]

    def holds(self, text: str) -> bool:
        """True where one of the names stands in a text."""
        data = fold(text).data
        lower = data.lower()
        return any(sign in lower for sign in self._signs) and self._pattern.search(data) is not None

    def mask(self, text: str) -> str:
        """The text with ``[…]`` in place of each name."""
        return _replaced(text, self.spans(text), lambda _: INSTEAD)

    def blot(self, text: str) -> str:
        """The text with each name blotted out by as many dots, so that every place in it stays what it was."""
        return _replaced(text, self.spans(text), lambda length: _BLOT * length)

    def places(self, text: str) -> list[tuple[int, int, int]]:
        """What :meth:`mask` does to places of a text: start and end of each name, and by how much what follows it
        moves."""
        return [(start, end, len(INSTEAD) - (end - start)) for start, end in self.spans(text)]


@lru_cache(maxsize=8)
def redaction(names: tuple[str, ...]) -> Redaction:
    """The Redaction of some names, made once."""
    return Redaction(names)


def words_of(name: str) -> list[str]:
    """The words of a name as they are looked for, without accents, hyphens and apostrophes."""
    return re.findall(r"[^ ']+", fold(name).data.decode("ascii", "replace"))


def _forms(words: list[str]) -> set[str]:
    safe = [re.escape(word) for word in words]
    return {r"[ ']+".join(safe[turn:] + safe[:turn]) for turn in range(len(safe))}


def _replaced(text: str, spans: list[tuple[int, int]], instead: Callable[[int], str]) -> str:
    parts, place = [], 0
    for start, end in spans:
        parts += [text[place:start], instead(end - start)]
        place = end
    return "".join([*parts, text[place:]])
