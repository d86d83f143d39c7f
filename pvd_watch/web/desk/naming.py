"""A commune as an editor writes it in a field: its name, or what the list under the field puts there, name and code."""

from __future__ import annotations

import re

from pvd_watch.model import Completion
from pvd_watch.storage import Storage
from pvd_watch.text import name_key

_CODE = re.compile(r"(?:^|\()\s*(\d[\dABab]\d{3})\s*\)?\s*$")


def code_in(words: str) -> str:
    """The INSEE code that stands in the words or at their end, as in « Rue (80688) »; empty where there is none."""
    found = _CODE.search(words)
    return found.group(1).upper() if found else ""


def meant(storage: Storage, words: str) -> list[Completion]:
    """The communes that words may mean: one where they leave no doubt, several to choose from, none."""
    code = code_in(words)
    found = storage.communes.complete(code or words, 12)
    if code:
        return [one for one in found if one.insee == code]
    key = name_key(words)
    exact = [one for one in found if key in (name_key(one.name), name_key(one.alias))]
    ours = [one for one in exact if one.programme]
    return ours if len(ours) == 1 else exact or found
