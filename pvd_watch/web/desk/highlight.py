"""The words by which a commune was found, marked in a title or an extract."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import Markup, escape

from pvd_watch.typography import spaced


def highlighted(text: str, surfaces: Collection[str]) -> Markup:
    """A text as markup, everything escaped, each surface in a ``mark``: the longest first, whole words alone."""
    known = sorted({spaced(surface) for surface in surfaces if surface.strip()}, key=lambda words: (-len(words), words))
    if not known:
        return escape(text)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
    parts: list[Markup] = []
    end = 0
    for found in pattern.finditer(text):
        parts += [escape(text[end : found.start()]), Markup("<mark>{}</mark>").format(found.group())]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
