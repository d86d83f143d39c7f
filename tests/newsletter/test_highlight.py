"""« Le chiffre du mois »: figures count each thing once, and who rose most is told truly."""

from __future__ import annotations

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.model import CommuneRef, TopLine
from pvd_watch.newsletter.highlight import figures_of_lines, highlight
from pvd_watch.times import Period
from tests.newsletter.sample import LAST, line

BEFORE = Period("2026-08-31", "2026-09-30")
DIE = CommuneRef("26113", "Die", "26", "84")
CREST = CommuneRef("26108", "Crest", "26", "84", about=False)
BLANC = CommuneRef("36018", "Le Blanc", "36", "24")


def told(*stories: tuple[CommuneRef, ...]) -> list[TopLine]:
    """A line for each Story, with its communes."""
    return [line(number, communes=communes) for number, communes in enumerate(stories, start=1)]


def test_figures_count_each_thing_once() -> None:
    again = line(1, day=LAST, size=3, outlets=("Le Fanal", "B"))
    assert astuple(figures_of_lines([line(1), again, line(2, "56")])) == (4, 2, 2, 2, 2)


def test_figures_of_a_department_count_its_communes_alone() -> None:
    found = figures_of_lines(told((DIE, BLANC)), "26")
    assert (found.stories, found.communes, found.departments) == (1, 1, 1)


def test_the_commune_and_the_department_that_rose_most() -> None:
    now = told((DIE,), (DIE, CREST), (CREST,), (BLANC,))
    found = highlight(now, told((BLANC,)), BEFORE)
    assert found.commune is not None
    assert found.department is not None
    assert (found.commune.name, found.commune.stories, found.commune.before) == ("Crest", 2, 0)
    assert (found.department.code, found.department.stories, found.department.before) == ("26", 3, 0)
    assert found.riser == found.department


def test_of_a_commune_and_a_department_that_rose_alike_the_commune_is_told() -> None:
    found = highlight(told((DIE,), (DIE,)), told((DIE,)), BEFORE)
    assert found.riser == found.commune is not None


def test_where_nothing_rose_nobody_is_named() -> None:
    found = highlight(told((DIE,)), told((DIE,), (DIE,)), BEFORE)
    assert (found.riser, found.before is not None) == (None, True)


def test_before_the_first_digest_there_is_nothing_to_compare() -> None:
    found = highlight(told((DIE,)), [], BEFORE)
    assert (found.before, found.riser) == (None, None)


def test_within_a_department_only_its_communes_rise() -> None:
    found = highlight(told((DIE, BLANC), (BLANC,)), told((BLANC,)), BEFORE, "26")
    assert found.commune is not None
    assert (found.commune.name, found.department) == ("Die", None)


PLACES = st.sampled_from([(DIE,), (CREST,), (BLANC,), (DIE, CREST), (BLANC, DIE)])


@given(now=st.lists(PLACES, max_size=12), then=st.lists(PLACES, min_size=1, max_size=12))
def test_no_commune_rose_more_than_the_one_that_is_named(
    now: list[tuple[CommuneRef, ...]], then: list[tuple[CommuneRef, ...]]
) -> None:
    found = highlight(told(*now), told(*then), BEFORE).commune
    rise = max(sum(one in story for story in now) - sum(one in story for story in then) for one in (DIE, CREST, BLANC))
    assert (found.stories - found.before if found else 0) == max(rise, 0)
