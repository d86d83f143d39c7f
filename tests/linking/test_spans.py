"""What stands between the names of a text: departments behind them, lists, hyphens that tie two."""

from __future__ import annotations

import pytest

from pvd_watch.linking.candidates import Span
from pvd_watch.linking.context import around
from pvd_watch.linking.spans import attached_department, listed, part_of_longer
from pvd_watch.text import fold

from .linker import CANDIDATES, clues, codes


def _read(text: str, name: str) -> tuple[list[Span], int, str]:
    folded = fold(text)
    spans = CANDIDATES.find(folded.data)
    start = folded.data.index(name.encode())
    [place] = [place for place, span in enumerate(spans) if span.start == start]
    return spans, place, folded.context


@pytest.mark.parametrize(
    ("behind", "code"),
    [
        (" (Oise)", "60"),
        (" (60)", "60"),
        (" ( 60 )", "60"),
        (" (60120)", "60"),
        (" (60, Oise)", "60"),
        (", Oise, manifeste", "60"),
        (", dans l'Oise", "60"),
        (" dans l'Oise", "60"),
        (", en Mayenne", "53"),
        (" (2A)", "2A"),
        (" (2b)", "2B"),
        (" (971)", "971"),
        (", dans les Hauts-de-France", ""),
        (" (600 habitants)", ""),
        (" (6)", ""),
        (". L'Oise déborde", ""),
        (", dont la rivière est l'Oise", ""),
        ("", ""),
    ],
)
def test_the_department_right_behind_a_name(behind: str, code: str) -> None:
    assert attached_department(*_read(f"La halle de Breteuil{behind}", "Breteuil")) == code


@pytest.mark.parametrize(
    "text",
    [
        "Quimperlé, Rosporden et Scaër",
        "entre Quimperlé et Rosporden",
        "à Rosporden, à Quimperlé",
        "Rosporden ou Quimperlé",
        "Rosporden/Quimperlé",
        "de Rosporden jusqu'à Quimperlé",
        "Rosporden ; Quimperlé",
        "Rosporden - Quimperlé",
    ],
)
def test_two_names_with_a_comma_or_and_between_them_are_a_list(text: str) -> None:
    assert listed(*_read(text, "Quimperle"))
    assert "list" in clues("29233", text)


@pytest.mark.parametrize(
    "text",
    [
        "Quimperlé dit non. Rosporden attend.",
        "Quimperlé attend le préfet, qui vient de Rosporden",
        "Quimperlé, dans le Finistère",
        "Quimperlé seule",
        "Quimperlé (Rosporden)",
    ],
)
def test_two_names_apart_are_no_list(text: str) -> None:
    assert not listed(*_read(text, "Quimperle"))
    assert "list" not in clues("29233", text)


@pytest.mark.parametrize(
    ("text", "name", "longer"),
    [
        ("Le quartier de Quimperlé-Haut", "Quimperle", True),
        ("Le quartier du Bas-Quimperlé", "Quimperle", True),
        ("La ligne Rosporden-Quimperlé", "Quimperle", False),
        ("La ligne Quimperlé-Rosporden", "Quimperle", False),
        ("La ligne Quimperlé - Rosporden", "Quimperle", False),
        ("La halle de Quimperlé", "Quimperle", False),
    ],
)
def test_a_hyphen_makes_a_longer_name_unless_it_ties_two_communes(text: str, name: str, longer: bool) -> None:
    spans, place, context = _read(text, name)
    span = spans[place]
    words = around(context, text, span, (span.start, span.end), 0)
    assert part_of_longer(words, spans, place) is longer
    assert ("longer_name" in clues("29233", text)) is longer


@pytest.mark.parametrize(
    "text",
    [
        "Le Blanc-Mesnil vote son budget",
        "Un incendie à Nogent-sur-Marne",
        "Le pardon de Sainte-Anne-d'Auray",
        "La plage de Boulogne-sur-Mer",
        "Le Palais-Bourbon en ébullition",
        "Die-Haut s'éveille",
        "Le maire de La Trinité-sur-Mer",
    ],
)
def test_a_longer_name_around_it_is_never_the_town(text: str) -> None:
    assert codes(text) == []
