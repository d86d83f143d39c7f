"""The linker as a whole: offsets, order of texts, explanations, everyday words, any characters, linear time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.linking.linker import Doubt, Linker
from pvd_watch.linking.spellings import without_article
from pvd_watch.linking.weights import THRESHOLD
from pvd_watch.model import Linked, LinkText, NameRule, Verdict
from pvd_watch.text import fold, fold_name

from .linker import FACTS, LINKER, clues, codes, told, tuned

TUNED = dict(tuned())
TOWNS = [
    "Quimperlé", "Saint-Flour", "la Hague", "L'Isle-sur-le-Doubs", "à Die", "au Teil", "ÉTAIN", "St\u00a0Flour",
    "Breteuil (27)", "Quim\u00adper\u00adlé", "Quimper-\nlé", "Jœuf", "Rue", "Mer", "Ville",
]  # fmt: skip
ODD = [
    "\n\n", "(29)", "😀", "\u00ad", "\u200b", "\u0301", "\x00", "\ud800", "\u202e", "&eacute;", "&#45;", "«", "»", '"',
    "(", ")", "-", "\u2011", "’", "\r\n", "\x85", "ß", "ﬁ", "İ", "\U0010ffff",
]  # fmt: skip
PIECES = st.one_of(st.sampled_from(TOWNS + ODD), st.text(st.characters(), max_size=8))
FIELDS = st.lists(PIECES, max_size=16).map("".join) | st.lists(PIECES, max_size=16).map(" ".join)


# --- what once went wrong -----------------------------------------------------------------------------------------


def _scored(items: list[Linked]) -> dict[str, tuple[float, bool]]:
    return {item.commune.insee: (round(item.score, 6), item.about) for item in items if item.score >= THRESHOLD}


def test_link_leaves_out_no_clue_that_changes_a_decision() -> None:
    for name, text in TUNED.items():
        assert _scored(LINKER.link(text)) == _scored(LINKER.explain(text)), name
    assert codes("Le stade Quimperlé ferme", "On va à Quimperlé.", departments=("29",)) == ["29233"]


def test_a_word_without_its_accent_is_no_town() -> None:
    assert codes("Ville en fête", departments=("67",)) == []
    assert codes("Ville de Strasbourg : le budget", departments=("67",)) == []


def test_a_name_never_runs_from_the_title_into_the_text() -> None:
    assert codes("Quim\u00ad", "perlé est là") == []


@pytest.mark.parametrize("name", ["Le Teil", "Teil", "au Teil"[3:]])
@pytest.mark.parametrize("title", ["Le maire du Teil (07)", "Le Teil : la halle rouvre"])
def test_a_rule_holds_with_the_article_and_without(name: str, title: str) -> None:
    assert codes(title, departments=("07",)) == ["07319"]
    assert codes(title, departments=("07",), rules=(NameRule(name, "07319"),)) == []


def test_a_refused_place_beside_a_linked_one_is_explained() -> None:
    mer = told("41136", "Francis Mer revient à Mer, dans le Loir-et-Cher")
    assert [mention.start for mention in (*mer.refused, *mer.mentions)] == [8, 22]
    assert "given_name" in {clue.code for clue in mer.refused[0].evidence}


def test_an_ellipsis_ends_a_sentence_and_a_capital_after_it_says_nothing() -> None:
    assert "sentence_start" in clues("80688", "Un bruit… Rue barrée")


def test_a_capital_at_the_start_of_a_sentence_makes_no_longer_name() -> None:
    assert "neighbours" in clues("29233", "De Rosporden à Quimperlé")


def test_an_added_town_is_not_shown_inside_a_word() -> None:
    [item] = LINKER.link(LinkText("Diesel : rien", "", verdicts=(Verdict("26113", "add"),)))
    assert item.mentions[0].surface == ""


def test_a_list_may_go_on_with_then() -> None:
    assert "list" in clues("29233", "Rosporden, puis Quimperlé")


def test_the_model_is_asked_a_few_times_about_one_name() -> None:
    asked: list[int] = []

    def doubt(sentence: str, start: int, end: int) -> str:
        asked.append(len(sentence))
        return ""

    Linker(LINKER.gazetteer, FACTS, doubt).link(LinkText("", "Après la mer, à Mer, " * 2_000))
    assert len(asked) <= 2
    assert max(asked, default=0) < 700


# --- offsets -----------------------------------------------------------------------------------------------------


@given(FIELDS, FIELDS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_offset_gives_back_its_surface(title: str, text: str) -> None:
    asked = LinkText(title, text)
    for item in (*LINKER.link(asked), *LINKER.explain(asked)):
        assert 0 <= item.score <= 1
        assert item.mentions
        for mention in item.mentions:
            field = title if mention.field == "title" else text
            assert field[mention.start : mention.end] == mention.surface != ""


@given(FIELDS, st.lists(PIECES, max_size=3).map(tuple), st.lists(PIECES, max_size=3).map(tuple), PIECES)
@settings(max_examples=100, deadline=None)
def test_anything_beside_the_text_is_read(
    text: str, categories: tuple[str, ...], departments: tuple[str, ...], url: str
) -> None:
    rules, verdicts = (NameRule(url, url),), (Verdict(url, "reject"),)
    asked = LinkText("À Quimperlé", text, url, departments, categories, verdicts, rules)
    assert all(item.commune.pvd for item in LINKER.explain(asked))


@given(FIELDS)
def test_folding_never_changes_an_offset(text: str) -> None:
    folded = fold(text)
    for place in range(len(folded.data)):
        start, end = folded.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        if folded.origin is None:
            assert (start, end, folded.place(start)) == (place, place + 1, place)
        else:
            assert folded.place(start) <= place
            assert folded.origin[folded.place(start)] == start
    assert folded.place(0) == 0
    assert folded.place(len(text)) == len(folded.data)


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\ud800", "😀" * 50, "Die", "(", "-", "'"])
def test_the_smallest_texts_are_read(text: str) -> None:
    assert LINKER.link(LinkText(text, text)) == []
    assert all(item.score < THRESHOLD for item in LINKER.explain(LinkText(text, text)))


# --- what must not matter ----------------------------------------------------------------------------------------


def _answers(text: LinkText) -> list[tuple[str, float, bool, int]]:
    return [(item.commune.insee, item.score, item.about, len(item.mentions)) for item in LINKER.link(text)]


def test_no_text_depends_on_those_linked_before_it() -> None:
    """What is remembered between texts (spellings, evidence, accents) never changes an answer."""
    texts = list(TUNED.values())[::3]
    first = [_answers(text) for text in texts]
    again = {id(text): _answers(text) for text in random.Random(7).sample(texts, len(texts))}
    assert [again[id(text)] for text in texts] == first


def test_a_fresh_linker_answers_as_one_that_has_read_much() -> None:
    fresh = Linker(LINKER.gazetteer, FACTS)
    for text in list(TUNED.values())[:60]:
        assert fresh.link(text) == LINKER.link(text)
        assert fresh.explain(text) == LINKER.explain(text)


PARAGRAPHS = [
    "La météo sera clémente. Les cours du blé remontent, la rue reste calme et la mer est belle.",
    "« On verra bien », dit la présidente. (Lire aussi page 4.)",
    "LE POINT SUR LES TRAVAUX : TROIS MOIS DE CHANTIER",
    "Le 12 mars, 340 personnes ont signé ; 28 % étaient contre.",
    "Les élèves ont planté des arbres. Rien ne presse…",
]


@pytest.fixture(scope="module")
def sure_links() -> list[tuple[LinkText, set[str]]]:
    """Texts with the communes they are surely linked to."""
    texts = [text for text in TUNED.values() if len(text.text) > 120][::4]
    return [(text, {item.commune.insee for item in LINKER.link(text) if item.score >= 0.9}) for text in texts]


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_an_unrelated_paragraph_changes_no_sure_link(
    sure_links: list[tuple[LinkText, set[str]]], paragraph: str
) -> None:
    assert sum(len(sure) for _, sure in sure_links) > 100
    for text, sure in sure_links:
        longer = LinkText(text.title, f"{text.text}\n\n{paragraph}", text.url, text.departments, text.categories)
        after = {item.commune.insee: item.score for item in LINKER.link(longer)}
        assert sure <= {insee for insee, score in after.items() if score >= 0.9}, text.title


@pytest.mark.parametrize(
    "paragraph",
    [
        "À Quimperlé (Finistère), la halle rouvre aussi.",
        "Le ministre a parlé à Bruxelles, en Belgique.",
        "Une étude menée en Martinique dit la même chose.",
    ],
)
def test_a_paragraph_on_a_far_place_unlinks_no_sure_link(
    sure_links: list[tuple[LinkText, set[str]]], paragraph: str
) -> None:
    for text, sure in sure_links:
        longer = LinkText(text.title, f"{text.text}\n\n{paragraph}", text.url, text.departments, text.categories)
        assert sure <= {item.commune.insee for item in LINKER.link(longer)}, text.title


@given(st.lists(st.sampled_from(PARAGRAPHS), max_size=4), st.lists(st.sampled_from(PARAGRAPHS), max_size=4))
@settings(max_examples=40, deadline=None)
def test_paragraphs_around_it_move_a_sure_link_and_change_nothing(before: list[str], after: list[str]) -> None:
    sentence = "Le maire de Quimperlé a coupé le ruban, à Saint-Flour (Cantal) aussi."
    text = "\n\n".join((*before, sentence, *after))
    linked = LINKER.link(LinkText("La halle rouvre", text))
    assert {item.commune.insee for item in linked if item.score >= 0.9} == {"29233", "15187"} == {
        item.commune.insee for item in linked
    }  # fmt: skip
    assert {text[mention.start : mention.end] for item in linked for mention in item.mentions} == {
        "Quimperlé", "Saint-Flour",
    }  # fmt: skip


# --- link and explain --------------------------------------------------------------------------------------------


def test_what_is_linked_is_explained_in_the_same_places() -> None:
    for name, text in TUNED.items():
        explained = {item.commune.insee for item in LINKER.explain(text)}
        assert {item.commune.insee for item in LINKER.link(text)} <= explained, name


@pytest.mark.parametrize(
    ("title", "departments"),
    [
        ("La halle de Quimperlé rouvre", ()),
        ("Breteuil : une crèche", ("27",)),
        ("Francis Mer est mort", ()),
        ("Rue barrée au centre de Rue (Somme)", ("80",)),
        ("Un feu rue Mirabeau, à Mirabeau (Vaucluse)", ()),
        ("De Saint-Flour à Massiac, à Murat et à Ydes", ("15",)),
    ],
)
def test_link_and_explain_agree(title: str, departments: tuple[str, ...]) -> None:
    text = LinkText(title, "", departments=departments)
    linked = [(item.commune.insee, item.score, item.about) for item in LINKER.link(text)]
    assert linked == [
        (item.commune.insee, item.score, item.about) for item in LINKER.explain(text) if item.score >= THRESHOLD
    ]


def test_best_comes_first_and_no_commune_twice() -> None:
    for name, text in list(TUNED.items())[::5]:
        for items in (LINKER.link(text), LINKER.explain(text)):
            scores, insee = [item.score for item in items], [item.commune.insee for item in items]
            assert scores == sorted(scores, reverse=True), name
            assert len(insee) == len(set(insee)), name


def test_explain_tells_every_rival_and_no_commune_among_them() -> None:
    rivals = told("27112", "Un marché à Breteuil").rivals
    names = [rival.commune.insee if rival.commune else None for rival in rivals]
    assert names.count(None) == 1
    assert "60104" in names
    assert "27112" not in names
    chances = [rival.probability for rival in rivals]
    assert chances == sorted(chances, reverse=True)
    item = told("27112", "Un marché à Breteuil")
    assert sum(chances) + item.score == pytest.approx(1)


def test_no_commune_wins_where_nothing_speaks_for_the_town() -> None:
    first = told("41136", "Francis Mer est mort").rivals[0]
    assert first.commune is None
    assert first.probability > 0.9
    assert LINKER.link(LinkText("Un marché à Quimperlé", ""))[0].rivals == ()


def test_homonyms_that_nothing_parts_are_linked_to_none() -> None:
    assert codes("Breteuil : une crèche ouvre") == []
    assert told("27112", "Breteuil : une crèche ouvre").score < THRESHOLD


def test_only_towns_of_the_programme_are_linked_or_explained() -> None:
    for text in list(TUNED.values())[::5]:
        assert all(item.commune.pvd for item in LINKER.explain(text))


def test_a_mention_says_with_its_commune_what_the_piece_is_about() -> None:
    for name, text in list(TUNED.items())[::5]:
        for item in LINKER.link(text):
            assert {mention.about for mention in item.mentions} == {item.about}, name


@pytest.mark.parametrize(
    ("words", "concern"),
    [
        ("La halle de Quimperlé", True),
        ("Francis Mer est mort", True),
        ("On va au Teil", True),
        ("De Paris à Lyon", False),
        ("la mer et la rue", False),
        ("", False),
    ],
)
def test_words_that_hold_a_candidate_may_concern_a_town(words: str, concern: bool) -> None:
    assert LINKER.may_concern(words) is concern


def test_what_is_linked_may_always_concern_a_town() -> None:
    for name, text in list(TUNED.items())[::4]:
        assert not LINKER.link(text) or LINKER.may_concern(f"{text.title}\n\n{text.text}"), name


# --- everyday words ----------------------------------------------------------------------------------------------

NEUTRAL = [
    "{} reprend des couleurs cet automne",
    "Le mot {} plaît à beaucoup de gens",
    "On parle de {} depuis hier",
    "{}",
    "{}, un mot de tous les jours",
    "C'est ainsi : {} continue",
    "« {} », disait-on hier",
]


@pytest.fixture(scope="module")
def everyday_names() -> dict[str, set[str]]:
    """The names of towns that are everyday words, with and without their article, by the word."""
    names: dict[str, set[str]] = {word: set() for word in FACTS.everyday}
    for name in LINKER.gazetteer.names:
        for written in (name.name, without_article(name.name)):
            key = fold_name(written).lower()
            if LINKER.gazetteer.communes[name.insee].pvd and key in names:
                names[key] |= {name.name, written}
    return names


@pytest.mark.parametrize("word", sorted(FACTS.everyday))
def test_an_everyday_word_is_never_a_town_without_a_second_clue(word: str, everyday_names: dict[str, set[str]]) -> None:
    for name in sorted(everyday_names[word]) or [word.capitalize()]:
        for sentence in NEUTRAL:
            said = sentence.format(name)
            for title, text in ((said, ""), ("", said), ("Au jour le jour", f"Il pleut. {said}.")):
                assert LINKER.link(LinkText(title, text)) == [], said
            assert LINKER.link(LinkText(said.upper(), "")) == [], said.upper()


# --- the language model ------------------------------------------------------------------------------------------

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


# --- linear time -------------------------------------------------------------------------------------------------


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
