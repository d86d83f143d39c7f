"""The editors' way over a real database: what is shown follows what stands, and everything can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.errors import StaleError, UsageError
from pvd_watch.model import Decision, Verdict

from .desk import DAY, NEXT, Desk, ranks

WORDS: list[tuple[Any, int, dict[str, Any]]] = [
    ("keep", 1, {}), ("keep", 2, {}), ("drop", 2, {"text": "hors sujet"}), ("pin", 3, {}), ("move", 4, {"rank": 1}),
    ("move", 1, {"text": "down"}), ("present", 1, {"text": "À lire."}), ("note", 1, {"text": "appeler la mairie"}),
    ("merge", 1, {"other_id": 3}), ("publish", 0, {}), ("unpublish", 0, {}), ("move", 2, {"to": NEXT}),
]  # fmt: skip


def test_a_draft_shows_what_editors_made_of_it(desk: Desk) -> None:
    desk.do("keep", 3)
    desk.do("drop", 1, text="hors sujet")
    desk.do("move", 4, rank=1)
    desk.do("present", 3, text="  Une halle\n rouvre.\x07 ")
    items = desk.digest().items
    assert [(item.story_id, item.state) for item in items] == [
        (4, "proposed"), (1, "dropped"), (2, "proposed"), (3, "kept"),
    ]  # fmt: skip
    assert ranks(items) == [1, 2, 3, 4]
    assert items[3].presentation == "Une halle rouvre."
    assert [item.story_id for item in desk.storage.reviews.base(DAY)] == [1, 2, 3, 4]


def test_only_what_is_kept_or_pinned_is_published_in_its_order(desk: Desk) -> None:
    desk.do("keep", 2)
    desk.do("pin", 4)
    desk.do("move", 4, rank=1)
    desk.do("drop", 1)
    outcome = desk.do("publish")
    digest = desk.digest()
    assert (digest.state, outcome.republished) == ("published", (DAY,))
    assert [(item.rank, item.story_id, item.pinned) for item in digest.items] == [(1, 4, True), (2, 2, False)]
    assert {item.state for item in digest.items} == {"kept"}
    assert outcome.review.counts == {"kept": 2, "dropped": 1, "left": 1}


@pytest.mark.parametrize("way", ["undo", "unpublish"])
def test_what_was_published_becomes_the_draft_it_was(desk: Desk, way: str) -> None:
    desk.do("keep", 2)
    desk.do("drop", 1)
    before = desk.digest()
    desk.do("publish")
    assert desk.digest() != before
    if way == "undo":
        desk.review.undo(DAY, "bob")
    else:
        desk.do("unpublish")
    assert desk.digest() == before


def test_after_publication_every_change_is_a_correction_and_shows_at_once(desk: Desk) -> None:
    desk.do("keep", 2)
    desk.do("publish")
    for action, story, values in (("present", 2, {"text": "Corrigé."}), ("keep", 3, {}), ("note", 3, {"text": "vu"})):
        desk.do(action, story, **values)  # type: ignore[arg-type]
    assert [(item.title, item.presentation) for item in desk.digest().items] == [
        ("Titre b", "Corrigé."),
        ("Titre c", ""),
    ]
    assert [logged.correction for logged in desk.review.history(DAY)] == [False, False, True, True, False]
    desk.review.undo(DAY, "ana", 3)
    assert [(item.title, item.presentation) for item in desk.digest().items] == [("Titre b", ""), ("Titre c", "")]


def test_a_published_or_touched_day_is_not_made_again_and_an_untouched_one_is(desk: Desk) -> None:
    desk.do("keep", 1)
    assert not desk.draft()
    desk.do("publish")
    before = desk.digest()
    assert not desk.draft()
    assert desk.digest() == before
    desk.review.undo(DAY, "ana")
    desk.review.undo(DAY, "ana")
    assert not desk.storage.digests.touched(DAY)
    desk.see("e")
    assert desk.draft()
    assert desk.titles() == ["a", "b", "c", "d", "e"]


def test_a_stale_change_is_refused_and_says_who_did_what(desk: Desk) -> None:
    version = desk.review.day(DAY).version
    desk.do("drop", 2, editor="bob", text="doublon")
    with pytest.raises(StaleError, match=r"bob dropped « Titre b » \(doublon\)") as caught:
        desk.review.decide(DAY, Decision("keep", 1), "ana", version)
    assert (caught.value.named, caught.value.current, caught.value.day) == (version, version + 1, DAY)
    with pytest.raises(StaleError, match="you had version 1, it is at 2"):
        desk.review.undo(DAY, "ana", version=version)
    assert desk.review.day(DAY).counts == {"kept": 0, "dropped": 1, "left": 3}
    assert desk.review.decide(DAY, Decision("keep", 1), "ana", version + 1).review.version == version + 2


def test_a_draft_that_the_line_made_again_is_a_new_version(desk: Desk) -> None:
    desk.see("e")
    desk.draft()
    with pytest.raises(StaleError, match="its draft was made again"):
        desk.review.decide(DAY, Decision("keep", 1), "ana", 1)


def test_what_is_so_already_is_not_done_twice(desk: Desk) -> None:
    assert desk.do("keep", 1).logged is not None
    again = desk.do("keep", 1, editor="bob")
    assert (again.logged, again.review.version, len(desk.review.history(DAY))) == (None, 2, 1)
    assert desk.do("move", 2, rank=2).logged is None
    assert desk.do("move", 1, text="up").logged is None


def test_the_history_tells_who_and_when_and_what_was_undone(desk: Desk) -> None:
    desk.do("keep", 1, editor="ana")
    desk.do("drop", 2, editor="bob")
    desk.review.undo(DAY, "eve", 1)
    history = desk.review.history(DAY)
    assert [(logged.editor, logged.decision.action, logged.stands) for logged in history] == [
        ("ana", "keep", False), ("bob", "drop", True), ("eve", "undo", True),
    ]  # fmt: skip
    assert [logged.at for logged in history] == ["2026-11-20T06:30:00Z"] * 3
    assert [logged.id for logged in desk.review.history(DAY, since=history[1].version)] == [3]


def test_an_undo_is_undone_and_that_one_too(desk: Desk) -> None:
    kept = desk.do("keep", 1).review.sheet
    desk.review.undo(DAY, "ana", 1)
    assert desk.review.undo(DAY, "ana", 2).review.sheet == kept
    assert desk.review.undo(DAY, "ana", 3).review.counts["kept"] == 0
    assert desk.review.undo(DAY, "ana", 4).review.sheet == kept
    with pytest.raises(UsageError, match=r"action 2 of 2026-11-20 was undone at"):
        desk.review.undo(DAY, "ana", 4 - 2)


def test_undo_takes_one_action_after_the_other_until_none_is_left(desk: Desk) -> None:
    before = desk.digest()
    desk.do("keep", 1)
    desk.do("move", 3, rank=1)
    desk.review.undo(DAY, "ana")
    desk.review.undo(DAY, "ana")
    assert desk.digest() == before
    with pytest.raises(UsageError, match="nothing is left to undo on 2026-11-20"):
        desk.review.undo(DAY, "ana")


def test_a_story_moved_to_another_day_leaves_this_one_and_opens_that_one(desk: Desk) -> None:
    desk.do("keep", 3)
    desk.do("note", 3, text="après le conseil")
    desk.do("move", 3, to=NEXT)
    assert desk.titles() == ["a", "b", "d"]
    desk.next_day()
    desk.see("e")
    desk.draft(NEXT)
    assert desk.titles(NEXT) == ["c", "e"]
    [line, _] = desk.review.day(NEXT).sheet.lines
    assert (line.item.state, line.note) == ("kept", "après le conseil")
    assert not desk.storage.digests.touched(NEXT)
    desk.see("f")
    assert desk.draft(NEXT)
    assert desk.titles(NEXT) == ["c", "e", "f"]


def test_a_move_between_days_is_undone_on_both(desk: Desk) -> None:
    before = desk.digest()
    desk.next_day()
    desk.see("e")
    desk.draft(NEXT)
    desk.do("keep", 5, day=NEXT)
    after = desk.digest(NEXT)
    desk.do("move", 2, to=NEXT)
    assert desk.titles(NEXT) == ["b", "e"]
    desk.do("drop", 2, day=NEXT)
    [receive] = [logged for logged in desk.review.history(NEXT) if logged.decision.action == "receive"]
    desk.review.undo(NEXT, "bob", receive.id)
    assert (desk.digest(), desk.digest(NEXT)) == (before, after)
    undo = desk.review.history(DAY)[-1]
    desk.review.undo(DAY, "bob", undo.id)
    assert (desk.titles(), desk.titles(NEXT)) == (["a", "c", "d"], ["b", "e"])


def test_a_day_without_news_takes_a_story_in_and_gives_it_back(desk: Desk) -> None:
    desk.next_day()
    desk.draft(NEXT)
    desk.do("move", 3, to=NEXT)
    assert desk.titles(NEXT) == ["c"]
    desk.review.undo(DAY, "ana")
    assert desk.titles(NEXT) == []


def test_a_verdict_changes_the_item_and_the_linking_and_is_undone(desk: Desk) -> None:
    article = desk.digest().items[0].article_id
    desk.do("verdict", 1, verdict=_verdict("add", "29233"))
    desk.do("verdict", 1, verdict=_verdict("correct", "15187", "36018"))
    assert [town.name for town in desk.digest().items[0].communes] == ["Le Blanc", "Quimperlé"]
    assert len(desk.storage.verdicts.of([article])[article]) == 2
    desk.review.undo(DAY, "ana")
    desk.review.undo(DAY, "ana")
    assert [town.name for town in desk.digest().items[0].communes] == ["Saint-Flour"]
    assert desk.storage.verdicts.of([article]) == {}
    desk.review.undo(DAY, "ana", 4)
    assert len(desk.storage.verdicts.of([article])[article]) == 1


def test_an_accept_is_kept_as_a_label_once(desk: Desk) -> None:
    assert desk.do("verdict", 1, verdict=_verdict("accept", "15187")).logged is not None
    assert desk.do("verdict", 1, verdict=_verdict("accept", "15187")).logged is None


def test_a_story_without_a_town_is_out_until_it_has_one(desk: Desk) -> None:
    desk.do("keep", 1)
    desk.do("verdict", 1, verdict=_verdict("correct", "15187", "15001"))
    assert (desk.digest().items[0].state, desk.review.day(DAY).sheet.lines[0].dropped_for) == (
        "dropped", "aucune commune du programme",
    )  # fmt: skip
    with pytest.raises(UsageError, match="names no town of the programme any more"):
        desk.do("keep", 1)
    desk.do("verdict", 1, verdict=_verdict("add", "36018"))
    assert desk.do("keep", 1).review.counts["kept"] == 1
    assert [town.insee for town in desk.digest().items[0].communes] == ["36018"]


@pytest.mark.parametrize(
    ("action", "story", "values", "said"),
    [
        ("keep", 99, {}, "2026-11-20 has no story 99; its stories: pvd-watch review list 2026-11-20"),
        ("unpublish", 0, {}, "2026-11-20 is not published"),
        ("publish", 0, {}, "nothing is kept on 2026-11-20"),
        ("present", 1, {"text": "x" * 301}, "301 characters are too many; write 300 at most"),
        ("merge", 1, {"other_id": 1}, "story 1 is story 1 itself"),
        ("merge", 1, {"other_id": 77}, "has no story 77"),
        ("split", 1, {"article_id": 1}, "story 1 has one article"),
        ("move", 1, {"to": DAY}, "stands on 2026-11-20 already"),
        ("move", 1, {"to": "2026-02-30"}, "2026-02-30 is no day of the calendar"),
        ("move", 1, {"to": "2026-11-01"}, "no digest was made on 2026-11-01"),
        ("verdict", 1, {}, "a verdict has an answer"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    desk: Desk, action: Any, story: int, values: dict[str, Any], said: str
) -> None:
    before = list(desk.storage.dump_canonical())
    with pytest.raises(UsageError, match=said):
        desk.do(action, story, **values)
    assert list(desk.storage.dump_canonical()) == before
    assert desk.review.day(DAY).version == 1


@pytest.mark.parametrize(
    ("answer", "codes", "said"),
    [
        ("reject", ("29233", ""), "not linked to 29233, but to 15187"),
        ("add", ("15001", ""), r"Allanche \(15001\) is not in the programme"),
        ("add", ("99999", ""), "99999 is no commune of France"),
        ("correct", ("15187", ""), "an empty code is no commune of France"),
    ],
)
def test_verdicts_that_say_nothing_are_refused(desk: Desk, answer: Any, codes: tuple[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        desk.do("verdict", 1, verdict=_verdict(answer, *codes))


def test_a_dropped_story_is_not_pinned_and_a_published_day_takes_nothing_in(desk: Desk) -> None:
    desk.do("drop", 1)
    with pytest.raises(UsageError, match="story 1 was dropped; keep it before you pin it"):
        desk.do("pin", 1)
    desk.do("keep", 2)
    desk.do("publish")
    with pytest.raises(UsageError, match="2026-11-20 is published already; to change that: pvd-watch review unpublish"):
        desk.do("publish")
    desk.next_day()
    desk.see("e")
    desk.draft(NEXT)
    with pytest.raises(UsageError, match="2026-11-20 is published; unpublish it first"):
        desk.review.decide(NEXT, Decision("move", 5, day=DAY), "ana")


def test_a_day_without_news_can_be_published(tmp_path: Any) -> None:
    desk = Desk(tmp_path / "watch.db")
    desk.draft()
    assert desk.do("publish").review.digest.state == "published"
    assert desk.digest().items == ()
    desk.storage.close()


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.data())
@settings(max_examples=40, deadline=None)
def test_every_action_undone_leaves_the_day_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, words: list[tuple[Any, int, dict[str, Any]]], data: st.DataObject
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk") / "watch.db")
    desk.see("a", "b", "c", "d")
    desk.draft()
    for action, story, values in words:
        before, stories, count = desk.digest(), desk.stories(), len(desk.review.history(DAY))
        try:
            outcome = desk.do(action, story, **values)
        except UsageError:
            assert (desk.digest(), len(desk.review.history(DAY))) == (before, count)
            continue
        assert desk.digest().items == outcome.review.sheet.shown == desk.review.day(DAY).sheet.shown
        if outcome.logged is not None and data.draw(st.booleans()):
            after, merged = desk.digest(), desk.stories()
            number = desk.review.undo(DAY, "bob", outcome.logged.id).logged
            assert number is not None
            assert (desk.digest(), desk.stories()) == (before, stories)
            desk.review.undo(DAY, "bob", number.id)
            assert (desk.digest(), desk.stories()) == (after, merged)
    desk.storage.close()


def _verdict(answer: Any, insee: str, insee_to: str = "") -> Verdict:
    return Verdict(insee, answer, insee_to)
