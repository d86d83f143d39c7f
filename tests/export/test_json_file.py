"""JSON: one object, an Article a line, whatever its words."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from pvd_watch.export import Record, write_json
from pvd_watch.times import Period
from tests.export.sample import HOSTILE, SAMPLE, exported, linked

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "export.json"
PERIOD = Period("2026-10-01", "2026-10-31")


def written(records: list[Record]) -> str:
    file = io.StringIO()
    assert write_json(records, PERIOD, file) == len(records)
    return file.getvalue()


def test_it_is_the_golden_file() -> None:
    """``PVD_WATCH_GOLDEN=1`` writes it anew; look at the difference before keeping it."""
    found = written(exported(*SAMPLE))
    if os.environ.get("PVD_WATCH_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_one_object_with_credits_and_codes_as_text(count: int) -> None:
    found = json.loads(written(exported(*SAMPLE[:count])))
    assert list(found) == ["period", "credits", "articles"]
    assert found["period"] == {"from": "2026-10-01", "to": "2026-10-31"}
    assert "INSEE" in found["credits"][0]
    assert len(found["articles"]) == count
    assert all(isinstance(place["insee"], str) for item in found["articles"] for place in item["communes"])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(words: str) -> None:
    text = written(exported(linked(words, url="data:text/html,x")))
    [article] = json.loads(text.encode())["articles"]
    assert (article["url"], len(text.splitlines())) == ("", 7)


def test_neither_texts_nor_notes_go_out() -> None:
    found = written(exported(*SAMPLE))
    assert [word for word in ("RÉSUMÉ", "AUTRICE", "RUBRIQUE") if word in found] == []
