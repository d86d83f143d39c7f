"""What a piece is about: title, first words, share of the mentions, address; the rest passes by."""

from __future__ import annotations

import json

import pytest

from pvd_watch.linking.about import features, is_about
from pvd_watch.linking.weights import ABOUT
from pvd_watch.model import Linked, LinkText, Mention

from .linker import LINKER, TEXTS


def _about(title: str, text: str = "", url: str = "") -> dict[str, bool]:
    return {item.commune.insee: item.about for item in LINKER.link(LinkText(title, text, url=url))}


FILLER = " Le conseil a parlé du budget, de la place du marché et du calendrier des travaux." * 12


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("La halle de Quimperlé rouvre", ""),
        ("Quimperlé : la halle rouvre", FILLER),
        ("La halle rouvre après deux ans de travaux à Quimperlé", FILLER),
    ],
)
def test_the_town_of_the_title_is_what_it_is_about(title: str, text: str) -> None:
    assert _about(title, text) == {"29233": True}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Les communes manquent de médecins", FILLER + " On cite Quimperlé."),
        ("Les communes manquent de médecins", FILLER + " Une étude a été menée à Quimperlé." + FILLER),
    ],
)
def test_a_town_late_in_the_text_passes_by(title: str, text: str) -> None:
    assert _about(title, text) == {"29233": False}


def test_the_title_outranks_the_text() -> None:
    found = _about("La halle de Saint-Flour rouvre", FILLER + " Quimperlé a fait de même.")
    assert found == {"15187": True, "29233": False}


def test_a_round_up_is_about_those_it_begins_with() -> None:
    text = "À Quimperlé, à Rosporden et à Scaër, les halles rouvrent." + FILLER
    assert _about("Les halles du pays rouvrent", text)["29233"]


def test_the_address_of_the_page_helps() -> None:
    title, text = "Une halle neuve", "On l'attendait." * 20 + " À Quimperlé, la halle rouvre." + FILLER
    at = "https://presse.example/quimperle-29300/une-halle"
    (plain,) = LINKER.about_features(LinkText(title, text))
    (addressed,) = LINKER.about_features(LinkText(title, text, url=at))
    assert (plain[1]["address"], addressed[1]["address"]) == (0.0, 1.0)
    assert ABOUT["address"] > 0


def test_a_refused_commune_is_never_what_it_is_about() -> None:
    for item in LINKER.explain(LinkText("Francis Mer est mort", "")):
        assert not item.about


def test_a_text_without_a_town_has_no_signs() -> None:
    assert LINKER.about_features(LinkText("La halle rouvre", "Il pleut.")) == []
    assert LINKER.about_features(LinkText("Francis Mer est mort", "")) == []


def _linked(insee: str, *places: tuple[str, int]) -> Linked:
    mentions = tuple(
        Mention(insee, "title" if field == "title" else "text", start, start + 4, "Nom", 0.9, False)
        for field, start in places
    )
    return Linked(LINKER.gazetteer.communes[insee], 0.9, False, mentions)


def test_signs_are_counted_as_the_weights_name_them() -> None:
    one, other = _linked("29233", ("title", 0), ("text", 10)), _linked("15187", ("text", 500))
    first, second = features([one, other], 1_000, [], ["15187"])
    assert first == {
        "always": 1.0, "share": 2 / 3, "late": 0.01, "opening": 1.0, "title": 1.0, "title_start": 1.0, "address": 0.0,
    }  # fmt: skip
    assert second == {
        "always": 1.0, "share": 1 / 3, "late": 0.5, "opening": 0.0, "other_title": 1.0, "address": 1.0,
    }  # fmt: skip
    assert first.keys() | second.keys() | {"alone", "round"} == ABOUT.keys()


@pytest.mark.parametrize(("count", "sign"), [(1, "alone"), (2, ""), (3, "round")])
def test_under_a_title_without_a_town_it_counts_how_many_there_are(count: int, sign: str) -> None:
    towns = [_linked(insee, ("text", 0)) for insee in ("29233", "15187", "26113")[:count]]
    for signs in features(towns, 100, [], []):
        assert {"alone", "round"} & signs.keys() == ({sign} if sign else set())


def test_a_title_that_names_another_commune_speaks_against() -> None:
    [signs] = features([_linked("29233", ("text", 0))], 100, ["75056"], [])
    assert signs["other_title"] == 1.0


def test_the_signs_are_weighed() -> None:
    assert is_about({"always": 1.0, "title": 1.0})
    assert not is_about({"always": 1.0, "other_title": 1.0, "late": 1.0})


def test_what_link_says_follows_from_the_signs() -> None:
    with (TEXTS / "tuned.jsonl").open(encoding="utf-8") as lines:
        for line in list(lines)[:200]:
            gold = json.loads(line)
            text = LinkText(gold["title"], gold.get("text", ""), gold.get("url") or "")
            signs = {item.commune.insee: is_about(signs) for item, signs in LINKER.about_features(text)}
            assert signs == {item.commune.insee: item.about for item in LINKER.link(text)}, gold["id"]
