"""What a value of the configuration must be.

A rule takes a value as TOML gave it and returns it as the program keeps it, or raises ``ValueError`` with the words
that follow the key in a sentence: ``must be a number from 0 to 10, not "much"``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from datetime import date
from ipaddress import ip_address
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from pvd_watch.toml import nearest, shown

Rule = Callable[[object], Any]


class Key(NamedTuple):
    """What a key of a settings table may be, and its meaning in one line."""

    rule: Rule
    says: str


T = TypeVar("T")

_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
ADDRESS = rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*"
"""An e-mail address of ASCII signs: a dot-atom at a host (RFC 5322, 3.4.1)."""
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?")
"""A name or an IPv4 address; international names stand as they are written."""


def number(low: float, high: float) -> Rule:
    """A number in ``[low, high]``, kept as a float."""
    return _rule(f"a number from {low:g} to {high:g}", lambda value: _within(_real(value), low, high))


def above_zero(high: float) -> Rule:
    """A number in ``(0, high]``, kept as a float."""
    return _rule(f"a number above 0, at most {high:g}", lambda value: _within(_real(value), 0, high) or None)


def whole(low: int, high: int) -> Rule:
    """A whole number in ``[low, high]``."""
    return _rule(
        f"a whole number from {low} to {high}",
        lambda value: value if _is_int(value) and _within(_real(value), low, high) is not None else None,
    )


def truth() -> Rule:
    """true or false."""
    return _rule("true or false, without quotes", lambda value: value if isinstance(value, bool) else None)


def one_of(*words: str) -> Rule:
    """One of some words."""
    listed = ", ".join(f'"{word}"' for word in words)
    return _rule(f"one of {listed}", lambda value: value if isinstance(value, str) and value in words else None)


def matching(pattern: str, wanted: str) -> Rule:
    """Text that matches the whole of a regular expression; ``wanted`` says so in words."""
    form = re.compile(pattern)
    return _rule(wanted, lambda value: value if isinstance(value, str) and form.fullmatch(value) else None)


def one_line() -> Rule:
    """Text on one line, with something in it; spaces around it are taken off."""
    return _rule("text on one line, not empty", _line)


def one_line_or_nothing() -> Rule:
    """Text on one line, which may be empty; spaces around it are taken off."""
    return _rule("text on one line", lambda value: "" if value == "" else _line(value))


def web_address() -> Rule:
    """An absolute ``http`` or ``https`` URL with a host."""
    return _rule(
        "an http:// or https:// address with a host",
        lambda value: value if isinstance(value, str) and _is_web_address(value) else None,
    )


def web_address_or_nothing() -> Rule:
    """An absolute ``http`` or ``https`` URL with a host, or empty text."""
    return _rule(
        'an http:// or https:// address with a host, or ""',
        lambda value: value if isinstance(value, str) and (not value or _is_web_address(value)) else None,
    )


def site_or_nothing() -> Rule:
    """The address of a site, to which paths are added, or empty text; a slash at its end is taken off."""

    def take(value: object) -> str | None:
        if not isinstance(value, str) or (value and (not _is_web_address(value) or set(value) & set("?#"))):
            return None
        return value.rstrip("/")

    return _rule('the address of a site, such as "https://veille.example.org", or ""', take)


def day_or_nothing() -> Rule:
    """A day of the calendar as ``YYYY-MM-DD``, or empty text."""

    def take(value: object) -> str | None:
        if not isinstance(value, str):
            return None
        try:
            return value if not value or date.fromisoformat(value).isoformat() == value else None
        except ValueError:
            return None

    return _rule('a day such as "2026-11-26", or ""', take)


def selectors(known: Iterable[str], plain: Container[str]) -> Rule:
    """A table of CSS selectors by the ``known`` names; those among ``plain`` are text of another sort. Kept as a dict.

    All its faults come in one ``ValueError``.
    """
    names = tuple(known)

    def take(value: object) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValueError(f'must be a table such as {{item = "article", link = "a"}}, not {shown(value)}')
        faults = [f"has no key {shown(key)}{nearest(key, names)}" for key in value if key not in names]
        faults += [
            f"{key} {fault}"
            for key in names
            if key in value and (fault := _selector_fault(value[key], css=key not in plain))
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return {key: text.strip() for key, text in value.items()}

    return take


def hosts() -> Rule:
    """A list of host names or IP addresses, without scheme or port."""
    wanted = 'a list of host names or addresses without scheme or port, such as ["127.0.0.1"]'

    def take(value: object) -> tuple[str, ...] | None:
        names = _texts(value)
        return names if names is not None and all(_is_host(name) for name in names) else None

    return _rule(wanted, take)


def addresses() -> Rule:
    """A list of e-mail addresses, each once."""
    form = re.compile(ADDRESS)

    def take(value: object) -> tuple[str, ...] | None:
        found = _texts(value)
        fits = found is not None and all(form.fullmatch(text) and len(text) < 255 for text in found)
        return tuple(dict.fromkeys(found or ())) if fits else None

    return _rule('a list of e-mail addresses, such as ["a@example.fr"]', take)


def departments(known: Container[str]) -> Rule:
    """A list of codes of departments, each among the ``known`` ones."""

    def take(value: object) -> tuple[str, ...]:
        codes = _texts(value)
        if codes is None:
            raise ValueError(f'must be a list of department codes in quotes, such as ["29", "2A"], not {shown(value)}')
        unknown = [code for code in codes if code not in known]
        if unknown:
            told = ", ".join(shown(code) + _meant(code, known) for code in unknown)
            raise ValueError(f"holds what is no department code: {told}")
        return tuple(dict.fromkeys(codes))

    return take


def _rule(wanted: str, take: Callable[[object], T | None]) -> Callable[[object], T]:
    def rule(value: object) -> T:
        taken = take(value)
        if taken is None:
            raise ValueError(f"must be {wanted}, not {shown(value)}")
        return taken

    return rule


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _real(value: object) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _within(value: float | None, low: float, high: float) -> float | None:
    return float(value) if value is not None and low <= value <= high else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(value)


def _is_host(text: str) -> bool:
    if ":" not in text:
        return bool(_HOST.fullmatch(text))
    try:
        return ip_address(text).version == 6
    except ValueError:
        return False


def _line(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    # A name in a thousand is not printable throughout, and a thousand are read by every command.
    if not value.isprintable() and any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in value):
        return None
    return value.strip() or None


def _is_web_address(text: str) -> bool:
    # urlsplit drops line breaks and tabs without a word, so they are looked for first.
    if " " in text or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _is_host(parts.hostname or "") and port_fits


def _selector_fault(value: object, *, css: bool) -> str:
    if not isinstance(value, str) or not value.isprintable():
        return f"must be text on one line, not {shown(value)}"
    if not css or not value.strip():
        return ""
    from cssselect import SelectorError  # few homes have selectors of their own, and every command reads the records
    from cssselect import parse as parse_css

    try:
        parse_css(value)
    except SelectorError as error:
        return f"is no CSS selector: {shown(value)} ({error})"
    return ""


def _meant(code: str, known: Container[str]) -> str:
    likely = (code.strip().upper(), code.strip().zfill(2))
    return next((f' (did you mean "{guess}"?)' for guess in likely if guess in known), "")
