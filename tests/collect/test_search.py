"""Searches: one pattern for all towns, some at a time, each in its turn."""

from __future__ import annotations

from pvd_watch.collect.search import Query, Town, choose, expand

TOWNS = [
    Town("Quimperlé", "29", "Finistère"),
    Town("Carhaix-Plouguer", "29", "Finistère"),
    Town("L'Isle-Jourdain", "32", "Gers"),
    Town("L'Isle-Jourdain", "86", "Vienne"),
]


def test_a_pattern_is_expanded_for_each_town_and_what_stands_in_it_is_quoted() -> None:
    queries = expand("https://s.example/rss?q=%22{commune}%22+{department}", [], TOWNS)
    assert [query.words for query in queries] == [
        "Quimperlé (29)", "Carhaix-Plouguer (29)", "L'Isle-Jourdain (32)", "L'Isle-Jourdain (86)",
    ]  # fmt: skip
    assert queries[0].url == "https://s.example/rss?q=%22Quimperl%C3%A9%22+Finist%C3%A8re"
    assert queries[3].url == "https://s.example/rss?q=%22L%27Isle-Jourdain%22+Vienne"


def test_departments_are_asked_once_each_and_a_source_may_be_bounded_to_its_own() -> None:
    assert [query.words for query in expand("https://s.example/{department}", [], TOWNS)] == [
        "Finistère", "Gers", "Vienne",
    ]  # fmt: skip
    assert [query.words for query in expand("https://s.example/{commune}", ["32"], TOWNS)] == ["L'Isle-Jourdain (32)"]


def test_a_pattern_without_a_place_is_one_query() -> None:
    assert expand("https://s.example/rss", [], TOWNS) == [Query("*", "https://s.example/rss")]


def test_turns_go_round_so_that_each_town_is_asked() -> None:
    queries = expand("https://s.example/{commune}", [], TOWNS)
    asked: dict[str, str] = {}
    rounds = []
    for turn in range(4):
        chosen = choose(queries, asked, 2)
        rounds.append([query.words for query in chosen])
        asked |= {query.words: f"2026-11-2{turn}T06:00:00Z" for query in chosen}
    assert rounds[0] == rounds[2] == ["Quimperlé (29)", "Carhaix-Plouguer (29)"]
    assert rounds[1] == rounds[3] == ["L'Isle-Jourdain (32)", "L'Isle-Jourdain (86)"]
