"""Where a text plays: departments, areas, neighbours, sources; and what that says of one bearer of a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.linking.candidates import Span
from pvd_watch.linking.setting import Setting, is_overseas, near
from pvd_watch.model import LinkText
from pvd_watch.text import fold

from .linker import CANDIDATES, LINKER

COMMUNES = LINKER.gazetteer.communes
QUIMPERLE, ROSPORDEN, SAINT_FLOUR = COMMUNES["29233"], COMMUNES["29241"], COMMUNES["15187"]


def _setting(text: str, *departments: str, url: str = "") -> tuple[Setting, list[Span]]:
    folded = fold(text)
    spans = CANDIDATES.find(folded.data)
    return LINKER.setting_of(LinkText("", text, url, departments), folded.context, spans), spans


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dans le Finistère, à Quimperlé", {"29"}),
        ("À Quimperlé (29) et en Corrèze", {"29", "19"}),
        ("À Quimperlé (99)", set()),
        ("En Bretagne, à Quimperlé", set()),
        ("Mayenne et Quimperlé", set()),
        ("En Mayenne et à Quimperlé", {"53"}),
        ("La Mayenne et Quimperlé", {"53"}),
        ("Une école du département 2A, à Quimperlé (2A)", {"2A"}),
    ],
)
def test_departments_named_alone(text: str, named: set[str]) -> None:
    assert _setting(text)[0].named == named


def test_an_area_stands_for_all_its_departments() -> None:
    assert {"22", "29", "35", "56"} <= _setting("En Bretagne, à Quimperlé")[0].regional
    assert {"02", "60", "80"} <= _setting("En Picardie et à Quimperlé")[0].regional


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("On va à Quimperlé et à Saint-Flour", {"29233", "15187"}),
        ("On va à Die", set()),
        ("On va à Breteuil", set()),
        ("Marie Quimperlé va à Saint-Flour", {"15187"}),
        ("Bas-Quimperlé et Quimperlé-Haut", set()),
    ],
)
def test_only_a_name_without_a_doubt_is_an_anchor(text: str, anchors: set[str]) -> None:
    assert _setting(text)[0].anchors.keys() == anchors


def test_neighbours_are_counted_without_the_commune_itself() -> None:
    setting, _ = _setting("On va à Quimperlé, à Rosporden et à Saint-Flour")
    assert setting.neighbours(QUIMPERLE) == 1
    assert setting.neighbours(SAINT_FLOUR) == 0
    assert setting.neighbours(COMMUNES["29004"]) == 2


@pytest.mark.parametrize(
    ("text", "departments", "url", "code"),
    [
        ("Le Finistère et Die", (), "", "setting"),
        ("À Die", (), "https://presse.example/finistere-29/x", "setting"),
        ("À Die", (), "https://presse.example/quimperle-29300/x", "setting"),
        ("On va à Rosporden et à Die", (), "", "neighbours"),
        ("On va à Rosporden, à Scaër et à Die", (), "", "neighbourhood"),
        ("À Die", ("29",), "", "local_source"),
        ("À Die", ("29", "56", "22"), "", "source_area"),
        ("À Die", ("14", "22", "29", "35", "44", "49", "50", "53", "56", "61", "72", "85"), "", ""),
        ("À Die", ("33",), "", ""),
        ("À Die", (), "", ""),
    ],
)
def test_what_supports_a_commune(text: str, departments: tuple[str, ...], url: str, code: str) -> None:
    assert _setting(text, *departments, url=url)[0].supports(QUIMPERLE) == code


def test_shares_sum_to_one_and_follow_the_departments() -> None:
    for text, departments, best in (
        ("À Breteuil", ("60",), "60104"),
        ("À Breteuil", ("27",), "27112"),
        ("Dans l'Oise, à Breteuil", (), "60104"),
    ):
        setting, spans = _setting(text, *departments)
        [span] = [span for span in spans if span.spelling.key == "breteuil"]
        shares = setting.shares(span.spelling, "", "", "")
        assert sum(shares) == pytest.approx(1)
        assert span.spelling.readings[shares.index(max(shares))].commune.insee == best
        assert max(shares) > 0.9


def test_what_stands_right_behind_the_name_outweighs_the_source() -> None:
    setting, spans = _setting("À Breteuil", "27")
    readings = [reading.commune.insee for reading in spans[0].spelling.readings]
    for attached, postcode, best in (("60", "", "60104"), ("", "60120", "60104"), ("", "", "27112")):
        shares = setting.shares(spans[0].spelling, attached, postcode, "")
        assert readings[shares.index(max(shares))] == best


def test_an_article_tells_crest_from_le_crest() -> None:
    setting, spans = _setting("Le marché de Crest")
    crest = spans[0].spelling
    readings = [reading.commune.insee for reading in crest.readings]
    bare, contracted = setting.shares(crest, "", "", ""), setting.shares(crest, "", "", "au")
    assert readings[bare.index(max(bare))] == "26108"
    other = [place for place, code in enumerate(readings) if code != "26108"]
    assert sum(contracted[place] for place in other) > sum(bare[place] for place in other)


def test_two_towns_that_touch_share_what_they_have_together() -> None:
    setting, spans = _setting("Le Pont-de-Beauvoisin, en Isère et en Savoie")
    spelling = spans[0].spelling
    shares = dict(zip(spelling.readings, setting.shares(spelling, "", "", ""), strict=True))
    one, other = (share for reading, share in shares.items() if reading.commune.insee in ("38315", "73204"))
    assert one == other > 0.9


def test_overseas_is_another_sea() -> None:
    carbet = COMMUNES["97204"]
    assert _setting("À Quimperlé")[0].beyond_the_sea(carbet)
    assert _setting("À Die", "972")[0].beyond_the_sea(QUIMPERLE)
    assert not _setting("À Quimperlé")[0].beyond_the_sea(SAINT_FLOUR)
    assert not _setting("À Die")[0].beyond_the_sea(carbet)
    assert [is_overseas(code) for code in ("971", "988", "2A", "29")] == [True, True, False, False]


def test_nearness_is_symmetrical_and_counts_kilometres() -> None:
    assert near(QUIMPERLE, ROSPORDEN)
    assert near(ROSPORDEN, QUIMPERLE)
    assert not near(QUIMPERLE, ROSPORDEN, within=5)
    assert not near(QUIMPERLE, SAINT_FLOUR, within=500)


def test_without_coordinates_the_department_stands_in() -> None:
    lost = replace(QUIMPERLE, lon=None, lat=None)
    assert near(lost, ROSPORDEN)
    assert not near(lost, SAINT_FLOUR)


BRITTANY = st.sampled_from([code for code, commune in COMMUNES.items() if commune.region == "53"])


@given(BRITTANY, BRITTANY)
def test_cells_never_hide_a_neighbour(one: str, other: str) -> None:
    """The quick way over cells finds every commune that the distance finds."""
    setting, _ = _setting("À Die")
    setting.anchors = {other: COMMUNES[other]}
    expected = int(near(COMMUNES[one], COMMUNES[other]) and one != other)
    assert setting.neighbours(COMMUNES[one]) == expected
