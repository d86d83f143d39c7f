"""Evidence as it is stored beside a place in a text."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pvd_watch.model import Evidence


def evidence_text(evidence: Sequence[Evidence]) -> str:
    """Clues as the JSON that is stored."""
    return json.dumps([(clue.code, clue.weight, clue.words) for clue in evidence], ensure_ascii=False)


def evidence_from(stored: str) -> tuple[Evidence, ...]:
    """Clues out of their JSON."""
    return tuple(Evidence(*clue) for clue in json.loads(stored))
