"""One article once: what a site calls one and the same is one Article, whatever came first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.model import Arrival, Done
from pvd_watch.standing import PageText
from pvd_watch.storage import Storage
from pvd_watch.times import utc
from tests.collect.test_rhythm import NOW
from tests.storage.test_database import source

SEEN = utc(NOW)
J = "https://j.example"
SOURCES = [source("a-leger"), source("b-lourd", weight=2.0), source("c-lourd", weight=2.0)]


def arrival(path: str, title: str = "La halle rouvre", summary: str = "Résumé.") -> Arrival:
    url = f"{J}/{path}"
    return Arrival(
        f"k-{path}-{title}", url, url, path, title, summary, "", "2026-11-26T05:00:00Z", "minute", (), baseline=False
    )  # fmt: skip


class World:
    """A storage, and a site whose pages name canonical addresses."""

    def __init__(self, storage: Storage, canonical: Mapping[str, str]) -> None:
        self.storage, self._canonical = storage, canonical
        storage.sources.sync(SOURCES)
        self._run = storage.runs.begin("test", SEEN)
        self.read: list[str] = []

    def see(self, name: str, *arrivals: Arrival) -> None:
        present = tuple(item.key for item in arrivals)
        done = Done(name, 200, present=present, entries=len(present))
        self.storage.articles.commit_feed(self._run, done, arrivals, SEEN)
        self.link()

    def link(self) -> None:
        while batch := self.storage.articles.to_link():
            ids = [item.id for item in batch]
            self.storage.mentions.replace({item: [] for item in ids}, {}, SEEN, ids)
        self.storage.stories.save((), {})

    def read_one(self, turn: int = 0) -> bool:
        """Read the next page of one of the Sources for which pages wait."""
        waiting = self.storage.texts.waiting_sources()
        if not waiting:
            return False
        page = self.storage.texts.next_page(waiting[turn % len(waiting)], SEEN)
        assert page is not None
        self.storage.texts.ask(page)
        path = page.address.removeprefix(f"{J}/")
        named = self._canonical.get(path, "")
        canonical = f"{J}/{named}" if named and named != path else ""
        self.read.append(path)
        text = f"Le texte de {path}."
        self.storage.articles.commit_page(
            PageText(page.article_id, page.address, "read", text, canonical=canonical), SEEN
        )
        self.link()
        return True

    def read_all(self) -> None:
        for _ in range(40):
            if not self.read_one():
                return
        raise AssertionError(f"pages are read without end: {self.read}")

    def articles(self) -> list[tuple[str, str]]:
        rows = self.storage._connection.rows("SELECT canonical_url, title FROM articles ORDER BY 1")
        return [(url.removeprefix(f"{J}/"), title) for url, title in rows]


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    made = Storage(tmp_path / "watch.db")
    yield made
    made.close()


def test_a_page_that_names_a_stored_address_makes_one_article(storage: Storage) -> None:
    world = World(storage, {"b/halle": "a/halle"})
    world.see("a-leger", arrival("a/halle"))
    world.see("b-lourd", arrival("b/halle", summary="Du lourd."))
    world.read_all()
    assert world.articles() == [("a/halle", "La halle rouvre")]
    lines = list(storage.dump_canonical())
    assert sum(line.startswith('["carrier"') for line in lines) == 2
    assert sum(line.startswith('["story"') for line in lines) == 0
    found = storage.texts.of(1)
    assert found is not None
    assert found.text == "Le texte de a/halle."


def test_an_address_known_as_another_leads_to_the_article(storage: Storage) -> None:
    world = World(storage, {"b/halle": "a/halle"})
    world.see("a-leger", arrival("a/halle"), arrival("b/halle"))
    world.read_all()
    world.see("c-lourd", arrival("b/halle"))
    assert len(world.articles()) == 1
    assert sorted(world.read) == ["a/halle", "b/halle"]


def test_two_pages_that_name_the_same_are_one_until_it_comes_itself(storage: Storage) -> None:
    world = World(storage, {"a/halle": "halle", "b/halle": "halle"})
    world.see("a-leger", arrival("b/halle"), arrival("a/halle"))
    world.read_all()
    assert world.articles() == [("a/halle", "La halle rouvre")]
    world.see("b-lourd", arrival("halle"))
    world.read_all()
    assert world.articles() == [("halle", "La halle rouvre")]


def test_a_section_front_that_all_pages_name_swallows_none(storage: Storage) -> None:
    world = World(storage, {"a": "actualites", "b": "actualites", "c": "actualites"})
    world.see("a-leger", *(arrival(path, f"Titre {path}") for path in "abc"), arrival("actualites", "Actualités"))
    world.read_all()
    assert [path for path, _ in world.articles()] == ["a", "actualites", "b", "c"]


def test_one_source_with_both_addresses_keeps_both_wordings(storage: Storage) -> None:
    world = World(storage, {"b/halle": "a/halle"})
    world.see("a-leger", arrival("b/halle", "VIDÉO. La halle rouvre"), arrival("a/halle"))
    world.read_all()
    assert world.articles() == [("a/halle", "La halle rouvre")]
    assert [line for line in storage.dump_canonical() if line.startswith('["revision"') and "VIDÉO" in line]


def test_verdicts_and_digests_follow_the_article(storage: Storage) -> None:
    world = World(storage, {"b/halle": "a/halle"})
    world.see("a-leger", arrival("a/halle"))
    world.see("b-lourd", arrival("b/halle"))
    with storage._connection.write() as sql:
        sql.execute(
            "INSERT INTO verdicts (article_id, insee, answer, editor, at) VALUES (2, '15187', 'add', 'anne', ?)",
            (SEEN,),
        )
        sql.execute(
            "INSERT INTO digests (day, from_at, to_at, state, articles, sources) "
            "VALUES ('2026-11-26', ?, ?, 'published', 1, 1)",
            (SEEN, SEEN),
        )
        sql.execute("INSERT INTO digest_items VALUES ('2026-11-26', 1, 1, 2, '{}')")
    world.read_all()
    lines = [line for line in storage.dump_canonical() if line.startswith(('["verdict"', '["digest item"'))]
    assert len(lines) == 2
    assert all(f"{J}/a/halle" in line for line in lines)


def test_the_text_of_a_page_never_goes_to_an_article_that_took_the_id(storage: Storage) -> None:
    world = World(storage, {"b/halle": "a/halle"})
    world.see("a-leger", arrival("a/halle"), arrival("b/halle"))
    late = PageText(2, f"{J}/b/halle", "read", "Le texte de b/halle, en retard.", canonical=f"{J}/a/halle")
    world.read_all()
    world.see("a-leger", arrival("c", "Tout autre chose"))
    assert [path for path, _ in world.articles()] == ["a/halle", "c"]
    assert storage.articles.get(2) is not None  # « c » took the id
    storage.articles.commit_page(late, SEEN)
    texts = [line for line in storage.dump_canonical() if line.startswith('["text"') and "en retard" in line]
    assert len(texts) == 1
    assert texts[0].startswith(f'["text", "{J}/a/halle", "{J}/b/halle"')


PATHS = ("a", "b", "c", "d")
SITES = st.fixed_dictionaries({path: st.sampled_from(("", *PATHS, "z")) for path in PATHS})
CARRIED = st.lists(
    st.tuples(st.sampled_from([item.id for item in SOURCES]), st.sampled_from(PATHS)),
    min_size=1,
    max_size=7,
    unique=True,
)


@given(SITES, CARRIED, st.dictionaries(st.sampled_from(PATHS), st.just("Une autre"), max_size=2), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_stored_does_not_depend_on_the_order_of_arrival(
    site: Mapping[str, str],
    carried: Sequence[tuple[str, str]],
    titles: Mapping[str, str],
    data: st.DataObject,
) -> None:
    """Each Source brings its entries one by one in any order, and pages are read at any moment in between."""
    dumps = []
    for way in range(2):
        order = list(carried) if way == 0 else data.draw(st.permutations(carried))
        storage = Storage(Path(":memory:"))
        world = World(storage, site)
        for name, path in order:
            wording = arrival(path, titles.get(path, "La halle rouvre"), f"{name} sur {path}")
            world.see(name, replace(wording, key=f"{name}-{path}"))
            for turn in range(data.draw(st.integers(0, 3)) if way else 0):
                world.read_one(turn)
        world.read_all()
        dumps.append([line for line in storage.dump_canonical() if not line.startswith('["known"')])
        storage.close()
    assert dumps[0] == dumps[1]
