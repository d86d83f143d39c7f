"""Every action of the history reads as a sentence, without what a feed could slip into a terminal."""

from __future__ import annotations

from typing import get_args

import pytest

from pvd_watch.model import Action, Decision, Logged, Verdict
from pvd_watch.review import sentence
from pvd_watch.typography import shown_title

from ..digest.sample import HALL

SAID = {
    Decision("keep", 1): "ana kept « Une halle »",
    Decision("drop", 1, text="doublon"): "ana dropped « Une halle » (doublon)",
    Decision("move", 1, rank=3): "ana moved « Une halle » to rank 3",
    Decision("move", 1, day="2026-11-21"): "ana moved « Une halle » to 2026-11-21",
    Decision("receive", 1, day="2026-11-20"): "ana moved « Une halle » here from 2026-11-20",
    Decision("pin", 1): "ana pinned « Une halle » for the newsletter",
    Decision("unpin", 1): "ana unpinned « Une halle »",
    Decision("present", 1, text="À lire."): "ana wrote the line of « Une halle »: À lire.",
    Decision("present", 1): "ana took the line of « Une halle » away",
    Decision("note", 1, text="appeler"): "ana noted on « Une halle »: appeler",
    Decision("note", 1): "ana took the note on « Une halle » away",
    Decision("split", 1, items=(HALL, HALL)): f"ana split « {shown_title(HALL.title)} » out of « Une halle »",
    Decision("merge", 1, other_id=9): "ana merged story 9 into « Une halle »",
    Decision("verdict", 1, verdict=Verdict("29233", "reject")): "ana answered reject 29233 on « Une halle »",
    Decision("add", 1): "ana added « Une halle »",
    Decision("rule", 1, of=4, verdict=Verdict("29233", "reject")): "ana took 29233 from « Une halle » by rule 4",
    Decision("publish"): "ana published the day",
    Decision("unpublish"): "ana unpublished the day",
    Decision("undo", of=7): "ana undid action 7",
}


def test_every_action_has_its_sentence() -> None:
    assert {decision.action for decision in SAID} == set(get_args(Action))


@pytest.mark.parametrize("decision", SAID, ids=lambda decision: decision.action)
def test_actions_in_words(decision: Decision) -> None:
    logged = Logged(1, "2026-11-20", 2, decision, "ana", "2026-11-20T08:00:00Z", "Une\x1b halle\u202e")
    assert sentence(logged) == SAID[decision]
