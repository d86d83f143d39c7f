"""What a value may be, and the words that refuse it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.config import rules

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
ALL = {
    "number": rules.number(0, 10),
    "above_zero": rules.above_zero(10),
    "whole": rules.whole(0, 10),
    "truth": rules.truth(),
    "one_of": rules.one_of("a", "b"),
    "matching": rules.matching("[a-z]+", "lower case"),
    "one_line": rules.one_line(),
    "web_address": rules.web_address(),
    "site": rules.site_or_nothing(),
    "hosts": rules.hosts(),
    "departments": rules.departments({"01", "2A", "29"}),
}


@pytest.mark.parametrize(
    ("rule", "value", "kept"),
    [
        ("number", 3, 3.0),
        ("number", 0, 0.0),
        ("above_zero", 0.1, 0.1),
        ("whole", 10, 10),
        ("truth", False, False),
        ("one_of", "b", "b"),
        ("one_line", " Le\u00a0Journal ", "Le\u00a0Journal"),
        ("web_address", "https://été.example:8080/rss?a=1#x", "https://été.example:8080/rss?a=1#x"),
        ("web_address", "http://[::1]/rss", "http://[::1]/rss"),
        ("site", "https://a.example/pvd/", "https://a.example/pvd"),
        ("site", "", ""),
        ("hosts", ["127.0.0.1", "localhost", "::1", "FD00::1"], ("127.0.0.1", "localhost", "::1", "FD00::1")),
        ("hosts", [], ()),
        ("departments", ["29", "2A", "29"], ("29", "2A")),
        ("departments", [], ()),
    ],
)
def test_kept(rule: str, value: object, kept: object) -> None:
    assert ALL[rule](value) == kept
    assert type(ALL[rule](value)) is type(kept)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("number", True),
        ("number", "3"),
        ("number", float("nan")),
        ("number", -0.1),
        ("number", 10**400),
        ("above_zero", 0),
        ("above_zero", 10.1),
        ("whole", 3.0),
        ("whole", True),
        ("truth", "true"),
        ("truth", 1),
        ("one_of", "A"),
        ("one_of", []),
        ("matching", "abc\n"),
        ("one_line", "two\nlines"),
        ("one_line", " "),
        ("one_line", "\x1b[31m"),
        ("web_address", "https://…"),
        ("site", "https://a.example/?page=1"),
        ("site", "a.example"),
        ("web_address", "ftp://a.example/"),
        ("web_address", "https:///rss"),
        ("web_address", "a.example/rss"),
        ("web_address", "https://a.example:99999/"),
        ("web_address", "https://a.example:0/"),
        ("web_address", "https://a.example/r ss"),
        ("web_address", "https://a.exa\tmple/"),
        ("web_address", "https://[::1/"),
        ("hosts", "127.0.0.1"),
        ("hosts", ["127.0.0.1:8000"]),
        ("hosts", ["http://127.0.0.1"]),
        ("hosts", ["10.0.0.0/8"]),
        ("hosts", [""]),
        ("departments", "29"),
        ("departments", [29]),
    ],
)
def test_refused(rule: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"^must be .*, not ") as refused:
        ALL[rule](value)
    assert "\n" not in str(refused.value)


def test_a_department_of_another_spelling_is_guessed() -> None:
    with pytest.raises(ValueError, match="no department code") as refused:
        ALL["departments"](["1", "2a", "999", "29"])
    assert str(refused.value).endswith('"1" (did you mean "01"?), "2a" (did you mean "2A"?), "999"')


@given(JUNK)
def test_a_rule_keeps_or_refuses_in_one_line(value: object) -> None:
    for rule in ALL.values():
        try:
            kept = rule(value)
        except ValueError as refused:
            assert len(str(refused).splitlines()) == 1  # noqa: PT017
        else:
            assert kept is not None
