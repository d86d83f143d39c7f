"""Removal on request: gone everywhere, and it stays out; names go, links stay; everything is logged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filelock import FileLock

from pvd_watch.edition import write_digest
from pvd_watch.errors import LockedError, UsageError
from pvd_watch.keeping.removal import remove_now, undo_removal
from pvd_watch.model import Decision
from pvd_watch.review import Review
from pvd_watch.standing import PageText
from pvd_watch.storage import Filters
from tests.keeping.desk import SEEN, Desk, entry

TRIAL = "https://x.example/proces"
NAME = "Jean Dupont"
TITLE = "Quimperlé : Jean Dupont jugé"


def review(desk: Desk) -> Review:
    return Review(desk.storage(), lambda: desk.now, 200)


# --- an article -------------------------------------------------------------------------------------------------------


def test_an_article_is_gone_from_every_place(desk: Desk) -> None:
    desk.read_text("proces", "Le texte du procès.")
    desk.arrive(entry("proces", "Quimperlé : Jean Dupont condamné"), source="ouest")
    done = remove_now(desk.watch, "article", TRIAL, "anne", "demande du 20 novembre")
    assert (done.removed.articles, done.removed.days) == (1, {"2026-11-25"})
    for words in ("Dupont", "dupont", "Le texte du procès"):
        assert not desk.holds(words)
    assert desk.rows("SELECT count(*) FROM digest_lines WHERE day = '2026-11-25'") == [(1,)]
    storage = desk.storage()
    digest = storage.digests.get("2026-11-25")
    assert digest is not None
    assert [(item.rank, item.title) for item in digest.items] == [(1, "Une école rouvre")]
    assert storage.search.find("dupont", Filters()) == []
    assert len(list(storage.dump_canonical())) > 5
    storage.close()
    assert desk.rows("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("named", ["id", "address", "tracked", "beside"])
def test_it_is_named_by_id_or_any_of_its_addresses(desk: Desk, named: str) -> None:
    [(number,)] = desk.rows("SELECT id FROM articles WHERE url = ?", TRIAL)
    storage = desk.storage()
    with storage._connection.write() as sql:
        sql.execute("INSERT INTO article_addresses (address, article_id) VALUES ('https://x.example/p2', ?)", (number,))
    storage.close()
    value = {
        "id": str(number),
        "address": TRIAL,
        "tracked": f"{TRIAL}?utm_source=x#a",
        "beside": "https://x.example/p2",
    }
    assert remove_now(desk.watch, "article", value[named], "anne").removed.articles == 1
    for path in ("proces", "p2"):
        assert desk.arrive(entry(path, TITLE)) == (0, 0)


def test_it_does_not_come_back_by_any_source_and_its_entry_is_known(desk: Desk) -> None:
    remove_now(desk.watch, "article", TRIAL, "anne")
    for source in ("fanal", "berry"):
        assert desk.arrive(entry("proces", TITLE, key="k1"), entry("neuf", key="k2"), source=source) in ((1, 1), (1, 0))
        storage = desk.storage()
        assert set(storage.sources.jobs([source])[0].known) >= {"k1", "k2"}
        storage.close()
    assert TITLE not in desk.titles()


def test_an_address_that_was_never_seen_is_kept_out_too(desk: Desk) -> None:
    assert remove_now(desk.watch, "article", "https://x.example/a-venir", "anne").removed.articles == 0
    assert desk.arrive(entry("a-venir")) == (0, 0)


def test_no_editor_puts_it_there_again_without_hearing_of_it(desk: Desk) -> None:
    remove_now(desk.watch, "article", TRIAL, "anne")
    storage = desk.storage()
    with pytest.raises(UsageError, match="was removed on request"):
        storage.outside.put("fanal", entry("proces"), SEEN)
    storage.close()


def test_a_page_that_names_it_as_canonical_goes_with_it(desk: Desk) -> None:
    remove_now(desk.watch, "article", TRIAL, "anne")
    desk.arrive(entry("autre-adresse", TITLE))
    storage = desk.storage()
    storage.articles.commit_page(
        PageText(0, "https://x.example/autre-adresse", "read", "Texte.", canonical=TRIAL), SEEN
    )
    storage.close()
    assert TITLE not in desk.titles()


def test_of_a_story_the_others_stay(desk: Desk) -> None:
    [(trial,)] = desk.rows("SELECT id FROM articles WHERE url = ?", TRIAL)
    [(school, story)] = desk.rows("SELECT id, story_id FROM articles WHERE url LIKE '%ecole'")
    storage = desk.storage()
    with storage._connection.write() as sql:
        sql.execute("UPDATE articles SET story_id = ?, merit = 1 WHERE id = ?", (story, school))
        sql.execute("UPDATE articles SET story_id = ? WHERE id = ?", (story, trial))
        sql.execute("UPDATE stories SET lead_article_id = ? WHERE id = ?", (trial, story))
    storage.close()
    remove_now(desk.watch, "article", TRIAL, "anne")
    assert desk.rows("SELECT lead_article_id FROM stories WHERE id = ?", story) == [(school,)]
    assert desk.rows("SELECT grouped_at FROM articles WHERE id = ?", school) == [(None,)]


def test_a_published_and_edited_day_loses_the_line_and_nothing_else(desk: Desk) -> None:
    at_desk = review(desk)
    items = at_desk.day("2026-11-25").sheet.items
    trial = next(item.story_id for item in items if item.url == TRIAL)
    for item in items:
        at_desk.decide("2026-11-25", Decision("keep", item.story_id), "anne")
    at_desk.decide("2026-11-25", Decision("present", trial, text="Le procès de Jean Dupont"), "anne")
    at_desk.decide("2026-11-25", Decision("publish"), "anne")
    version = at_desk.day("2026-11-25").version
    remove_now(desk.watch, "article", TRIAL, "anne")
    after = review(desk).day("2026-11-25")
    assert after.version > version
    assert [(item.rank, item.title) for item in after.sheet.shown] == [(1, "Une école rouvre")]
    assert after.stored == after.sheet.shown
    assert not desk.holds("Dupont")


def test_the_files_of_the_day_are_written_anew_and_its_mails_deleted(desk: Desk) -> None:
    watch = desk.watch
    digest = watch.storage.digests.get("2026-11-25")
    assert digest is not None
    page = write_digest(watch, digest, remade=True).html
    mail = desk.home.outbox / "2026-11-25-001-a@example.org.eml"
    mail.parent.mkdir()
    mail.write_text("Dupont")
    assert "Dupont" in page.read_text(encoding="utf-8")
    done = remove_now(watch, "article", TRIAL, "anne")
    assert done.written == ("2026-11-25",)
    assert not mail.exists()
    files = [path for path in desk.home.digests.iterdir() if "Dupont" in path.read_text(encoding="utf-8")]
    assert files == []


# --- a pattern --------------------------------------------------------------------------------------------------------


def test_everything_at_a_pattern_goes_and_stays_out(desk: Desk) -> None:
    done = remove_now(desk.watch, "pattern", "x.example/*e*", "anne")
    assert done.removed.articles == 4
    assert desk.arrive(entry("nouvelle"), entry("2025")) == (1, 1)
    assert desk.titles() == ["Un titre"]


def test_signs_in_a_pattern_mean_themselves(desk: Desk) -> None:
    desk.arrive(entry("a?p=[1]", "Avec des signes"), entry("abp=1", "Sans signes"))
    assert remove_now(desk.watch, "pattern", "https://x.example/a?p=[1]*", "anne").removed.articles == 1
    assert "Sans signes" in desk.titles()


@pytest.mark.parametrize("pattern", ["*", "https://*", "https://x.example/halle", "*/halle*", "", "http*://*.fr/*"])
def test_a_pattern_that_names_no_site_is_refused(desk: Desk, pattern: str) -> None:
    with pytest.raises(UsageError, match="no pattern of addresses"):
        remove_now(desk.watch, "pattern", pattern, "anne")
    assert len(desk.titles()) == 4


# --- a name -----------------------------------------------------------------------------------------------------------


def test_a_name_goes_out_of_titles_extracts_and_digests_and_links_stay(desk: Desk) -> None:
    before = desk.rows("SELECT insee, field, start FROM mentions ORDER BY 1, 2, 3")
    done = remove_now(desk.watch, "name", NAME, "anne")
    assert (done.removed.blanked, done.removed.days) == (1, {"2026-11-25"})
    assert "Quimperlé : […] jugé" in desk.titles()
    assert desk.rows("SELECT insee, field, start FROM mentions ORDER BY 1, 2, 3") == before
    [(title,)] = desk.rows(
        "SELECT json_extract(shown, '$.title') FROM digest_items WHERE json_extract(shown, '$.url') = ?", TRIAL
    )
    assert title == "Quimperlé : […] jugé"
    storage = desk.storage()
    assert storage.search.find("dupont", Filters()) == []
    storage.close()
    assert desk.rows("SELECT count(*) FROM removals WHERE value = 'Jean Dupont'") == [(1,)]


def test_an_extract_is_emptied_and_its_links_outlast_a_new_linking(desk: Desk) -> None:
    desk.arrive(entry("extrait", "Vie locale", "À Quimperlé, JEAN DUPONT a chanté.", key="k"))
    storage = desk.storage()
    waiting = [item.id for item in storage.articles.to_link()]
    mention = storage.mentions.of(1)[:1]
    storage.mentions.replace(dict.fromkeys(waiting, mention), {mention[0].insee: "Quimperlé"}, SEEN)
    storage.close()
    remove_now(desk.watch, "name", NAME, "anne")
    assert desk.rows("SELECT summary FROM articles WHERE title = 'Vie locale'") == [("",)]
    assert desk.rows("SELECT summary FROM article_sources WHERE title = 'Vie locale'") == [("",)]
    storage = desk.storage()
    storage.articles.relink()
    assert "Vie locale" not in [item.title for item in storage.articles.to_link()]
    storage.close()


def test_places_behind_the_name_are_right_again(desk: Desk) -> None:
    desk.arrive(entry("place", "Jean Dupont, maire de Guingamp"))
    storage = desk.storage()
    [article] = [item.id for item in storage.articles.to_link()]
    with storage._connection.write() as sql:
        sql.execute("INSERT INTO mentions VALUES (?, '22070', 'title', 22, 30, 'Guingamp', 0.9, 1, '[]')", (article,))
        sql.execute(
            "INSERT INTO candidates VALUES (?, '22070', 'title', 13, 18, 'maire', 0.1, 1, 0, ?)",
            (article, '[["x", 1.0, "Jean Dupont, maire"]]'),
        )
        sql.execute("UPDATE articles SET linked_at = ? WHERE id = ?", (SEEN, article))
    storage.close()
    remove_now(desk.watch, "name", NAME, "anne")
    [(title, start, end)] = desk.rows(
        'SELECT a.title, m.start, m."end" FROM mentions m JOIN articles a ON a.id = m.article_id WHERE a.id = ?',
        article,
    )
    assert title[start:end] == "Guingamp"
    [(start, end, evidence)] = desk.rows('SELECT start, "end", evidence FROM candidates')
    assert title[start:end] == "maire"
    assert "Dupont" not in evidence


def test_a_name_stays_out_of_what_comes(desk: Desk) -> None:
    remove_now(desk.watch, "name", NAME, "anne")
    came = entry("encore", "Guise : Jean Dupont revient", "Portrait de Dupont Jean.")
    assert desk.arrive(came, source="berry") == (1, 1)
    assert desk.arrive(came, source="fanal") == (1, 0)
    desk.read_text("encore", "Le texte parle de Jean Dupont et de Guise.")
    assert desk.rows("SELECT title, summary FROM articles WHERE url LIKE '%encore'") == [("Guise : […] revient", "")]
    [(text,)] = desk.rows("SELECT text FROM article_texts WHERE address LIKE '%encore'")
    assert text == "Le texte parle de ··········· et de Guise."
    assert desk.rows("SELECT count(*) FROM revisions WHERE title LIKE '%Dupont%'") == [(0,)]


def test_a_name_goes_out_of_what_editors_wrote(desk: Desk) -> None:
    at_desk = review(desk)
    story = next(item.story_id for item in at_desk.day("2026-11-25").sheet.items if item.url == TRIAL)
    at_desk.decide("2026-11-25", Decision("present", story, text="Jean Dupont jugé ce jour"), "anne")
    remove_now(desk.watch, "name", NAME, "anne")
    after = review(desk).day("2026-11-25")
    assert [item.presentation for item in after.sheet.items if item.url == TRIAL] == ["[…] jugé ce jour"]
    assert after.stored == after.sheet.shown


@pytest.mark.parametrize(("name", "why"), [("Dupont", "too short"), ("", "too short"), ("Le  Blanc", "of a commune")])
def test_a_name_that_would_take_too_much_is_refused(desk: Desk, name: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        remove_now(desk.watch, "name", name, "anne")


# --- the log ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "value"), [("article", TRIAL), ("pattern", "x.example/*"), ("name", NAME)])
def test_a_dry_run_says_the_same_and_leaves_everything(desk: Desk, kind: str, value: str) -> None:
    storage = desk.storage()
    before = list(storage.dump_canonical())
    said = remove_now(desk.watch, kind, value, "anne", dry_run=True)  # type: ignore[arg-type]
    assert list(storage.dump_canonical()) == before
    assert storage.removals.all() == []
    storage.close()
    done = remove_now(desk.watch, kind, value, "anne")  # type: ignore[arg-type]
    assert said.removed == done.removed


def test_who_when_and_why_are_logged_and_it_can_be_undone(desk: Desk) -> None:
    number = remove_now(desk.watch, "article", TRIAL, "anne", "courriel du 20 novembre").removal.id
    assert desk.arrive(entry("proces", TITLE)) == (0, 0)
    desk.later(days=2)
    undone = undo_removal(desk.watch, number, "berthe")
    assert (undone.editor, undone.at, undone.reason) == ("anne", "2026-11-26T03:00:00Z", "courriel du 20 novembre")
    assert (undone.undone_by, undone.undone_at, undone.stands) == ("berthe", "2026-11-28T03:00:00Z", False)
    assert undone.result == {"articles": 1, "blanked": 0, "digests": 1}
    storage = desk.storage()
    assert storage.sources.jobs(["fanal"])[0].known == ()  # its feeds are read whole again
    storage.close()
    assert desk.arrive(entry("proces", TITLE)) == (1, 1)
    with pytest.raises(UsageError, match="was undone at 2026-11-28T03:00:00Z by berthe"):
        undo_removal(desk.watch, number, "anne")
    with pytest.raises(UsageError, match="no removal 99"):
        undo_removal(desk.watch, 99, "anne")


def test_nothing_is_removed_while_a_run_is_under_way(desk: Desk) -> None:
    with FileLock(desk.home.lock), pytest.raises(LockedError):
        remove_now(desk.watch, "article", TRIAL, "anne")


def test_an_unknown_article_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="no article has the id or address 'halle'"):
        remove_now(desk.watch, "article", "halle", "anne")


def test_json_tells_it_all(desk: Desk) -> None:
    found = json.loads(json.dumps(remove_now(desk.watch, "article", TRIAL, "anne", "r").to_object()))
    assert found["removal"]["value"] == TRIAL
    assert found["titles"] == [TITLE]
    assert Path(desk.home.database).exists()
