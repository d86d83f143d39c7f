"""The newsletter's choice and its four forms."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pvd_watch.model import CommuneRef, TopState, TopStory, figures_of
from pvd_watch.newsletter import FORMS, PER_DEPARTMENT, Form, Top, choose, render
from tests.digest.sample import BANK, HALL, PLACES, SCHOOL, SECOND, UNTITLED

GOLDEN = Path(__file__).resolve().parent / "golden"
FIRST, LAST = "2026-10-01", "2026-10-31"
STATES: tuple[TopState, ...] = get_args(TopState)


def story(number: int, department: str = "29", state: TopState = "proposed", **changes: object) -> TopStory:
    """A Story of its own, about a commune of a department."""
    commune = CommuneRef(f"{department}{number:03}", f"Ville {number}", department, "53")
    url = f"https://x.example/{number:03}/{department}"
    item = replace(HALL, story_id=number, article_id=number, url=url, communes=(commune,), also_in=())
    return replace(TopStory(item, FIRST, state, in_title=True, size=1), **changes)  # type: ignore[arg-type]


def ids(top: Top) -> list[int]:
    """The Stories taken, in order."""
    return [story.item.story_id for story in top.stories]


SAMPLE = choose(
    [
        TopStory(SCHOOL, "2026-10-02", "proposed", in_title=True, size=1),
        TopStory(HALL, "2026-10-20", "published", in_title=True, size=3, presentation="Un marché : on l’attendait."),
        TopStory(UNTITLED, "2026-10-09", "proposed", in_title=False, size=1, theme="commerce"),
        TopStory(SECOND, "2026-10-11", "pinned", in_title=True, size=1, theme="culture-sport-jeunesse"),
        TopStory(BANK, "2026-10-11", "published", in_title=True, size=1),
    ],
    FIRST,
    LAST,
    4,
)


@pytest.mark.parametrize("form", FORMS)
def test_forms_are_those_of_the_golden_files(form: Form) -> None:
    """``PVD_WATCH_GOLDEN=1`` writes them anew; look at the difference before keeping it."""
    found, file = render(SAMPLE, form, PLACES), GOLDEN / f"top.{form}"
    if os.environ.get("PVD_WATCH_GOLDEN"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def test_pinned_comes_before_published_before_proposed() -> None:
    assert [item["state"] for item in json.loads(render(SAMPLE, "json", PLACES))["items"]] == [
        *("pinned", "published", "published", "proposed")
    ]


def test_json_is_the_object_of_the_contract() -> None:
    found = json.loads(render(SAMPLE, "json", PLACES))
    assert list(found) == ["period", "figures", "items"]
    assert found["period"] == {"from": FIRST, "to": LAST}
    assert list(found["figures"]) == ["articles", "stories", "communes", "departments", "outlets"]
    assert list(found["items"][0]) == [
        *("rank", "story_id", "title", "url", "outlet", "published_at", "excerpt", "presentation", "communes", "theme"),
        *("story_size", "state"),
    ]
    assert found["items"][0]["communes"] == [{"insee": "29233", "name": "Quimperlé", "department": "29"}]
    assert [item["rank"] for item in found["items"]] == [1, 2, 3, 4]


def test_a_town_in_the_title_then_breadth_then_freshness() -> None:
    wide = replace(HALL, also_in=("A", "B"))
    passing = story(1, in_title=False)
    old, new = story(2, "01"), story(3, "02", day=LAST)
    broad = story(4, "03", item=replace(story(4, "03").item, also_in=wide.also_in))
    assert ids(choose([passing, old, new, broad], FIRST, LAST, 4)) == [4, 3, 2, 1]


def test_never_two_of_one_story_and_the_better_stays() -> None:
    early, late = story(1), story(1, day=LAST, state="published")
    top = choose([early, late], FIRST, LAST, 5)
    assert [chosen.day for chosen in top.stories] == [LAST]


def test_a_former_edition_is_not_taken_again() -> None:
    assert ids(choose([story(1), story(2)], FIRST, LAST, 5, exclude={1})) == [2]


def test_a_department_is_taken_twice_while_others_are_to_be_had() -> None:
    crowd = [story(number) for number in range(1, 5)]
    assert ids(choose([*crowd, story(9, "56")], FIRST, LAST, 3)) == [1, 2, 9]
    assert ids(choose([*crowd, story(9, "56")], FIRST, LAST, 5)) == [1, 2, 9, 3, 4]


def test_what_editors_published_never_gives_way_to_a_proposal() -> None:
    published = [story(number, state="published") for number in range(1, 4)]
    assert ids(choose([*published, story(9, "56")], FIRST, LAST, 3)) == [1, 2, 3]
    assert ids(choose([*published, story(9, "56")], FIRST, LAST, 4)) == [1, 2, 3, 9]


def test_editors_may_pin_as_much_of_one_department_as_they_like() -> None:
    pinned = [story(number, state="pinned") for number in range(1, 5)]
    assert ids(choose([*pinned, story(9, "56")], FIRST, LAST, 4)) == [1, 2, 3, 4]


def test_the_department_that_counts_is_that_of_the_commune_it_is_about() -> None:
    top = choose([TopStory(BANK, FIRST, "published", in_title=True, size=1)], FIRST, LAST, 1)
    assert "Quimperlé (Finistère)" in render(top, "txt", PLACES)


def test_one_department_only() -> None:
    top = choose([story(1), story(2, "56")], FIRST, LAST, 5, department="56")
    assert (ids(top), top.figures.articles) == ([2], 1)


def test_figures_count_each_thing_once() -> None:
    found = figures_of([story(1).item, story(1, day=LAST).item, HALL])
    assert (found.articles, found.stories, found.communes, found.departments, found.outlets) == (2, 2, 2, 2, 3)


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_an_empty_period_says_so(form: Form) -> None:
    assert "Aucun article sur cette période." in render(choose([], FIRST, LAST, 5), form, PLACES)


STORIES = st.lists(
    st.builds(
        story,
        st.integers(1, 30),
        st.sampled_from(["01", "2A", "29", "56"]),
        st.sampled_from(STATES),
        day=st.sampled_from([FIRST, LAST]),
        in_title=st.booleans(),
    ),
    max_size=25,
)


@given(stories=STORIES, count=st.integers(1, 12), seed=st.randoms(use_true_random=False))
def test_choice_does_not_depend_on_arrival_and_is_full(stories: list[TopStory], count: int, seed: object) -> None:
    top = choose(stories, FIRST, LAST, count)
    shuffled = list(stories)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(shuffled, FIRST, LAST, count) == top
    assert len(set(ids(top))) == len(top.stories) == min(count, len({one.item.story_id for one in stories}))
    places = [STATES.index(one.state) for one in top.stories]
    assert places == sorted(places)


@given(stories=st.lists(st.builds(story, st.integers(1, 60), st.sampled_from(["01", "2A", "29", "56"])), max_size=40))
def test_no_third_of_a_department_while_another_has_one_left(stories: list[TopStory]) -> None:
    top = choose(stories, FIRST, LAST, 5)
    taken = Counter(one.item.communes[0].department for one in top.stories)
    left = Counter(
        {
            one.item.story_id: one.item.communes[0].department
            for one in sorted(stories, key=lambda one: one.item.url, reverse=True)
        }.values()
    )
    if any(number > PER_DEPARTMENT for number in taken.values()):
        assert all(taken[department] >= min(PER_DEPARTMENT, left[department]) for department in left)


@given(words=st.text(max_size=200), name=st.text(max_size=60))
def test_nothing_of_a_feed_becomes_an_element_of_the_mail(words: str, name: str) -> None:
    item = replace(HALL, title=words, outlet=name, excerpt=words + ".", also_in=(name + ".",))
    hostile, benign = (
        render(choose([TopStory(one, FIRST, "proposed", in_title=True, size=1)], FIRST, LAST, 1), "html", PLACES)
        for one in (item, HALL)
    )
    assert [one.tag for one in html.fromstring(hostile).iter()] == [one.tag for one in html.fromstring(benign).iter()]


@given(title=st.text(max_size=100), address=st.text(max_size=40).map("https://x.example/".__add__))
def test_text_has_its_lines_whatever_a_feed_says(title: str, address: str) -> None:
    hostile, benign = (
        render(choose([TopStory(one, FIRST, "proposed", in_title=True, size=1)], FIRST, LAST, 1), "txt", PLACES)
        for one in (replace(HALL, title=title, url=address), HALL)
    )
    assert len(hostile.splitlines()) == len(benign.splitlines())
