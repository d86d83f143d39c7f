"""French as pages need it: dates in words, typography, numbers, feed text made harmless."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from pvd_watch.times import PARIS, moment_of

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_BREAKS = re.compile(r"[\t\n\x0b-\r\x1c-\x1e\x85\u2028\u2029]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED = re.compile(f"([{_MARKS}]{{2}})[{_MARKS}]+")
"""More than two combining marks on one letter, which would cover the lines around it."""
_TITLE = 300
THEMES = {
    "habitat": "Habitat",
    "commerce": "Commerce et artisanat",
    "mobilites": "Mobilités",
    "services-sante": "Services publics et santé",
    "patrimoine-espace": "Patrimoine et espace public",
    "ecologie": "Transition écologique",
    "numerique": "Numérique",
    "culture-sport-jeunesse": "Culture, sport et jeunesse",
    "tourisme": "Tourisme",
    "citoyennete": "Citoyenneté",
    "ingenierie": "Ingénierie du programme",
    "autre": "Autre sujet",
}
"""The programme's themes by code, as pages write them."""
KINDS = {
    "crime": "Fait divers",
    "accident": "Accident",
    "results": "Résultats sportifs",
    "obituary": "Avis de décès",
    "advert": "Publireportage ou annonce",
    "weather": "Météo",
}
"""Sorts of articles that rank low, by code, as pages write them."""
NARROW = "\u202f"


@dataclass(frozen=True, slots=True)
class Places:
    """Names of departments and regions by code; ``points``: where communes are, longitude and latitude in degrees by
    INSEE code."""

    departments: Mapping[str, str]
    regions: Mapping[str, str]
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def department(self, code: str) -> str:
        """The name of a department as pages write it, the code itself where it is unknown."""
        return self.departments.get(code, code).replace("'", "’")

    def region(self, code: str) -> str:
        """The name of a region as pages write it, the code itself where it is unknown."""
        return self.regions.get(code, code).replace("'", "’")


def day_in_words(day: str) -> str:
    """``2026-11-01`` as « dimanche 1er novembre 2026 »."""
    moment = date.fromisoformat(day)
    return f"{DAYS[moment.weekday()]} {_number(moment)}\u00a0{MONTHS[moment.month - 1]} {moment.year}"


def month_in_words(day: str) -> str:
    """The month of a day, or of ``2026-10``: « octobre 2026 »."""
    return f"{MONTHS[int(day[5:7]) - 1]} {day[:4]}"


def name(words: str) -> str:
    """The name of a commune as pages write it."""
    return words.replace("'", "’")


def moment_in_words(published_at: str, precision: str, day: str) -> str:
    """When an article appeared, short: the hour for the digest's own day, the date for another, « sans date ».

    :param day: the local day of the digest.
    """
    if not published_at:
        return "sans date"
    try:
        moment = moment_of(published_at).astimezone(PARIS)
    except (ValueError, OverflowError):  # a date by hand, or on the last night of the calendar
        return "sans date"
    hour = "" if precision == "day" else f"{moment.hour}{NARROW}h{NARROW}{moment.minute:02d}"
    if moment.date().isoformat() == day:
        return hour or "aujourd’hui"
    year = f" {moment.year}" if moment.year != int(day[:4]) else ""
    words = f"{_number(moment.date())}\u00a0{MONTHS[moment.month - 1]}{year}"
    return f"{words}, {hour}" if hour else words


def _number(moment: date) -> str:
    return "1er" if moment.day == 1 else str(moment.day)


def number(value: int) -> str:
    """A number as it is set: « 1 234 »."""
    return f"{value:,}".replace(",", NARROW)


def count(value: int, one: str, many: str) -> str:
    """A number with its noun: « 1 article », « 1 234 articles »; zero is singular in French."""
    return f"{number(value)}\u00a0{one if value < 2 else many}"


def harmless(text: str) -> str:
    """Feed text on one line, without control, direction and surrogate characters, nor marks piled up on a letter."""
    cleaned = text if text.isprintable() else _UNSAFE.sub("", _BREAKS.sub(" ", text))
    return cleaned if _PILED.search(cleaned) is None else _PILED.sub(r"\1", cleaned)


_SPACED = re.compile(r" (?=[:;!?»%€])|(?<=«) ")


def spaced(text: str) -> str:
    """Feed text made harmless, with the spaces that must not break where French signs want them."""
    return _SPACED.sub("\u00a0", harmless(text))


def shown_title(title: str) -> str:
    """A title as shown: harmless, cut when endless, « (sans titre) » when there is none."""
    return excerpt(spaced(title).strip(), _TITLE) or "(sans titre)"


def excerpt(text: str, limit: int) -> str:
    """The beginning of a text, at most ``limit`` characters, cut at a word, the ellipsis counted."""
    if len(text) <= limit:
        return text
    words = text[: max(limit, 0)].rpartition(" ")[0]
    cut = words if len(words) > limit // 2 else text[: max(limit - 1, 0)]
    return (cut.rstrip(" \u00a0\u202f,;:.…«(") + "…")[: max(limit, 0)]


_PLAIN_ADDRESS = re.compile(r"https?://[\w.~:?#@!$&'()*+,;=%-][\w.~:/?#@!$&'()*+,;=%-]*", re.A)
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"\\^`{|}]")


def web_address(url: str) -> str:
    """The address where it may be linked to: HTTP and HTTPS only, else empty (``javascript:``, ``data:``).

    Line breaks are left out, as browsers do; what no address may hold is percent-encoded, so that it cannot end the
    place where it is set, whatever the form.
    """
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    cleaned = harmless(re.sub(r"[\t\r\n]+", "", url)).strip()
    if re.match(r"https?://[^\s/]", cleaned, re.I) is None:
        return ""
    return _NOT_IN_ADDRESSES.sub(lambda found: quote(found.group()), cleaned)


_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()<>#+!|~&$"})
_NUMBERED = re.compile(r"^(\d{1,9})\.")


def markdown(words: str) -> str:
    """Words for Markdown: whatever would be markup is escaped, a list's sign at the start too; line breaks become
    spaces."""
    line = words if words.isprintable() else _BREAKS.sub(" ", words)
    line = (re.sub(" +", " ", line) if "  " in line else line).strip()
    escaped = line.translate(_MARKDOWN)
    if line[:1] in ("-", "="):
        return f"\\{escaped}"
    return _NUMBERED.sub(r"\1\\.", escaped) if line[:1].isdigit() else escaped


def markdown_link(words: str, url: str) -> str:
    """Words as a Markdown link to an address of :func:`web_address`, or alone where there is none."""
    target = re.sub(r"&(?=#?\w+;)", "&amp;", url)
    return f"[{markdown(words)}](<{target}>)" if url else markdown(words)
