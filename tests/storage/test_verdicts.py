"""Verdicts and rules in the database: they stand on every linking of the archive, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pvd_watch.model import Arrival, Done, NameRule, Source, Verdict
from pvd_watch.pipeline import Pipeline
from pvd_watch.storage import Storage
from tests.fakes import RANKING
from tests.linking.test_gate import LINKER

AT = "2026-03-02T08:00:00Z"
SOURCE = Source("journal-29", "Le Journal", "feed", "https://press.example/rss", "https://press.example/", ("29",))

HALL = Arrival(
    "k1", "https://press.example/halle", "https://press.example/halle", "g1", "Quimperlé : la halle rouvre", "", "",
    "2026-03-02T05:00:00Z", "minute", (), baseline=False,
)  # fmt: skip


class Desk:
    """One article of one source, linked as the line links it."""

    def __init__(self, folder: Path) -> None:
        self.storage = Storage(folder / "watch.db")
        communes = list(LINKER.gazetteer.communes.values())
        self.storage.communes.load(communes, LINKER.gazetteer.names, "stamp")
        self.storage.sources.sync([SOURCE])
        self.pipeline = Pipeline(self.storage, lambda: LINKER, RANKING, lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))
        run = self.storage.runs.begin("run", AT)
        self.storage.articles.commit_feed(run, Done(SOURCE.id), [HALL], AT)
        self.article = 1

    def linked(self) -> list[str]:
        """The communes of the article, once what is not yet linked is linked."""
        self.pipeline.link()
        return sorted({mention.insee for mention in self.storage.mentions.of(self.article)})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.storage.close()


def test_a_rejected_commune_stays_out_when_the_archive_is_linked_again(desk: Desk) -> None:
    assert desk.linked() == ["29233"]
    verdict = desk.storage.verdicts.add(desk.article, Verdict("29233", "reject"), "ana", AT)
    assert desk.linked() == []
    desk.storage.articles.relink()
    assert desk.linked() == []
    assert desk.storage.verdicts.undo(verdict, AT)
    assert desk.linked() == ["29233"]
    assert not desk.storage.verdicts.undo(verdict, AT)


def test_an_added_and_a_corrected_commune_stay_when_the_archive_is_linked_again(desk: Desk) -> None:
    desk.storage.verdicts.add(desk.article, Verdict("29233", "correct", "29151"), "ana", AT)
    desk.storage.verdicts.add(desk.article, Verdict("15187", "add"), "ana", AT)
    desk.storage.articles.relink()
    assert desk.linked() == ["15187", "29151"]
    mentions = {mention.insee: mention for mention in desk.storage.mentions.of(desk.article)}
    assert (mentions["29151"].surface, mentions["29151"].score) == ("Quimperlé", 1.0)
    assert [clue.code for clue in mentions["29151"].evidence] == ["verdict_yes"]


def test_the_later_verdict_on_a_commune_stands(desk: Desk) -> None:
    desk.storage.verdicts.add(desk.article, Verdict("29233", "reject"), "ana", AT)
    desk.storage.verdicts.add(desk.article, Verdict("29233", "accept"), "bob", AT)
    assert desk.linked() == ["29233"]
    assert desk.storage.mentions.of(desk.article)[0].score == 1.0


def test_a_rule_holds_for_its_source_and_can_be_taken_back(desk: Desk) -> None:
    rule = desk.storage.verdicts.add_rule(SOURCE.id, NameRule("quimperle", "29233"), "ana", AT, "")
    assert desk.linked() == []
    assert desk.storage.verdicts.rules() == {SOURCE.id: (NameRule("quimperle", "29233"),)}
    assert desk.storage.verdicts.undo_rule(rule, AT, "")
    assert desk.linked() == ["29233"]
    assert desk.storage.verdicts.rules() == {}


def test_a_rule_of_another_source_changes_nothing(desk: Desk) -> None:
    other = Source("autre-29", "L'Autre", "feed", "https://other.example/rss", "https://other.example/", ("29",))
    desk.storage.sources.sync([SOURCE, other])
    desk.storage.verdicts.add_rule(other.id, NameRule("Quimperlé", "29233"), "ana", AT, "")
    assert desk.linked() == ["29233"]


def test_verdicts_are_content_and_stand_in_the_dump(desk: Desk) -> None:
    desk.storage.verdicts.add(desk.article, Verdict("29233", "accept"), "ana", AT)
    desk.storage.verdicts.add_rule(SOURCE.id, NameRule("Rue", "80688"), "ana", AT, "")
    lines = list(desk.storage.dump_canonical())
    assert any('"verdict"' in line and '"accept"' in line for line in lines)
    assert any('"name rule"' in line and '"80688"' in line for line in lines)
