"""What linking may cost: when the language model is asked, and time that grows with the text alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from pvd_watch.linking.linker import Doubt, Linker
from pvd_watch.model import Linked, LinkText

from .linker import LINKER

DOUBTFUL = LinkText("Après la mer, à Mer", "")


def _doubting(doubt: Doubt) -> Linker:
    """The linker with something to ask in doubt; names and automaton are shared."""
    twin = LINKER.without_model()
    twin.doubt = doubt
    return twin


def test_without_the_model_no_doubt_is_asked_and_all_else_is_shared() -> None:
    asked: list[str] = []

    def doubt(sentence: str, start: int, end: int) -> str:
        asked.append(sentence[start:end])
        return "person"

    with_model = _doubting(doubt)
    bare = with_model.without_model()
    bare.link(DOUBTFUL)
    assert (asked, bare.doubt, bare.model_words) == ([], None, 0)
    assert bare.link(DOUBTFUL) == LINKER.link(DOUBTFUL)
    assert with_model.doubt is doubt
    assert with_model.link(DOUBTFUL) == []
    assert asked == ["Mer"]


@pytest.mark.parametrize(
    ("title", "text", "sentence"),
    [
        ("Après la mer, à Mer", "", "Après la mer, à Mer"),
        ("", "Il pleut. Après la mer, à Mer. Il vente.", " Après la mer, à Mer."),
        ("Un titre", "Un chapeau\nAprès la mer, à Mer !", "Après la mer, à Mer !"),
    ],
)
def test_the_model_is_given_one_sentence_and_the_place_of_the_name(title: str, text: str, sentence: str) -> None:
    asked: list[tuple[str, str]] = []

    def doubt(words: str, start: int, end: int) -> str:
        asked.append((words.strip(), words[start:end]))
        return ""

    _doubting(doubt).link(LinkText(title, text))
    assert asked == [(sentence.strip(), "Mer")]


def test_words_are_counted_those_of_the_model_apart() -> None:
    linker = _doubting(lambda sentence, start, end: "")
    linker.words = 0
    linker.link(LinkText("La halle de Quimperlé rouvre", ""))
    assert (linker.words, linker.model_words) == (6, 0)
    linker.link(DOUBTFUL)
    assert linker.model_words == 5


def _filled(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _after_a_town(unit: str) -> Callable[[int], str]:
    return lambda size: "Quimperlé " + _filled(unit)(size)


CROWDED = {
    "one name": _filled("Quimperlé "),
    "one everyday name": _filled("Rue "),
    "one homonym": _filled("à Breteuil, "),
    "all capitals": _filled("LE CONSEIL DE RUE ET DE SAINT-FLOUR A VOTÉ "),
    "brackets after names": _filled("Quimperlé ("),
    "names in open quotes": _filled("« Mer "),
    "soft hyphens": _filled("Quim\u00adper\u00adlé "),
    "broken lines": _filled("Quimperlé-\n   "),
    "combining marks": _filled("Quimperle\u0301\u0301 "),
    "Saint": _filled("Quimperlé Saint-"),
    "postcodes": _filled("29300 Quimperlé "),
}
"""A town at every step."""
LONELY = {
    "brackets": _after_a_town("("),
    "quotes": _after_a_town('"'),
    "open quotes": _after_a_town("« "),
    "entities": _after_a_town("&"),
    "entities of nothing": _after_a_town("&#38;#38"),
    "spaces": _after_a_town(" "),
    "line breaks": _after_a_town("-\n"),
    "joiners": _after_a_town("\u00ad\u200b"),
    "one endless word": _after_a_town("a"),
    "capitals": _after_a_town("TRAVAUX "),
    "digits": _after_a_town("29233"),
    "beginnings of a name": _after_a_town("Saint-"),
}
"""One town, then much of one kind."""


def _seconds(text: LinkText) -> float:
    """The least of two measures of the processor's time: what others run beside us only adds to it."""
    measures = []
    for _ in range(2):
        before = time.process_time()
        LINKER.explain(text)
        measures.append(time.process_time() - before)
    return min(measures)


@pytest.mark.parametrize("kind", CROWDED)
def test_twice_the_names_take_about_twice_the_time(kind: str) -> None:
    once, twice = (_seconds(LinkText("", CROWDED[kind](size))) for size in (8_000, 16_000))
    assert twice < 3 * once + 0.05


@pytest.mark.parametrize("kind", LONELY)
def test_twice_the_text_takes_about_twice_the_time(kind: str) -> None:
    once, twice = (_seconds(LinkText("", LONELY[kind](size))) for size in (100_000, 200_000))
    assert twice < 3 * once + 0.05


@pytest.mark.parametrize("kind", LONELY)
def test_the_town_is_found_whatever_follows_it(kind: str) -> None:
    assert "29233" in {item.commune.insee for item in LINKER.explain(LinkText("", LONELY[kind](100_000)))}


def _words() -> Iterator[str]:
    letters = "bcdfghjklm"
    for number in range(200_000):
        yield "".join(letters[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(number)).capitalize()


def test_two_hundred_thousand_unknown_names_cost_little() -> None:
    text = "À Quimperlé, " + ", ".join(_words())
    before = time.process_time()
    linked = LINKER.link(LinkText("", text))
    assert "29233" in {item.commune.insee for item in linked}
    assert len(text) > 1_000_000
    assert time.process_time() - before < 20


def _linked_places(items: list[Linked]) -> int:
    return sum(len(item.mentions) for item in items)


def test_a_name_said_thousands_of_times_gives_every_place() -> None:
    count = 4_000
    assert _linked_places(LINKER.link(LinkText("", "à Quimperlé, " * count))) == count
