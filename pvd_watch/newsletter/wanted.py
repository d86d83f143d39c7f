"""What is asked of the newsletter's build, read from words: period, number, filters, a former edition."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from pvd_watch.errors import UsageError
from pvd_watch.times import Period, read_period
from pvd_watch.typography import THEMES

MOST = 1_000
"""Most items of an edition."""


@dataclass(frozen=True, slots=True)
class Former:
    """What a former edition took: Story ids, and addresses, which find a Story that was split or merged since."""

    stories: frozenset[int] = frozenset()
    urls: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The ``count`` best Stories of a period, as far as they name a commune of ``department`` and are filed under
    ``theme`` (empty: any), without what ``former`` took."""

    period: Period
    count: int = 5
    department: str = ""
    theme: str = ""
    published_only: bool = False
    former: Former = field(default_factory=Former)


def read_wanted(
    first: str,
    last: str,
    count: int | str = 5,
    *,
    department: str = "",
    theme: str = "",
    published_only: bool = False,
    departments: Collection[str] = (),
) -> Wanted:
    """A request out of words, those of the command line or of an address.

    :param departments: the codes that exist.
    :raises UsageError: a word cannot be what it should.
    """
    period = read_period(first, last)
    try:
        number = int(count)
    except ValueError:
        number = 0
    if not 1 <= number <= MOST:
        raise UsageError(f"n must be a whole number from 1 to {MOST}, not {count}")
    if department and department not in departments:
        raise UsageError(f"{department} is no department; write its code, as in 29, 2A or 971")
    if theme and theme not in THEMES:
        raise UsageError(f"{theme} is no theme; write one of {', '.join(THEMES)}")
    return Wanted(period, number, department, theme, published_only)


def read_former(text: str, name: str) -> Former:
    """The edition that ``render(…, "json", …)`` wrote.

    :param name: of the file, for the error.
    :raises UsageError: it is no such object.
    """
    try:
        items: list[dict[str, Any]] = json.loads(text)["items"]
        stories = frozenset(int(item["story_id"]) for item in items)
        return Former(stories, frozenset(str(item["url"]) for item in items if item.get("url")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{name} is no former edition: the JSON of « top --format json » was expected") from error
