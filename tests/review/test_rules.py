"""Rules on names over the real line: suggested, shown, given, taken back; drafts follow, published digests stay."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pvd_watch.errors import UsageError
from pvd_watch.linking.linker import Linker
from pvd_watch.model import Decision, NameRule, SourceRule, Verdict
from pvd_watch.review import Review, Rules
from pvd_watch.times import utc
from tests.test_day import Desk as Line
from tests.test_day import linker, with_communes

__all__ = ["linker", "with_communes"]

TOWN, OTHER = "29233", "29151"
RULE = SourceRule("le-trait", NameRule("Quimperlé", TOWN))


class Desk(Line):
    """The line with the editors' way beside it."""

    def __init__(self, path: Path, linker: Linker) -> None:
        super().__init__(path, linker)
        self.review = Review(self.storage, lambda: self.now, 200)
        self.rules = Rules(self.storage, self.review, lambda: self.now)

    def linked(self) -> dict[str, list[str]]:
        """The communes of each article, once what waits is linked."""
        self.pipeline.link()
        self.pipeline.group()
        found = {}
        for number in range(1, self.storage.articles.count() + 1):
            article = self.storage.articles.get(number)
            assert article is not None
            found[article.title] = sorted({one.insee for one in self.storage.mentions.of(number)})
        return found

    def towns(self, day: str) -> list[tuple[str, str, list[str]]]:
        """What the digest of a day shows."""
        found = self.storage.digests.get(day)
        assert found is not None
        return [(item.title, item.state, [town.insee for town in item.communes]) for item in found.items]


@pytest.fixture
def desk(tmp_path: Path, linker: Linker, with_communes: Path) -> Iterator[Desk]:
    made = Desk(Path(shutil.copy(with_communes, tmp_path / "watch.db")), linker)
    made.see("halle", made.now)
    made.see("marché", made.now)
    made.see("ailleurs", made.now, source="la-gazette")
    yield made
    made.storage.close()


def test_a_rejection_suggests_the_rule_on_the_name_as_it_stands(desk: Desk) -> None:
    day = desk.digest().day
    assert desk.rules.suggest(1, TOWN) == (RULE,)
    story = desk.storage.digests.get(day).items[0].story_id  # type: ignore[union-attr]
    desk.review.decide(day, Decision("verdict", story, verdict=Verdict(TOWN, "reject")), "ana")
    desk.linked()
    assert desk.rules.suggest(1, TOWN) == (RULE,)  # from what was refused
    assert desk.rules.suggest(1, OTHER) == desk.rules.suggest(99, TOWN) == ()
    desk.rules.add(RULE, "ana")
    assert desk.rules.suggest(1, TOWN) == ()


def test_a_preview_shows_what_would_change_and_changes_nothing(desk: Desk) -> None:
    desk.digest()
    before = list(desk.storage.dump_canonical())
    affected = desk.rules.preview(SourceRule("le-trait", NameRule("quimperle", TOWN)))
    assert [(one.title, one.outlet, one.day, one.published, one.surfaces) for one in affected] == [
        ("Quimperlé : halle", "Le Trait d'union", "2026-11-20", False, ("Quimperlé",)),
        ("Quimperlé : marché", "Le Trait d'union", "2026-11-20", False, ("Quimperlé",)),
    ]
    assert list(desk.storage.dump_canonical()) == before


def test_a_rule_holds_for_its_source_drafts_follow_and_undoing_brings_all_back(desk: Desk) -> None:
    day = desk.digest().day
    first = desk.towns(day)
    desk.review.decide(day, Decision("note", desk.digest().items[0].story_id, text="vu"), "ana")  # closed to the line
    outcome = desk.rules.add(RULE, "bob")
    assert (outcome.drafts, len(outcome.affected), outcome.rule.editor) == ((day,), 2, "bob")
    shown = {title: state for title, state, _ in desk.towns(day)}
    assert shown["Quimperlé : halle"] == shown["Quimperlé : marché"] == "dropped"
    assert shown["Quimperlé : ailleurs"] == "proposed"
    held = ["Quimperlé : halle", "Quimperlé : marché"]
    assert [one.title for one in desk.rules.preview_undo(outcome.rule.id)] == held, "not linked since, and yet held"
    linked = {"Quimperlé : halle": [], "Quimperlé : marché": [], "Quimperlé : ailleurs": [TOWN]}
    assert desk.linked() == linked
    assert [one.title for one in desk.rules.preview_undo(outcome.rule.id)] == held
    undone = desk.rules.undo(outcome.rule.id, "ana")
    assert (undone.rule.undone_by, undone.drafts, len(undone.affected)) == ("ana", (day,), 2)
    assert desk.linked() == {title: [TOWN] for title in linked}
    assert desk.towns(day) == first
    assert [one.undone_by for one in desk.rules.history()] == ["ana"]


