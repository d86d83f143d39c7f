"""Articles: a feed goes in whole or not at all; one canonical URL is one Article; every wording is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.model import Arrival, Done, Failure, Mention
from pvd_watch.storage import Filters, Storage
from pvd_watch.storage.search import match_expression
from tests.storage.test_database import source

SEEN = "2026-11-20T06:30:00Z"
HALL = Arrival(
    "k1", "https://j.example/halle", "https://j.example/halle?utm_x=1", "g1", "La halle de Saint-Flour",
    "Cœur de ville.", "", "2026-11-20T05:00:00Z", "minute", ("Cantal",), baseline=False,
)  # fmt: skip


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    made = Storage(tmp_path / "watch.db")
    made.sources.sync([source("a-leger"), source("b-lourd", weight=2.0), source("c-lourd", weight=2.0)])
    made.runs.begin("test", SEEN)
    yield made
    made.close()


def commit(storage: Storage, name: str, *arrivals: Arrival, seen: str = SEEN, **done: object) -> tuple[int, int]:
    present = tuple(arrival.key for arrival in arrivals)
    return storage.articles.commit_feed(1, Done(name, 200, etag='"e"', present=present, **done), arrivals, seen)  # type: ignore[arg-type]


def test_a_feed_that_cannot_be_stored_leaves_nothing(storage: Storage) -> None:
    broken = replace(HALL, key="k2", canonical_url="https://j.example/2", title=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        commit(storage, "a-leger", HALL, broken)
    assert storage.articles.count() == 0
    [job] = storage.sources.jobs(["a-leger"])
    assert (job.etag, job.known) == ("", ())


def test_the_same_feed_twice_changes_nothing(storage: Storage) -> None:
    assert commit(storage, "a-leger", HALL) == (1, 1)
    before = list(storage.dump_canonical())
    assert commit(storage, "a-leger", HALL) == (0, 0)
    assert list(storage.dump_canonical()) == before


def test_what_is_stored_does_not_depend_on_who_came_first(storage: Storage, tmp_path: Path) -> None:
    other = Storage(tmp_path / "other.db")
    other.sources.sync([source("a-leger"), source("b-lourd", weight=2.0), source("c-lourd", weight=2.0)])
    other.runs.begin("test", SEEN)
    said = {name: replace(HALL, title=f"selon {name}") for name in ("a-leger", "b-lourd", "c-lourd")}
    for name in said:
        commit(storage, name, said[name])
    for name in reversed(said):
        commit(other, name, said[name])
    assert list(storage.dump_canonical()) == list(other.dump_canonical())
    article = storage.articles.get(1)
    assert article is not None
    assert (article.title, article.source_id) == ("selon b-lourd", "b-lourd")
    other.close()


def test_a_changed_wording_becomes_a_revision_and_is_linked_again(storage: Storage) -> None:
    commit(storage, "a-leger", HALL)
    storage.mentions.replace({1: []}, {}, SEEN)
    commit(storage, "a-leger", replace(HALL, key="k1b", title="La halle de Murat"))
    assert [item.title for item in storage.articles.to_link()] == ["La halle de Murat"]
    lines = [line for line in storage.dump_canonical() if line.startswith('["revision"')]
    assert len(lines) == 1
    assert "Saint-Flour" in lines[0]


def test_a_feed_cut_half_way_keeps_its_entries_but_no_validators(storage: Storage) -> None:
    commit(storage, "a-leger", HALL, failure=Failure("size", "the body is too long"))
    [job] = storage.sources.jobs(["a-leger"])
    assert (storage.articles.count(), job.etag, job.known) == (1, "", ("k1",))
    assert [(state.id, state.failures) for state in storage.sources.states() if state.failures] == [("a-leger", 1)]


def test_keys_of_entries_that_left_the_feed_are_forgotten(storage: Storage) -> None:
    commit(storage, "a-leger", HALL)
    commit(storage, "a-leger", replace(HALL, key="k2", canonical_url="https://j.example/2"))
    assert storage.sources.jobs(["a-leger"])[0].known == ("k2",)


def test_a_moved_source_forgets_validators_and_keys(storage: Storage) -> None:
    commit(storage, "a-leger", HALL)
    storage.sources.sync([source("a-leger", url="https://j.example/new")])
    [job] = storage.sources.jobs(["a-leger"])
    assert (job.url, job.etag, job.known) == ("https://j.example/new", "", ())


@pytest.mark.parametrize(
    "query",
    [
        "saint-flour",
        "St-Flour",
        "st flour",
        "SAINT FLOUR",
        "coeur",
        "cœur",
        "hal*",
        '"la halle"',
        "places:x OR halle*",
        "quimperle",
    ],
)
def test_search_finds_it_however_it_is_written(storage: Storage, query: str) -> None:
    commit(storage, "a-leger", HALL)
    storage.mentions.replace({1: [Mention("29233", "title", 0, 2, "La", 0.9, True)]}, {"29233": "Quimperlé"}, SEEN)
    wanted = 0 if ":" in query else 1
    assert len(storage.search.find(query, Filters())) == wanted


def test_search_newest_first_and_narrowed(storage: Storage) -> None:
    later = replace(HALL, key="k2", canonical_url="https://j.example/2")
    commit(storage, "a-leger", HALL)
    commit(storage, "b-lourd", later, seen="2026-11-21T06:30:00Z")
    assert storage.search.find("halle", Filters()) == []  # found once it is linked
    storage.mentions.replace({1: [], 2: []}, {}, SEEN)
    assert [found.id for found in storage.search.find("halle", Filters())] == [2, 1]
    assert [found.id for found in storage.search.find("halle", Filters(source_id="a-leger"))] == [1]
    assert [found.id for found in storage.search.find("", Filters(since="2026-11-21T00:00:00Z"))] == [2]
    assert [found.id for found in storage.search.find("halle", Filters(), by_relevance=True)] == [2, 1]


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_no_query_is_a_syntax_error(query: str) -> None:
    expression = match_expression(query)
    with Memory() as storage:
        assert storage.search.find(query, Filters()) == []
    assert expression.count('"') % 2 == 0


class Memory:
    """One storage for all examples: opening a file two hundred times proves nothing more."""

    _storage: Storage | None = None

    def __enter__(self) -> Storage:
        if Memory._storage is None:
            Memory._storage = Storage(Path(":memory:"))
        return Memory._storage

    def __exit__(self, *details: object) -> None:
        """Kept for the next example."""
