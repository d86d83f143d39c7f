"""Texts of pages: what waits is in the database, what is purged stays linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pvd_watch.model import Arrival, Done, Mention
from pvd_watch.standing import PageText
from pvd_watch.storage import Storage
from pvd_watch.storage.texts import MOST_ASKED, MOST_FAILURES
from tests.storage.test_articles import HALL, SEEN
from tests.storage.test_database import source

LATER = "2026-11-20T08:30:00Z"


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    made = Storage(tmp_path / "watch.db")
    light, heavy = source("a-leger"), replace(source("b-lourd", weight=2.0), full_text="never")
    made.sources.sync(
        [light, heavy, replace(source("c-tout"), full_text="always"), replace(source("d"), kind="search")]
    )
    made.runs.begin("test", SEEN)
    yield made
    made.close()


def see(storage: Storage, name: str, arrival: Arrival = HALL, *, matched: bool = True) -> set[str]:
    """Store and link an entry; the Sources for which pages wait."""
    storage.articles.commit_feed(1, Done(name, 200, present=(arrival.key,)), [arrival], SEEN)
    ids = [item.id for item in storage.articles.to_link()]
    return storage.mentions.replace({one: [] for one in ids}, {}, SEEN, ids if matched else ())


def answer(storage: Storage, state: str, text: str = "", at: str = SEEN) -> None:
    storage.articles.commit_page(PageText(1, HALL.canonical_url, state, text), at)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("names", "matched", "waits"),
    [
        (["a-leger"], True, ["a-leger"]),
        (["a-leger"], False, []),
        (["b-lourd"], True, []),
        (["c-tout"], False, ["c-tout"]),
        (["d"], True, []),
        (["b-lourd", "a-leger"], True, ["a-leger"]),
        (["a-leger", "b-lourd"], True, ["a-leger"]),
    ],
)
def test_which_pages_wait_and_for_whom(storage: Storage, names: list[str], matched: bool, waits: list[str]) -> None:
    for name in names:
        see(storage, name, matched=matched)
    assert storage.texts.waiting_sources() == waits


@pytest.mark.parametrize("changes", [{"baseline": True}, {"canonical_url": "entry:a-leger/0123"}])
def test_old_articles_and_those_without_an_address_wait_for_nothing(
    storage: Storage, changes: dict[str, object]
) -> None:
    assert see(storage, "a-leger", replace(HALL, **changes)) == set()  # type: ignore[arg-type]


def test_what_was_asked_and_never_answered_waits_again_and_not_for_ever(storage: Storage) -> None:
    assert see(storage, "a-leger") == {"a-leger"}
    asked = 0
    while (page := storage.texts.next_page("a-leger", SEEN)) is not None:
        storage.texts.ask(page)
        asked += 1
    assert asked == MOST_ASKED


def test_a_page_that_fails_has_to_wait_and_is_given_up(storage: Storage) -> None:
    see(storage, "a-leger")
    for _ in range(MOST_FAILURES):
        assert storage.texts.next_page("a-leger", LATER) is not None
        answer(storage, "failed")
        assert storage.texts.next_page("a-leger", SEEN) is None
    assert storage.texts.waiting_sources() == []


def test_articles_seen_long_ago_are_left(storage: Storage) -> None:
    see(storage, "a-leger")
    storage.texts.give_up(SEEN)
    assert storage.texts.waiting_sources() == ["a-leger"]
    storage.texts.give_up(LATER)
    assert storage.texts.waiting_sources() == []


def test_the_full_text_goes_to_the_linker_in_place_of_the_summary(storage: Storage) -> None:
    see(storage, "a-leger")
    answer(storage, "read", "Le texte entier.")
    [waiting] = storage.articles.to_link()
    assert (waiting.text, waiting.summary) == ("Le texte entier.", HALL.summary)


@pytest.mark.parametrize("state", ["refused", "paywall", "foreign", "empty", "reserved"])
def test_a_page_that_gives_no_text_leaves_the_feeds_words(storage: Storage, state: str) -> None:
    see(storage, "a-leger")
    answer(storage, state)
    assert storage.articles.to_link() == []
    found = storage.texts.of(1)
    assert found is not None
    assert (found.state, storage.texts.waiting_sources()) == (state, [])


def test_purged_articles_keep_their_mentions_and_are_left_alone(storage: Storage) -> None:
    see(storage, "a-leger")
    answer(storage, "read", "Saint-Flour rouvre.")
    assert storage.retention.purge(LATER, "")["texts"] == 0  # not linked yet with its text
    storage.mentions.replace(
        {1: [Mention("15187", "text", 0, 11, "Saint-Flour", 0.9, True)]}, {"15187": "Saint-Flour"}, SEEN
    )
    assert storage.retention.purge(SEEN, "")["texts"] == 0  # not old enough
    assert storage.retention.purge(LATER, "")["texts"] == 1
    assert storage.articles.relink() == 0
    see(storage, "b-lourd", replace(HALL, title="Un autre titre"))
    assert storage.articles.to_link() == []
    assert [mention.insee for mention in storage.mentions.of(1)] == ["15187"]
    assert "Saint-Flour rouvre" not in "".join(storage.dump_canonical())


def test_a_page_whose_article_is_no_longer_there_is_dropped(storage: Storage) -> None:
    storage.articles.commit_page(PageText(99, "https://j.example/nowhere", "read", "x"), SEEN)
    assert storage.texts.counts() == {}


def test_an_undated_article_is_baseline_once_its_page_says_that_it_is_old(storage: Storage) -> None:
    see(storage, "a-leger", replace(HALL, published_at="", precision=""))
    page = PageText(
        1, HALL.canonical_url, "read", "x", published_at="2020-01-01T00:00:00Z", precision="minute", old=True
    )
    storage.articles.commit_page(page, SEEN)
    article = storage.articles.get(1)
    assert article is not None
    assert (article.published_at, article.baseline) == ("2020-01-01T00:00:00Z", True)


def test_the_hour_of_a_page_completes_a_day_and_never_another_day(storage: Storage) -> None:
    see(storage, "a-leger", replace(HALL, published_at="2026-11-20T11:00:00Z", precision="day"))
    for moment, wanted in (("2026-11-12T06:10:00Z", "2026-11-20T11:00:00Z"), ("2026-11-20T06:10:00Z",) * 2):
        storage.articles.commit_page(
            PageText(1, HALL.canonical_url, "paywall", published_at=moment, precision="minute"), SEEN
        )
        article = storage.articles.get(1)
        assert article is not None
        assert article.published_at == wanted


def test_an_article_that_names_no_town_any_more_leaves_its_story(storage: Storage) -> None:
    storage.articles.commit_feed(1, Done("a-leger", 200), [HALL], SEEN)
    mention = Mention("15187", "title", 12, 23, "Saint-Flour", 0.9, True)
    storage.mentions.replace({1: [mention]}, {"15187": "Saint-Flour"}, SEEN, [1])
    assert storage.stories.save((), {}) == 1
    answer(storage, "read", "Saint-Flour, le chanteur, sort un disque.")
    storage.mentions.replace({1: []}, {}, SEEN)
    assert storage.stories.waiting() == []
    assert storage.stories.save((), {}) == 0
    assert not [line for line in storage.dump_canonical() if line.startswith('["story"')]
