"""Two editors at two desks: both are heard, and of two changes made on one version the second is refused."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from pvd_watch.errors import StaleError
from pvd_watch.model import Decision
from pvd_watch.review import Review
from pvd_watch.storage import Storage

from .desk import DAY, Desk


def _work(path: Path, editor: str, *, version: int | None, start: threading.Barrier, said: list[str]) -> None:
    storage = Storage(path)
    review = Review(storage, lambda: datetime(2026, 11, 20, 8, tzinfo=UTC), 200)
    start.wait()
    for story in (1, 2, 3, 4):
        try:
            review.decide(DAY, Decision("present", story, text=editor), editor, version)
            said.append(f"{editor} {story}")
        except StaleError as error:
            said.append(f"{editor} refused at {error.current}")
            break
        version = None if version is None else version + 1
    storage.close()


def _two(path: Path, version: int | None) -> list[str]:
    said: list[str] = []
    start = threading.Barrier(2)
    editors = [
        threading.Thread(target=_work, args=(path, name), kwargs={"version": version, "start": start, "said": said})
        for name in ("ana", "bob")
    ]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    return said


def test_without_a_version_every_change_of_both_is_in_the_history(desk: Desk, tmp_path: Path) -> None:
    assert len(_two(tmp_path / "watch.db", None)) == 8
    review = desk.review.day(DAY)
    assert [logged.version for logged in review.history] == list(range(2, 10))
    assert review.version == 9
    last = {logged.decision.story_id: logged.editor for logged in review.history}
    assert {item.story_id: item.presentation for item in desk.digest().items} == last


def test_with_a_version_one_goes_on_and_the_other_is_told(desk: Desk, tmp_path: Path) -> None:
    said = _two(tmp_path / "watch.db", desk.review.day(DAY).version)
    assert sum("refused at" in words for words in said) >= 1
    done = [words for words in said if "refused" not in words]
    assert len(done) == len(desk.review.history(DAY))
    assert [logged.version for logged in desk.review.history(DAY)] == list(range(2, 2 + len(done)))
