"""The order in which pages show a digest."""

from __future__ import annotations

from dataclasses import replace

from pvd_watch.digest.view import view_of
from tests.digest.sample import BANK, DIGEST, DROPPED, HALL, PLACES, SCHOOL, SECOND, UNTITLED


def test_regions_then_departments_then_towns() -> None:
    regions = view_of(DIGEST, PLACES, 0).regions
    assert [region.name for region in regions] == ["Bretagne", "Centre-Val de Loire", "Grand Est"]
    assert [line.commune for line in regions[0].departments[0].lines] == ["Carhaix-Plouguer", "Quimperlé", "Quimperlé"]
    assert regions[0].articles == 3


def test_an_article_stands_under_the_commune_it_is_about() -> None:
    line = view_of(replace(DIGEST, items=(BANK,)), PLACES).regions[0].departments[0].lines[0]
    assert (line.commune, line.department, line.others) == ("Quimperlé", "Finistère", "Guingamp (22)")


def test_order_of_items_decides_within_a_commune_only() -> None:
    view = view_of(replace(DIGEST, items=(SECOND, HALL, BANK)), PLACES)
    assert [line.url for line in view.regions[0].departments[0].lines] == [SECOND.url, BANK.url]


def test_the_top_goes_by_pin_then_rank_as_editors_left_it() -> None:
    pinned = replace(UNTITLED, pinned=True)
    view = view_of(replace(DIGEST, items=(SCHOOL, SECOND, BANK, pinned, HALL)), PLACES, 4)
    assert [line.anchor for line in view.top] == ["story-14", "story-11", "story-12", "story-13"]


def test_there_is_no_top_where_nothing_ranks_or_all_would_be_in_it() -> None:
    unranked = replace(DIGEST, items=tuple(replace(item, score=0.0) for item in DIGEST.items))
    assert view_of(unranked, PLACES, 2).top == ()
    assert view_of(DIGEST, PLACES, 5).top == ()
    assert len(view_of(DIGEST, PLACES, 4).top) == 4


def test_what_was_dropped_counts_nowhere() -> None:
    view = view_of(replace(DIGEST, items=(*DIGEST.items, DROPPED)), PLACES)
    assert view == view_of(DIGEST, PLACES)


def test_towns_count_every_article_that_names_them() -> None:
    towns = {town.commune.name: (town.articles, town.anchor) for town in view_of(DIGEST, PLACES).towns}
    assert towns["Quimperlé"] == (2, "story-12")
    assert towns["Guingamp"] == (1, "story-12")
