"""Ordinary press text for benchmarks: articles of national news with, in one of three, a local piece that names towns.

The paragraphs of ``ordinary.txt`` are the project's own writing; the local pieces are the labelled texts of
``tests/linking/tuned.jsonl``. Same seed, same texts.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

PARAGRAPHS = Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8").splitlines()
LABELLED = Path(__file__).parents[1] / "linking" / "tuned.jsonl"
LOCAL_SHARE = 1 / 3


def ordinary(count: int, seed: int = 7) -> list[str]:
    """``count`` articles as lines of JSON to link: a title and three to six paragraphs."""
    chance = Random(seed)
    pieces = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    return [_line(f"o{number}", chance, pieces) for number in range(count)]


def _line(name: str, chance: Random, pieces: list[dict[str, str]]) -> str:
    paragraphs = chance.sample(PARAGRAPHS, chance.randint(3, 6))
    title = paragraphs[0].split(".")[0][:80]
    if chance.random() < LOCAL_SHARE:
        piece = chance.choice(pieces)
        title = piece.get("title") or title
        paragraphs[chance.randrange(len(paragraphs))] = piece.get("text", "")
    return json.dumps({"id": name, "title": title, "text": "\n\n".join(paragraphs)}, ensure_ascii=False)
