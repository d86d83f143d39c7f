"""The linker over the shipped names, built once for all tests of linking, and short ways to ask it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pvd_watch.config import shipped
from pvd_watch.gazetteer import load
from pvd_watch.linking.lines import read_text
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.names import load as load_names
from pvd_watch.model import Linked, LinkText

TEXTS = Path(__file__).parent
FACTS = load_names(shipped("config/names.toml"))
LINKER = Linker(load(shipped("data/communes.csv"), shipped("data/departments.csv"), FACTS.aliases), FACTS)

CANDIDATES = LINKER._candidates
"""Its automaton: a second one would cost every test run more than a second."""


def codes(title: str, text: str = "", **known: Any) -> list[str]:
    """INSEE codes of the communes that a text is linked to, best first."""
    return [item.commune.insee for item in LINKER.link(LinkText(title, text, **known))]


def told(insee: str, title: str, text: str = "", **known: Any) -> Linked:
    """What is said of one commune, which must be a candidate."""
    items = {item.commune.insee: item for item in LINKER.explain(LinkText(title, text, **known))}
    assert insee in items, f"{insee} is no candidate in {title!r} {text!r}: {sorted(items)}"
    return items[insee]


def clues(insee: str, title: str, text: str = "", **known: Any) -> set[str]:
    """The codes of all clues found for one commune, which must be a candidate."""
    item = told(insee, title, text, **known)
    return {clue.code for mention in item.mentions for clue in mention.evidence}


def tuned() -> Iterator[tuple[str, LinkText]]:
    """The labelled texts that we look at: their ids and what is linked."""
    with (TEXTS / "tuned.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            yield gold["id"], read_text(gold)
