"""Grouping whole: what joins what, whatever the order of arrival; ids, threads, and what editors decided."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.model import CommuneRef, Edits, ToGroup
from pvd_watch.stories.crowds import MOST_COMPARED
from pvd_watch.stories.group import group
from pvd_watch.stories.pairs import pair
from pvd_watch.times import utc
from tests.stories.shelf import Shelf

TOWNS = (
    CommuneRef("29233", "Quimperlé", "29", "53"),
    CommuneRef("15187", "Saint-Flour", "15", "84"),
    CommuneRef("26113", "Die", "26", "84"),
)
FIRE = "Quimperlé : un hangar nautique détruit par un incendie à Kerdaniel"
FIRE_TEXT = "Soixante pompiers ont lutté contre les flammes mardi soir dans la zone de Kerdaniel."


def article(key: str, title: str, text: str = "", hour: float = 0, **values: object) -> ToGroup:
    at = utc(datetime(2026, 3, 3, tzinfo=UTC) + timedelta(hours=hour))
    town = {"communes": (TOWNS[0],), "outlet": key, "length": len(text)} | values
    return ToGroup(key, title, text, at, **town)  # type: ignore[arg-type]


def stories(outcome_of: list[ToGroup], edits: Edits | None = None) -> list[list[str]]:
    return [sorted(story.articles) for story in group(outcome_of, (), edits or Edits()).stories]


def test_two_tellings_of_one_event_are_one_story() -> None:
    other = article("b", "Feu dans un entrepôt nautique de Quimperlé", "Le hangar de Kerdaniel a brûlé mardi soir.", 9)
    assert stories([article("a", FIRE, FIRE_TEXT), other]) == [["a", "b"]]


def test_the_same_words_about_another_town_are_another_story() -> None:
    other = article("b", FIRE.replace("Quimperlé", "Saint-Flour"), FIRE_TEXT, communes=(TOWNS[1],))
    assert stories([article("a", FIRE, FIRE_TEXT), other]) == [["a"], ["b"]]


def test_the_same_words_four_days_later_are_another_story() -> None:
    assert stories([article("a", FIRE, FIRE_TEXT), article("b", FIRE, FIRE_TEXT, 72.01)]) == [["a"], ["b"]]
    assert stories([article("a", FIRE, FIRE_TEXT), article("b", FIRE, FIRE_TEXT, 71.99)]) == [["a", "b"]]


def test_a_column_with_one_title_is_not_an_event() -> None:
    first = article("a", "Agenda : nos idées de sorties", "Concert de la chorale vendredi.", outlet="Le Journal")
    other = article("b", "Agenda : nos idées de sorties", "Brocante dimanche au stade.", 48, outlet="Le Journal")
    assert stories([first, other]) == [["a"], ["b"]]


def test_a_new_article_joins_yesterday_s_story_and_ids_stay() -> None:
    shelf = Shelf()
    shelf.run([article("a", FIRE, FIRE_TEXT)])
    outcome = shelf.run([article("b", "Incendie de Kerdaniel : le hangar nautique en cendres", FIRE_TEXT, 20)])
    assert [story.id for story in outcome.stories] == [1]
    assert shelf.partition() == {("a", "b")}


def test_a_bridge_merges_two_stories_into_the_older_one() -> None:
    shelf = Shelf()
    shelf.run([article("b", FIRE, "")])
    shelf.run([article("c", "Nuit blanche pour les voisins", "Personne ne pensait revoir cela un jour.", 1)])
    assert len(shelf.partition()) == 2
    outcome = shelf.run([], Edits(merged=frozenset({("b", "c")})))
    assert outcome.stories == ()
    outcome = shelf.run(list(shelf.articles.values()), Edits(merged=frozenset({("b", "c")})))
    assert outcome.merged == {2: 1}
    assert [story.id for story in outcome.stories] == [1]


def test_what_editors_split_stays_split_when_more_comes_in() -> None:
    edits = Edits(split=frozenset({("a", "b")}))
    shelf = Shelf()
    for key in "abcd":
        shelf.run([article(key, FIRE, FIRE_TEXT, ord(key) - 97)], edits)
    assert shelf.articles["a"].story != shelf.articles["b"].story
    assert {shelf.articles[key].thread for key in "abcd"} == {"a"}


def test_a_split_outranks_a_merge_of_the_same_pair() -> None:
    both = frozenset({("a", "b")})
    assert stories([article("a", FIRE), article("b", FIRE)], Edits(both, both)) == [["a"], ["b"]]


def test_a_changed_wording_leaves_its_story() -> None:
    shelf = Shelf()
    shelf.run([article("a", FIRE, FIRE_TEXT), article("b", FIRE, FIRE_TEXT, 1)])
    assert shelf.partition() == {("a", "b")}
    shelf.run([article("b", "Le marché de Noël cherche des artisans", "Inscriptions en mairie jusqu'au 12.", 1)])
    assert shelf.partition() == {("a",), ("b",)}
    assert shelf.articles["a"].story == 1


def test_a_chain_does_not_snowball() -> None:
    """Each day's piece shares its words with the day before and the day after alone: no Story takes them all."""
    words = [f"zorbal{letter}" for letter in "abcdefghijklmnopqrst"]
    chain = [
        article(f"{place:02}", " ".join(words[place : place + 2]), " ".join(words[place : place + 3]), place * 24)
        for place in range(18)
    ]
    sizes = [len(story) for story in stories(chain)]
    assert len({story.thread for story in group(chain, ()).stories}) == 1
    assert max(sizes) <= 7


