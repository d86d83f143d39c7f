"""The newsletter's build: the top articles of a period, ranked, in JSON, HTML, Markdown and text, ready to set."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pvd_watch import typography as french
from pvd_watch.model import Figures, TopStory, figures_of, main_commune
from pvd_watch.typography import Places

Form = Literal["json", "html", "md", "txt"]
FORMS: tuple[Form, ...] = ("json", "html", "md", "txt")
_STATES = {"pinned": 0, "published": 1, "proposed": 2}
_IN_TITLE, _BREADTH, _FRESHNESS = 3.0, 1.0, 1.0
"""Points: the town in the title; each further outlet; the period's last day against its first."""
PER_DEPARTMENT = 2
"""Items of one department that are taken while others are to be had."""


@dataclass(frozen=True, slots=True)
class Top:
    """The chosen Stories of a period, in order; both days are included."""

    first: str
    last: str
    figures: Figures
    stories: tuple[TopStory, ...]


def choose(
    stories: Sequence[TopStory],
    first: str,
    last: str,
    count: int,
    *,
    exclude: Collection[int] = (),
    department: str = "",
) -> Top:
    """The top ``count`` Stories of a period.

    Pinned before published before proposed; among equals by points, then by address, so that the same input gives the
    same list. Never two of one Story; within a state, a department has two items at most while others are to be had.

    :param exclude: Story ids that a former edition took.
    :param department: only Stories that name a commune of it.
    """
    wanted = [story for story in stories if _in_department(story, department)]
    ranked = sorted(wanted, key=lambda story: _rank(story, first, last))
    once: dict[int, TopStory] = {}
    for story in ranked:
        if story.item.story_id not in exclude:
            once.setdefault(story.item.story_id, story)
    return Top(first, last, figures_of([story.item for story in wanted]), tuple(_balanced(list(once.values()), count)))


def _rank(story: TopStory, first: str, last: str) -> tuple[int, float, str, str, str, str]:
    item = story.item
    return _STATES[story.state], -_points(story, first, last), item.url, story.day, item.source_id, item.title


def _in_department(story: TopStory, department: str) -> bool:
    return not department or any(commune.department == department for commune in story.item.communes)


def _points(story: TopStory, first: str, last: str) -> float:
    span = max((date.fromisoformat(last) - date.fromisoformat(first)).days, 1)
    age = (date.fromisoformat(story.day) - date.fromisoformat(first)).days / span
    return _IN_TITLE * story.in_title + _BREADTH * len(story.item.also_in) + _FRESHNESS * age


def _balanced(stories: Sequence[TopStory], count: int) -> list[TopStory]:
    """The first ``count`` of ranked Stories. What is published never gives way to a proposal: departments are balanced
    within one state, and what had to wait is taken before the next state begins."""
    taken: list[TopStory] = []
    per: Counter[str] = Counter()
    for state in _STATES:
        waiting = []
        for story in (story for story in stories if story.state == state):
            department = main_commune(story.item.communes).department
            if len(taken) < count and (state == "pinned" or per[department] < PER_DEPARTMENT):
                taken.append(story)
                per[department] += 1
            else:
                waiting.append(story)
        taken += waiting[: count - len(taken)]
    return taken


def render(top: Top, form: Form, places: Places) -> str:
    """The chosen Stories in one of the four forms.

    ``html`` is an e-mail-safe block (tables, inline styles), ``md`` and ``txt`` say the same.
    """
    if form == "json":
        return json.dumps(to_object(top), ensure_ascii=False, indent=2) + "\n"
    template = _environment().get_template(f"top.{form}")
    return template.render(top=top, items=[_shown(story, places) for story in top.stories], period=_period(top)) + "\n"


def to_object(top: Top) -> dict[str, Any]:
    """The object of the contract *Newsletter*."""
    return {
        "period": {"from": top.first, "to": top.last},
        "figures": asdict(top.figures),
        "items": [_item(rank, story) for rank, story in enumerate(top.stories, start=1)],
    }


def _item(rank: int, story: TopStory) -> dict[str, Any]:
    item = story.item
    return {
        "rank": rank,
        "story_id": item.story_id,
        "title": french.shown_title(item.title),
        "url": french.web_address(item.url),
        "outlet": french.harmless(item.outlet),
        "published_at": item.published_at,
        "excerpt": french.harmless(item.excerpt),
        "presentation": french.harmless(story.presentation),
        "communes": [
            {"insee": place.insee, "name": place.name, "department": place.department} for place in item.communes
        ],
        "theme": story.theme,
        "story_size": story.size,
        "state": story.state,
    }


def _shown(story: TopStory, places: Places) -> dict[str, str]:
    item = story.item
    main = main_commune(item.communes)
    return {
        "title": french.shown_title(item.title),
        "url": french.web_address(item.url),
        "outlet": french.harmless(item.outlet),
        "place": f"{main.name} ({places.department(main.department)})",
        "words": french.spaced(story.presentation or item.excerpt),
        "also": ", ".join(french.harmless(name) for name in item.also_in),
        "day": french.moment_in_words(item.published_at, "day", "0001-01-01") if item.published_at else "",
    }


def _period(top: Top) -> str:
    if top.first == top.last:
        return french.day_in_words(top.first)
    return f"du {french.day_in_words(top.first)} au {french.day_in_words(top.last)}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pvd_watch"),
        autoescape=select_autoescape(enabled_extensions=("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"count": french.count, "markdown_link": french.markdown_link}
    environment.filters |= {"markdown": french.markdown}
    return environment
