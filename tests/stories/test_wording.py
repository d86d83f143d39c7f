"""How an Article is read for comparison."""

from __future__ import annotations

import pytest

from pvd_watch.model import CommuneRef, ToGroup
from pvd_watch.stories.wording import bare_title, wording

COMBOURG = CommuneRef("35085", "Combourg", "35", "53")


def read(title: str, text: str = "") -> set[str]:
    return set(wording(ToGroup("k", title, text, "2026-03-03T08:00:00Z", communes=(COMBOURG,))).words)


@pytest.mark.parametrize(
    ("title", "outlet", "bare"),
    [
        ("VIDÉO. Un wallaby capturé", "Ouest-France", "Un wallaby capturé"),
        ("EN DIRECT. Info Ouest-France. Un wallaby capturé", "Ouest-France", "Un wallaby capturé"),
        ("Un wallaby capturé - Actu Eure", "actu.fr", "Un wallaby capturé"),
        ("Un wallaby capturé | Le Courrier de l'Eure", "Le Courrier de l'Eure", "Un wallaby capturé"),
        ("Dinan - Combourg : un nul", "Le Pays malouin", "Dinan - Combourg : un nul"),
        ("RN164 : deux blessés", "Le Poher", "RN164 : deux blessés"),
        ("", "Le Poher", ""),
    ],
)
def test_titles_lose_labels_and_the_name_of_their_outlet(title: str, outlet: str, bare: str) -> None:
    assert bare_title(title, outlet) == bare


def test_the_town_s_own_words_are_left_out() -> None:
    assert read("Combourg : les Combourgeois et le wallaby") == {"walla"}


def test_numbers_are_read_in_digits_and_words() -> None:
    found = wording(ToGroup("k", "Soixante pompiers", "1 200 m² et 1.310 mégawatts en 2026", "2026-03-03T08:00:00Z"))
    assert found.numbers == {"60", "1200", "1310"}


def test_ages_roads_and_scores_are_told_apart_from_other_numbers() -> None:
    text = "Deux hommes de 34 et 52 ans sur la RN 164, fermée depuis 12 ans. Score : 2-1."
    found = wording(ToGroup("k", "", text, "2026-03-03T08:00:00Z"))
    assert (found.ages, found.roads, found.scores) == ({"34", "52"}, {"164"}, {"1-2"})


def test_columns_and_agencies_are_known() -> None:
    assert wording(ToGroup("k", "Avis de décès", "", "2026-03-03T08:00:00Z")).column
    assert wording(ToGroup("k", "Deux morts", "TROYES (AFP) - Un homme", "2026-03-03T08:00:00Z")).agency
    assert not wording(ToGroup("k", "Deux morts", "Un homme", "2026-03-03T08:00:00Z")).agency


@pytest.mark.parametrize(
    "title", ["\x00\u202e", "=HYPERLINK(1)", "é" * 2000, "😀 😀", "...", " | ", "VIDÉO. ", "a - b - "]
)
def test_odd_titles_are_read_all_the_same(title: str) -> None:
    assert wording(ToGroup("k", title, title, "2026-03-03T08:00:00Z")).key == "k"
