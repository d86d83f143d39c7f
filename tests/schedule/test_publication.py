"""Publication by itself: what editors kept, else the first stories that they did not drop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pvd_watch.errors import UsageError
from pvd_watch.schedule.publication import AUTOMATE, publish
from tests.review.desk import DAY, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Four Stories, 1 to 4, in the draft of a day."""
    made = Desk(tmp_path / "watch.db")
    made.see("a", "b", "c", "d")
    assert made.draft()
    yield made
    made.storage.close()


def published(desk: Desk) -> list[int]:
    """The Stories that readers see."""
    digest = desk.storage.digests.get(DAY)
    assert digest is not None
    assert digest.state == "published"
    return [item.story_id for item in digest.items]


def test_a_day_that_nobody_touched_has_its_first_stories(desk: Desk) -> None:
    outcome = publish(desk.review, DAY, 3)
    assert outcome is not None
    assert outcome.republished == (DAY,)
    first = [item.story_id for item in desk.review.day(DAY).base][:3]
    assert published(desk) == first
    assert {logged.editor for logged in desk.review.history(DAY)} == {AUTOMATE}


def test_what_an_editor_kept_is_published_and_nothing_else(desk: Desk) -> None:
    desk.do("keep", 3)
    desk.do("drop", 1)
    publish(desk.review, DAY, 20)
    assert published(desk) == [3]


def test_what_an_editor_dropped_is_not_published_where_none_was_kept(desk: Desk) -> None:
    desk.do("drop", 1)
    publish(desk.review, DAY, 20)
    assert 1 not in published(desk)
    assert len(published(desk)) == 3


def test_a_day_on_which_everything_was_dropped_is_published_empty(desk: Desk) -> None:
    for story in (1, 2, 3, 4):
        desk.do("drop", story)
    publish(desk.review, DAY, 20)
    assert published(desk) == []


def test_a_publication_that_was_cut_off_goes_on_where_it_was(desk: Desk) -> None:
    first = [item.story_id for item in desk.review.day(DAY).base]
    desk.do("keep", first[0], editor=AUTOMATE)
    publish(desk.review, DAY, 3)
    assert published(desk) == first[:3]


def test_a_published_day_is_left_alone_and_a_day_without_digest_refused(desk: Desk) -> None:
    publish(desk.review, DAY, 3)
    version = desk.review.day(DAY).version
    assert publish(desk.review, DAY, 3) is None
    assert desk.review.day(DAY).version == version
    with pytest.raises(UsageError, match="no digest was made on 2026-11-19"):
        publish(desk.review, "2026-11-19", 3)


def test_it_is_undone_like_what_editors_do(desk: Desk) -> None:
    publish(desk.review, DAY, 3)
    desk.review.undo(DAY, "Anne")
    assert not desk.review.day(DAY).sheet.published
