"""A text of the archive's search with the words asked for marked: it stays text, only the marks become markup."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from pvd_watch.model.search import MARK, MARK_END
from pvd_watch.typography import spaced

_SIGNS = re.compile(f"([{MARK}{MARK_END}])")


def marked(text: str, limit: int) -> Markup:
    """The text as markup, at most ``limit`` characters of it, harmless, with ``<mark>`` around what is marked."""
    parts: list[Markup] = []
    left, inside = limit, False
    for piece in _SIGNS.split(text):
        if piece in (MARK, MARK_END):
            inside = piece == MARK
            continue
        words = spaced(piece)
        cut = words if len(words) <= left else _cut(words, left)
        left -= len(words)
        if cut:
            parts.append(Markup("<mark>{}</mark>").format(cut) if inside else escape(cut))
        if left < 0:
            break
    return Markup("").join(parts)


def _cut(words: str, limit: int) -> str:
    """The beginning of a text at a word, with an ellipsis; nothing but that where no word fits."""
    return words[: max(limit - 1, 0)].rpartition(" ")[0] + "…"
