"""Dates as French feeds write them, to UTC. What cannot be read stays empty: a date is never guessed.

A date without a zone is Europe/Paris; a date without an hour is noon in Paris, with the precision ``day``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_FIRST_YEAR = 1971  # 1970-01-01 and 0001-01-01 are how programs write "no date"


def _numbered(names: str, first: int) -> dict[str, int]:
    return {name: number for number, group in enumerate(names.split(", "), first) for name in group.split()}


_WEEKDAYS = _numbered(
    "lun lundi mon monday, mar mardi tue tues tuesday, mer mercredi wed weds wednesday, jeu jeudi thu thur thurs "
    "thursday, ven vendredi fri friday, sam samedi sat saturday, dim dimanche sun sunday",
    first=0,
)
_MONTHS = _numbered(
    "jan janv janvier january, fev fevr fevrier feb february, mar mars march, avr avril apr april, mai may, "
    "jui juin jun june, juil juillet jul july, aou aout aug august, sep sept septembre september, oct octobre october, "
    "nov novembre november, dec decembre december",
    first=1,
)
_ZONES = {"z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2,
          "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}  # fmt: skip

_WEEKDAY = re.compile(r"(?:le )?([a-z]+)\b[., ]*")
_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?:t|(?!\d))")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:er)?[ -]([a-z]+)[., -]+(\d{4}|\d\d)(?!\d)")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_ASCTIME = re.compile(r"([a-z]+) (\d{1,2}) (\d\d?:\d\d:\d\d(?: [a-z]+)?) (\d{4})$")
_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_TIME = re.compile(
    r"(?<![\d+:-])(\d{1,2}) ?(?:h|:(?=\d\d)|:(?=\d\b)) ?"
    r"(?:(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?)?(?!\d)(?: ?([ap])\.?m\b)?"
)
_TIME_SHORT = re.compile(r"^(\d\d)(\d\d)(\d\d)?(?!\d)()")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")
_WORD = re.compile(r"(?<!\w)\w")
_ZONE_NAME = re.compile(r"\(?\b([a-z]+)\)?$")


def stamp(moment: datetime) -> str:
    """A moment as it is stored: ``YYYY-MM-DDTHH:MM:SSZ``."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def moment_of(text: str) -> datetime | None:
    """The moment of a stored text; None when it is empty or none."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


@lru_cache(maxsize=5_000)  # each is read for its entry and again for the span of its feed
def read_date(raw: str) -> tuple[str, str]:
    """The date of a feed as UTC text and its precision (``minute`` or ``day``); two empty texts when unreadable."""
    text = _folded(raw[:100])
    for day, rest in _days(text):
        try:
            moment, precision = _moment(day, rest)
            if moment.year >= _FIRST_YEAR:
                return stamp(moment), precision
        except (ValueError, OverflowError):
            continue
    return "", ""


def find_date(raw: str) -> tuple[str, str]:
    """The first date that stands anywhere in a short text ("Publié le 18 juin 2026 à 15h31"), as in `read_date`.

    "Il y a 2 heures" and "18 juin" name no day of a calendar and stay unread.
    """
    text = raw[:300]
    for word in _WORD.finditer(text):
        found = read_date(text[word.start() :])
        if found[0]:
            return found
    return "", ""


def span(raws: Iterable[str]) -> tuple[str, str]:
    """The oldest and the newest of some dates as feeds write them, as UTC text; two empty texts when none is read."""
    dates = [date for date, _ in map(read_date, set(raws)) if date]
    return min(dates, default=""), max(dates, default="")


def _folded(raw: str) -> str:
    """Lower case without accents, and one plain space for each run of blanks."""
    if raw.isascii():
        return " ".join(raw.lower().split())
    marks = unicodedata.normalize("NFKD", raw)
    return " ".join("".join(char for char in marks if not unicodedata.combining(char)).lower().split())


def _days(text: str) -> Iterator[tuple[date, str]]:
    """Every reading of the day that ``text`` begins with, the likeliest first, with what follows it."""
    named = _WEEKDAY.match(text)
    weekday = _WEEKDAYS.get(named[1]) if named else None
    body = text[named.end() :] if named and (weekday is not None or named[1] == "le") else text
    if match := _ISO.match(body):
        yield from _valid(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]), body[match.end() :])
    if match := _DAY_MONTH.match(body):
        yield from _valid(_year(match[3]), _MONTHS.get(match[2], 0), int(match[1]), body[match.end() :])
    if match := _FIGURES.match(body):
        yield from _figures(_year(match[4]), int(match[1]), int(match[3]), weekday, body[match.end() :])
    if match := _ASCTIME.match(body):
        yield from _valid(_year(match[4]), _MONTHS.get(match[1], 0), int(match[2]), match[3])
    # "mar" is a weekday in French and a month in English.
    for start in {body: None, text: None}:
        if match := _MONTH_DAY.match(start):
            yield from _valid(_year(match[3]), _MONTHS.get(match[1], 0), int(match[2]), start[match.end() :])


def _figures(year: int, first: int, second: int, weekday: int | None, rest: str) -> list[tuple[date, str]]:
    """``18/06/2026`` is day first in France, unless only month first falls on the weekday that is named."""
    readings = _valid(year, second, first, rest) + _valid(year, first, second, rest)
    return sorted(readings, key=lambda reading: weekday is not None and reading[0].weekday() != weekday)


def _valid(year: int, month: int, day: int, rest: str) -> list[tuple[date, str]]:
    try:
        return [(date(year, month, day), rest)]
    except ValueError:
        return []


def _year(digits: str) -> int:
    """A year; of two digits those of RFC 2822, with 1970 as the turn."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _moment(day: date, rest: str) -> tuple[datetime, str]:
    """:raises ValueError: the hour is none."""
    match = _TIME_SHORT.match(rest) or _TIME.search(rest)
    if match is None:
        return datetime.combine(day, time(12), PARIS), "day"
    hour, minute, second = int(match[1]), int(match[2] or 0), min(int(match[3] or 0), 59)
    if match[4]:
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    if (hour, minute, second) == (24, 0, 0):
        day, hour = day + timedelta(days=1), 0
    return datetime.combine(day, time(hour, minute, second), _zone(rest[match.end() :].strip())), "minute"


def _zone(text: str) -> tzinfo:
    """The zone that ends a date; Paris when none is named, or none that is known."""
    if match := _OFFSET.search(text):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-offset if match[1] == "-" else offset)
    match = _ZONE_NAME.search(text)
    hours = _ZONES.get(match[1]) if match else None
    return PARIS if hours is None else timezone(timedelta(hours=hours))
