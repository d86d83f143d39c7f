"""What the newsletter reads: lines that follow the digests whoever writes them, merges followed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pvd_watch.model import Digest
from pvd_watch.storage import Storage
from tests.digest.sample import BANK, DIGEST, HALL, SECOND

DAY, NEXT = "2026-11-01", "2026-11-02"


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    with closing(Storage(tmp_path / "pvd_watch.db")) as storage:
        yield storage


def digest(*items: object, day: str = DAY, state: str = "published") -> Digest:
    return replace(DIGEST, day=day, state=state, items=items)  # type: ignore[arg-type]


def merge(storage: Storage, *pairs: tuple[int, int]) -> None:
    """Let Stories become others."""
    with storage._connection.write() as sql:
        for story in {one for pair in pairs for one in pair}:
            sql.execute("INSERT INTO stories (id, lead_article_id) VALUES (?, 0)", (story,))
        for story, into in pairs:
            sql.execute("UPDATE stories SET merged_into = ? WHERE id = ?", (into, story))


def test_a_line_says_what_its_item_does(storage: Storage) -> None:
    item = replace(HALL, themes=("commerce", "habitat"), score=7.25, size=3, pinned=True)
    storage.digests.save(digest(item, replace(BANK, rank=2)))
    [first, second] = storage.top.lines(DAY, DAY)
    assert (first.day, first.rank, first.story_id, first.state, first.published) == (DAY, 1, 11, "pinned", True)
    assert (first.score, first.size, first.themes) == (7.25, 3, ("commerce", "habitat"))
    assert (first.outlets, first.communes) == ((HALL.outlet, *HALL.also_in), HALL.communes)
    assert (second.state, second.communes) == ("published", BANK.communes)
    assert [story.item for story in storage.top.stories([second, first])] == [replace(BANK, rank=2), item]


def test_a_draft_is_proposed_and_what_was_dropped_is_gone(storage: Storage) -> None:
    storage.digests.save(digest(HALL, replace(BANK, rank=2, state="dropped"), state="draft"))
    storage.digests.save(digest(replace(SECOND, rank=1, pinned=True), day=NEXT, state="draft"))
    found = [(line.story_id, line.state, line.published) for line in storage.top.lines(DAY, NEXT)]
    assert found == [(11, "proposed", False), (15, "pinned", False)]
    assert storage.top.lines("2026-11-03", "2026-12-31") == []
    assert storage.top.lines(DAY, NEXT, published_only=True) == []


def test_lines_follow_whoever_writes_the_items(storage: Storage) -> None:
    storage.digests.save(digest(HALL, replace(BANK, rank=2), replace(SECOND, rank=3), state="draft"))
    storage.digests.save(digest(HALL, replace(BANK, rank=2), state="draft"))
    with storage._connection.write() as sql:
        sql.execute(
            "INSERT OR REPLACE INTO digest_items SELECT day, rank, story_id, article_id, "
            "json_set(shown, '$.state', 'dropped') FROM digest_items WHERE rank = 1"
        )
        sql.execute("UPDATE digest_items SET rank = 7, article_id = 9 WHERE rank = 2")
    assert [(line.rank, line.story_id) for line in storage.top.lines(DAY, DAY)] == [(7, 12)]
    assert storage._connection.rows("SELECT rank, article_id FROM digest_lines") == [(1, 101), (7, 9)]


def test_an_item_of_an_earlier_program_lacks_what_it_did_not_know(storage: Storage) -> None:
    storage.digests.save(digest())
    shown = {"title": "Vieux", "outlet": "Le Fanal", "communes": [{"insee": "1", "name": "V", "department": "01", "region": "84"}]}  # fmt: skip  # noqa: E501
    with storage._connection.write() as sql:
        sql.execute("INSERT INTO digest_items VALUES (?, 1, 3, 4, ?)", (DAY, json.dumps(shown)))
    [line] = storage.top.lines(DAY, DAY)
    assert (line.score, line.size, line.themes, line.outlets) == (0.0, 1, (), ("Le Fanal",))


def test_merged_stories_lead_to_the_one_they_became(storage: Storage) -> None:
    storage.digests.save(digest(HALL, replace(BANK, rank=2)))
    merge(storage, (11, 12), (12, 40), (90, 91), (91, 90))
    assert {line.story_id for line in storage.top.lines(DAY, DAY)} == {40}
    assert storage.top.current({11, 77, 90}, ()) == {40, 77, 91}


def test_digests_made_before_the_lines_have_theirs(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(Storage(path)) as storage:
        storage.digests.save(digest(HALL))
    with closing(sqlite3.connect(path)) as sql:
        for name in ("insert", "update", "delete"):
            sql.execute(f"DROP TRIGGER digest_lines_{name}")
        sql.execute("DROP TABLE digest_lines")
        sql.execute("DROP INDEX stories_merged")
        sql.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_digest_lines'")
        sql.commit()
    with closing(Storage(path)) as storage:
        assert [line.story_id for line in storage.top.lines(DAY, DAY)] == [11]


def test_a_month_is_read_without_opening_the_items(storage: Storage) -> None:
    plan = storage._connection.rows(
        "EXPLAIN QUERY PLAN SELECT * FROM digests d JOIN digest_lines l ON l.day = d.day WHERE d.day BETWEEN ? AND ?",
        DAY,
        NEXT,
    )
    steps = [row[3] for row in plan]
    assert [step for step in steps if step.startswith("SEARCH l USING PRIMARY KEY (day")], steps
    assert [step for step in steps if step.startswith("SCAN")] == [], steps