def test_a_published_digest_stays_as_it_is(desk: Desk) -> None:
    made = desk.digest()
    for item in made.items:
        desk.review.decide(made.day, Decision("keep", item.story_id), "ana")
    desk.review.decide(made.day, Decision("publish"), "ana")
    before = desk.storage.digests.get(made.day)
    assert all(one.published for one in desk.rules.preview(RULE))
    assert desk.rules.add(RULE, "ana").drafts == ()
    desk.linked()
    assert desk.storage.digests.get(made.day) == before


def test_an_untouched_draft_is_made_again_under_the_rule(desk: Desk) -> None:
    day = desk.digest().day
    desk.rules.add(RULE, "ana")
    desk.digest()
    assert [title for title, _, _ in desk.towns(day)] == ["Quimperlé : ailleurs"]


def test_verdicts_and_other_names_outrank_a_rule(desk: Desk) -> None:
    day = desk.digest().day
    story = next(item.story_id for item in desk.digest().items if item.title.endswith("halle"))
    desk.review.decide(day, Decision("verdict", story, verdict=Verdict(TOWN, "accept")), "ana")
    assert [one.title for one in desk.rules.preview(RULE)] == ["Quimperlé : marché"]
    desk.rules.add(RULE, "ana")
    assert desk.linked()["Quimperlé : halle"] == [TOWN]
    assert desk.rules.preview(SourceRule("le-trait", NameRule("Kemperle", TOWN))) == ()


def test_a_rule_reaches_back_thirty_days(desk: Desk) -> None:
    desk.digest()
    desk.later(days=31)
    assert desk.rules.preview(RULE) == ()
    desk.rules.add(RULE, "ana")
    assert desk.linked()["Quimperlé : halle"] == [TOWN]


def test_texts_that_are_gone_lose_the_mention_all_the_same(desk: Desk) -> None:
    desk.digest()
    desk.storage._connection.sql.execute(
        "INSERT INTO article_texts (article_id, address, state) VALUES (1, 'https://a.example/halle', 'purged')"
    )
    desk.rules.add(RULE, "ana")
    assert desk.linked()["Quimperlé : halle"] == []


def test_what_was_refused_goes_with_the_texts(desk: Desk) -> None:
    desk.digest()
    desk.rules.add(RULE, "ana")
    desk.linked()
    [refused] = desk.storage.candidates.of(1)
    assert (refused.mention.surface, refused.mention.insee) == ("Quimperlé", TOWN)
    assert {clue.code for clue in refused.mention.evidence} >= {"rule"}
    desk.later(days=31)
    desk.storage.retention.purge(utc(desk.now - timedelta(days=30)), utc(desk.now - timedelta(days=365)))
    assert desk.storage.candidates.of(1) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (SourceRule("nulle-part", NameRule("Rue", TOWN)), "there is no source nulle-part"),
        (SourceRule("le-trait", NameRule(" - ", TOWN)), "a rule is on a name"),
        (SourceRule("le-trait", NameRule("Rue", "75056")), "75056 is no town of the programme"),
    ],
)
def test_what_is_no_rule_is_refused(desk: Desk, given: SourceRule, said: str) -> None:
    for ask in (desk.rules.preview, lambda rule: desk.rules.add(rule, "ana")):
        with pytest.raises(UsageError, match=said):
            ask(given)


def test_twice_given_and_twice_taken_back_are_refused(desk: Desk) -> None:
    desk.digest()
    number = desk.rules.add(RULE, "ana").rule.id
    with pytest.raises(UsageError, match="stands already"):
        desk.rules.add(SourceRule("le-trait", NameRule("QUIMPERLE", TOWN)), "bob")
    desk.rules.undo(number, "ana")
    with pytest.raises(UsageError, match="was taken back"):
        desk.rules.undo(number, "ana")
    with pytest.raises(UsageError, match="there is no rule 99"):
        desk.rules.undo(99, "ana")
