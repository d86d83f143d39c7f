"""French as pages need it, and feed text made harmless."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.config import shipped
from pvd_watch.relevance import OTHER, load_lexicon
from pvd_watch.typography import (
    THEMES,
    count,
    day_in_words,
    excerpt,
    harmless,
    markdown,
    moment_in_words,
    month_in_words,
    name,
    number,
    shown_title,
    spaced,
    web_address,
)


def test_themes_are_those_of_the_words_that_decide_them() -> None:
    known = {code: theme.name for code, theme in load_lexicon(shipped("config/themes.toml")).themes.items()}
    assert known | {OTHER: "Autre sujet"} == THEMES


def test_days_in_words() -> None:
    assert day_in_words("2026-11-01") == "dimanche 1er\u00a0novembre 2026"
    assert day_in_words("2024-02-29") == "jeudi 29\u00a0février 2024"


def test_a_month_a_number_and_a_name_in_words() -> None:
    assert month_in_words("2026-08-09") == month_in_words("2026-08") == "août 2026"
    assert (number(7), number(12345)) == ("7", "12\u202f345")
    assert name("L'Isle-Jourdain") == "L’Isle-Jourdain"


@pytest.mark.parametrize(
    ("at", "precision", "words"),
    [
        ("2026-11-01T05:05:00Z", "minute", "6\u202fh\u202f05"),
        ("2026-11-01T11:00:00Z", "day", "aujourd’hui"),
        ("2026-10-25T00:30:00Z", "minute", "25\u00a0octobre, 2\u202fh\u202f30"),
        ("2026-10-25T01:30:00Z", "minute", "25\u00a0octobre, 2\u202fh\u202f30"),
        ("2026-03-29T01:00:00Z", "minute", "29\u00a0mars, 3\u202fh\u202f00"),
        ("2025-12-31T23:30:00Z", "minute", "1er\u00a0janvier, 0\u202fh\u202f30"),
        ("2025-12-31T11:00:00Z", "day", "31\u00a0décembre 2025"),
        ("", "", "sans date"),
    ],
)
def test_moments_are_those_of_paris(at: str, precision: str, words: str) -> None:
    assert moment_in_words(at, precision, "2026-11-01") == words


def test_numbers_have_their_noun() -> None:
    assert [count(number, "article", "articles") for number in (0, 1, 2, 1234567)] == [
        "0\u00a0article",
        "1\u00a0article",
        "2\u00a0articles",
        "1\u202f234\u202f567\u00a0articles",
    ]


def test_an_excerpt_ends_with_a_word() -> None:
    assert excerpt("La halle rouvre, enfin", 22) == "La halle rouvre, enfin"
    assert excerpt("La halle rouvre, enfin", 21) == "La halle rouvre…"
    assert excerpt("La halle rouvre", 9) == "La halle…"
    assert excerpt("mot " * 60, 200).endswith("mot…")
    assert excerpt("x" * 30, 10) == "xxxxxxxxx…"
    assert excerpt("Le maire dit «\u00a0oui\u00a0»", 17) == "Le maire dit…"


@given(text=st.text(), limit=st.integers(0, 250))
def test_an_excerpt_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    found = excerpt(text, limit)
    assert len(found) <= limit
    assert found == text if len(text) <= limit else text.startswith(found[:-1])


@given(text=st.text())
def test_harmless_text_stays_on_its_line_and_in_its_direction(text: str) -> None:
    found = harmless(text)
    assert len(found.splitlines()) <= 1
    assert re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", found) is None
    assert harmless(found) == found
    found.encode()


def test_a_title_is_shown_in_any_case() -> None:
    assert shown_title(" \u202e\n") == "(sans titre)"
    assert shown_title("Une\nville\u2028demain") == "Une ville demain"
    assert len(shown_title("a" * 2000)) == 300


def test_signs_keep_their_space() -> None:
    assert spaced("Étain : « oui » ?") == "Étain\u00a0: «\u00a0oui\u00a0»\u00a0?"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (" https://x.example/a?b=1&c=%20é#d ", "https://x.example/a?b=1&c=%20é#d"),
        ("HTTP://X.example", "HTTP://X.example"),
        ('https://x.example/a b"<>\\', "https://x.example/a%20b%22%3C%3E%5C"),
        ("https://x.example/a\n\nb", "https://x.example/ab"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)//https://x.example", ""),
        ("data:text/html,x", ""),
        ("//x.example", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_addresses_that_may_be_linked_to(url: str, address: str) -> None:
    assert web_address(url) == address


def test_markdown_keeps_words_as_they_are() -> None:
    assert markdown("a*b*\n[c](d) &lt;") == r"a\*b\* \[c\]\(d\) \&lt;"
    assert [markdown(words) for words in ("12. mai", "- oui", "1,5 km")] == [r"12\. mai", r"\- oui", "1,5 km"]
    assert markdown("«\u00a0oui\u00a0»\u202f!") == "«\u00a0oui\u00a0»\u202f\\!"
