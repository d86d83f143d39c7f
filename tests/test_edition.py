"""A day's files: what is written where, and that days lead to each other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pvd_watch.config import Home, init_home
from pvd_watch.edition import write_digest
from pvd_watch.errors import StepError
from pvd_watch.wiring import Watch
from tests.digest.sample import DIGEST, DROPPED, EMPTY


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    init_home(tmp_path / "home", bare=True)
    return Watch(Home(tmp_path / "home"))


def test_a_day_has_its_files_and_the_appendix_is_one_of_its_own(watch: Watch) -> None:
    digest = replace(DIGEST, items=(*DIGEST.items, DROPPED))
    watch.storage.digests.save(digest)
    files = write_digest(watch, digest, remade=True)
    assert {path.name for path in watch.home.digests.iterdir()} == {
        "2026-11-01.html", "2026-11-01.md", "2026-11-01.json", "2026-11-01.interne.html", "2026-11-01.interne.txt",
        "index.html",
    }  # fmt: skip
    public = [path.read_text(encoding="utf-8") for path in (files.html, files.markdown, files.json)]
    assert all("écarté" not in text for text in public)
    assert all("interne" not in text for text in (*public, (watch.home.digests / "index.html").read_text()))
    assert "Un article écarté" in files.internal.read_text(encoding="utf-8")
    assert '<circle class="dot"' in public[0]
    assert "Carhaix-Plouguer (Finistère)" in public[0]


def test_the_page_of_the_day_before_leads_on(watch: Watch) -> None:
    for digest in (DIGEST, replace(EMPTY, day="2026-11-03")):
        watch.storage.digests.save(digest)
        write_digest(watch, digest, remade=True)
    earlier, later = ((watch.home.digests / f"2026-11-0{day}.html").read_text(encoding="utf-8") for day in (1, 3))
    assert 'href="2026-11-03.html" rel="next"' in earlier
    assert 'href="2026-11-01.html" rel="prev"' in later
    archive = (watch.home.digests / "index.html").read_text(encoding="utf-8")
    assert archive.index("2026-11-03.html") < archive.index("2026-11-01.html")


def test_the_number_of_top_stories_is_that_of_the_settings(watch: Watch) -> None:
    text = watch.home.watch_file.read_text(encoding="utf-8").replace("top = 5", "top = 1")
    watch.home.watch_file.write_text(text, encoding="utf-8")
    watch.storage.digests.save(DIGEST)
    told = json.loads(write_digest(watch, DIGEST, remade=True).json.read_text(encoding="utf-8"))
    assert [item["story_id"] for item in told["items"] if item["top"]] == [11]


def test_what_has_not_changed_is_not_written_again(watch: Watch) -> None:
    watch.storage.digests.save(DIGEST)
    files = write_digest(watch, DIGEST, remade=True)
    files.markdown.write_text("mine", encoding="utf-8")
    write_digest(watch, DIGEST, remade=False)
    assert files.markdown.read_text(encoding="utf-8") == "mine"
    files.internal.unlink()
    write_digest(watch, DIGEST, remade=False)
    assert files.markdown.read_text(encoding="utf-8") != "mine"


def test_a_folder_that_cannot_be_written_is_a_sentence(watch: Watch) -> None:
    watch.storage.digests.save(DIGEST)
    watch.home.digests.write_text("a file", encoding="utf-8")
    with pytest.raises(StepError, match=r"digests: the digest could not be written"):
        write_digest(watch, DIGEST, remade=True)
