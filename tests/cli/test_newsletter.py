"""``top`` as a person types it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from .command import ask, refused, set_keys


@pytest.fixture
def day(demo: tuple[Path, dict[str, Any]]) -> str:
    found: str = demo[1]["digest"]["day"]
    return found


def told(home: Path, day: str, *words: str) -> dict[str, Any]:
    done = ask("top", "--from", day, "--to", day, *words, home=home)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_former_edition_leaves_its_stories_to_it_merged_or_not(demo_copy: Path, day: str, tmp_path: Path) -> None:
    first = told(demo_copy, day, "-n", "3")
    edition = tmp_path / "edition.json"
    edition.write_text("\ufeff" + json.dumps(first), encoding="utf-8")
    second = told(demo_copy, day, "-n", "3", "--exclude", str(edition))
    taken, others = ({item["story_id"] for item in edition["items"]} for edition in (first, second))
    assert (len(others), taken & others) == (3, set())
    with closing(sqlite3.connect(demo_copy / "data" / "pvd_watch.db")) as sql:
        sql.execute("UPDATE stories SET merged_into = ? WHERE id = ?", (max(others), min(taken)))
        sql.commit()
    third = told(demo_copy, day, "-n", "3", "--exclude", str(edition))
    assert max(others) not in {item["story_id"] for item in third["items"]}


def test_published_digests_alone_with_links_to_their_pages(demo_copy: Path, day: str) -> None:
    set_keys(demo_copy, base_url='"https://veille.example/"')
    assert told(demo_copy, day, "--published-only")["items"] == []
    with closing(sqlite3.connect(demo_copy / "data" / "pvd_watch.db")) as sql:
        sql.execute("UPDATE digests SET state = 'published'")
        sql.execute("UPDATE digest_items SET shown = json_set(shown, '$.pinned', json('true')) WHERE rank = 4")
        sql.commit()
    items = told(demo_copy, day, "--published-only")["items"]
    assert [item["state"] for item in items] == ["pinned", *["published"] * 4]
    assert items[0]["permalink"] == f"https://veille.example/veille/{day}#story-{items[0]['story_id']}"


def test_a_department_and_a_theme(demo: tuple[Path, dict[str, Any]], day: str) -> None:
    department = told(demo[0], day)["items"][0]["communes"][0]["department"]
    found = told(demo[0], day, "--department", department, "-n", "50")
    assert found["items"]
    assert all(any(place["department"] == department for place in item["communes"]) for item in found["items"])
    assert found["figures"]["departments"] == 1
    assert told(demo[0], day, "--theme", "habitat")["figures"]["articles"] <= found["figures"]["articles"] + 200


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "2026-11-02", "--to", "2026-11-01"], "from 2026-11-02 comes after to 2026-11-01"),
        (["--from", "hier", "--to", "2026-11-01"], "hier is no day"),
        (["--from", "2026-11-01", "--to", "2026-11-01", "--department", "xx"], "xx is no department"),
        (["--from", "2026-11-01", "--to", "2026-11-01", "--theme", "xx"], "xx is no theme"),
        (["--from", "2026-11-01", "--to", "2026-11-01", "--exclude", "none.json"], "none.json cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_said(words: list[str], said: str, home: Path) -> None:
    assert said in refused("top", *words, code=2, home=home)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{}", b"[1]"])
def test_another_file_is_no_former_edition(content: bytes, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "f.json"
    file.write_bytes(content)
    words = ["--from", "2026-11-01", "--to", "2026-11-01", "--exclude", str(file)]
    assert "is no former edition" in refused("top", *words, code=2, home=home)


def test_the_commands_of_numbers_load_nothing_heavy() -> None:
    script = (
        "import sys, pvd_watch.cli.newsletter, pvd_watch.cli.stats, pvd_watch.cli.export, pvd_watch.wiring\n"
        "print({'scrapy', 'twisted', 'spacy', 'trafilatura', 'pyarrow', 'jinja2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