WORDS = st.lists(
    st.sampled_from(
        ["incendie", "hangar", "Kerdaniel", "Lemarchand", "nautique", "budget", "loup", "brebis", "43", "mardi"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
ARTICLES = st.lists(
    st.builds(
        lambda title, text, hour, towns, outlet: (title, text, hour, towns, outlet),
        WORDS,
        WORDS,
        st.integers(0, 200),
        st.sets(st.sampled_from(TOWNS), max_size=2),
        st.sampled_from(["A", "B", "C", "D"]),
    ),
    min_size=2,
    max_size=12,
)


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[ToGroup], list[list[ToGroup]], Edits]:
    """Articles, the runs in which they arrive in some order, and what editors decided beforehand."""
    every = [
        article(f"k{place:02}", title, text, hour, communes=tuple(sorted(towns, key=lambda t: t.insee)), outlet=outlet)
        for place, (title, text, hour, towns, outlet) in enumerate(draw(ARTICLES))
    ]
    order = draw(st.permutations(every))
    cuts = sorted(draw(st.sets(st.integers(1, len(every) - 1))))
    runs = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    keys = st.sampled_from([one.key for one in every])
    decided = st.frozensets(
        st.tuples(keys, keys).filter(lambda two: two[0] != two[1]).map(lambda two: pair(*two)), max_size=2
    )
    return every, runs, Edits(draw(decided) if draw(st.booleans()) else frozenset(), draw(decided))


@given(arrivals())
@settings(max_examples=120, deadline=None)
def test_the_order_of_arrival_leaves_no_trace(case: tuple[list[ToGroup], list[list[ToGroup]], Edits]) -> None:
    every, runs, edits = case
    at_once, bit_by_bit = Shelf(), Shelf()
    at_once.run(every, edits)
    for run in runs:
        bit_by_bit.run(run, edits)
    assert bit_by_bit.state() == at_once.state()


@given(st.integers(0, 999_999))
@settings(max_examples=12, deadline=None)
def test_in_a_crowded_town_neither(seed: int) -> None:
    """More pieces than are compared with one another: copies, rewordings, round-ups, one in ten without the town."""
    chance = random.Random(seed)
    words = ["incendie", "hangar", "Kerdaniel", "Lemarchand", "nautique", "loup", "brebis", "mardi", "zorbala"]
    paragraphs = [" ".join(chance.choices(words, k=12)) for _ in range(4)]
    every = [
        article(
            f"k{number:03}",
            f"{chance.choice(words)} n°{number}",
            chance.choice([*paragraphs, " ".join(chance.choices(words, k=9))]),
            chance.randrange(60),
            communes=TOWNS[: chance.choice([1, 1, 1, 1, 1, 1, 1, 2, 3, 0])],
            outlet=chance.choice("ABCDEFGH"),
        )
        for number in range(MOST_COMPARED + 40)
    ]
    edits = Edits(merged=frozenset({("k001", "k002")}), split=frozenset({("k003", "k004"), ("k005", "k090")}))
    at_once, bit_by_bit = Shelf(), Shelf()
    at_once.run(every, edits)
    chance.shuffle(every)
    for run in (every[:30], every[30:50], every[50:]):
        bit_by_bit.run(run, edits)
    assert bit_by_bit.state() == at_once.state()
    for story in at_once.partition():
        assert not any(a in story and b in story for a, b in edits.split)


def test_copies_in_a_crowded_town_are_one_story_whatever_their_number() -> None:
    every = [article(f"k{number:04}", f"{FIRE} n°{number}", FIRE_TEXT, number / 60) for number in range(600)]
    assert [len(story) for story in stories(every)] == [600]


@given(arrivals())
@settings(max_examples=30, deadline=None)
def test_no_story_holds_a_split_pair(case: tuple[list[ToGroup], list[list[ToGroup]], Edits]) -> None:
    every, _, edits = case
    for story in group(every, (), edits).stories:
        assert not any(a in story.articles and b in story.articles for a, b in edits.split)


def test_every_new_article_stands_in_exactly_one_story() -> None:
    every = [article(f"k{place}", FIRE if place % 2 else "Conseil", hour=place) for place in range(9)]
    found = [key for story in group(every, ()).stories for key in story.articles]
    assert sorted(found) == sorted(one.key for one in every)
