"""An edition in four forms. Same edition, same bytes; nothing of a feed becomes markup.

``html`` is an e-mail-safe block (tables, inline styles), ready to paste; ``md`` and ``txt`` say the same.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pvd_watch import typography as french
from pvd_watch.model import TopStory
from pvd_watch.newsletter import words
from pvd_watch.newsletter.highlight import Highlight, Riser
from pvd_watch.newsletter.top import Top
from pvd_watch.typography import Places

if TYPE_CHECKING:
    from jinja2 import Environment

Form = Literal["json", "html", "md", "txt"]
FORMS: tuple[Form, ...] = ("json", "html", "md", "txt")


def render(top: Top, form: Form, places: Places) -> str:
    """The edition in one of the four forms."""
    if form == "json":
        return json.dumps(to_object(top, places), ensure_ascii=False, indent=2) + "\n"
    template = _environment().get_template(f"top.{form}")
    shown = template.render(
        items=[_shown(top, story, places) for story in top.stories],
        period=words.period_in_words(top.wanted.period),
        towns=words.towns_in_words(top.figures),
        figures=words.figures_in_words(top.figures),
        rise=words.rise_in_words(top.highlight, places),
    )
    return shown.rstrip("\n") + "\n"


def to_object(top: Top, places: Places) -> dict[str, Any]:
    """The object of the contract *Newsletter*, with ``highlight`` besides, and ``permalink`` where pages are public."""
    return {
        "period": {"from": top.wanted.period.first, "to": top.wanted.period.last},
        "figures": asdict(top.figures),
        "items": [_item(rank, top, story) for rank, story in enumerate(top.stories, start=1)],
        "highlight": _highlight(top, places),
    }


def _item(rank: int, top: Top, story: TopStory) -> dict[str, Any]:
    item, line = story.item, story.line
    found = {
        "rank": rank,
        "story_id": line.story_id,
        "title": french.shown_title(item.title),
        "url": french.web_address(item.url),
        "outlet": french.harmless(item.outlet),
        "published_at": item.published_at,
        "excerpt": french.harmless(item.excerpt),
        "presentation": french.harmless(item.presentation),
        "communes": [
            {"insee": place.insee, "name": place.name, "department": place.department} for place in item.communes
        ],
        "theme": item.themes[0] if item.themes else "",
        "story_size": story.size,
        "state": line.state,
    }
    return found | ({"permalink": _permalink(top, story)} if top.base_url else {})


def _permalink(top: Top, story: TopStory) -> str:
    """Where the item stands on its day's page: under the Story's id of that day, which a merge leaves as it was."""
    return f"{top.base_url.rstrip('/')}/veille/{story.line.day}#story-{story.item.story_id}"


def _highlight(top: Top, places: Places) -> dict[str, Any]:
    compared: Highlight = top.highlight
    before = compared.period_before
    sentences = (
        f"{words.towns_in_words(top.figures)}.",
        words.figures_in_words(top.figures),
        words.rise_in_words(compared, places),
    )
    return {
        "words": " ".join(filter(None, sentences)),
        "before": {"from": before.first, "to": before.last},
        "figures_before": asdict(compared.before) if compared.before is not None else None,
        "riser": _riser(compared.riser, places),
        "commune": _riser(compared.commune, places),
        "department": _riser(compared.department, places),
    }


def _riser(riser: Riser | None, places: Places) -> dict[str, Any] | None:
    if riser is None:
        return None
    name = places.departments.get(riser.code, riser.code) if riser.kind == "department" else riser.name
    return asdict(riser) | {"name": name}


def _shown(top: Top, story: TopStory, places: Places) -> dict[str, str]:
    item = story.item
    return {
        "title": french.shown_title(item.title),
        "url": french.web_address(item.url),
        "outlet": french.harmless(item.outlet),
        "place": words.place_in_words(item.communes, top.wanted.department, places),
        "theme": french.THEMES.get(item.themes[0], "") if item.themes and item.themes[0] != "autre" else "",
        "words": french.spaced(item.presentation or item.excerpt),
        "also": ", ".join(french.harmless(name) for name in item.also_in),
        "day": french.moment_in_words(item.published_at, "day", "0001-01-01") if item.published_at else "",
        "access": "" if item.free else "réservé aux abonnés",
        "permalink": _permalink(top, story) if top.base_url and story.line.published else "",
    }


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape  # the form json needs none of it

    environment = Environment(
        loader=PackageLoader("pvd_watch"),
        autoescape=select_autoescape(enabled_extensions=("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"markdown_link": french.markdown_link}
    environment.filters |= {"markdown": french.markdown}
    return environment
