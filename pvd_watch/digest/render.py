"""A Digest as a page and as JSON, and the archive. Same Digest, same bytes; nothing of a feed becomes markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pvd_watch import typography as french
from pvd_watch.digest.map import draw
from pvd_watch.digest.view import View
from pvd_watch.model import DigestItem
from pvd_watch.typography import Places


@dataclass(frozen=True, slots=True)
class Around:
    """What a page leads to: the days before and after it that have a page, the archive; empty where there is none."""

    before: str = ""
    after: str = ""
    archive: str = ""


NOWHERE = Around()


def moment(at: str) -> str:
    """An end of the window in words, with its year."""
    return french.moment_in_words(at, "minute", "0001-01-01")


def templates_of(package: str) -> Environment:
    """The templates of a package with the words and parts that all share; what is not plain text is escaped as markup.

    Parts are those of the digest: a template that a package has not is looked for there.
    """
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("pvd_watch.digest")]),
        autoescape=select_autoescape(enabled_extensions=("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "count": french.count,
        "number": french.number,
        "in_words": french.day_in_words,
        "moment": moment,
        "month_in_words": french.month_in_words,
    }
    return found


@cache
def environment() -> Environment:
    """The templates of digests and mails."""
    return templates_of("pvd_watch.digest")


def render_html(view: View, places: Places, around: Around = NOWHERE) -> str:
    """One self-contained page in French: no script, nothing from elsewhere."""
    template = environment().get_template("digest.html")
    drawn = draw(view.towns, places.points, "communes") if places.points else Markup("")
    return template.render(view=view, digest=view.digest, numbers=numbers_of(view), map=drawn, around=around)


def numbers_of(view: View) -> list[tuple[int, str, str]]:
    """The day's figures with their nouns: articles shown, communes named, departments, outlets."""
    figures = view.figures
    return [
        (figures.articles, "article", "articles"),
        (figures.communes, "commune", "communes"),
        (figures.departments, "département", "départements"),
        (figures.outlets, "titre de presse", "titres de presse"),
    ]


def render_archive(days: Sequence[tuple[str, str]]) -> str:
    """The page that leads to every day's page, by month, the newest first.

    :param days: each day with the state of its Digest.
    """
    ordered = sorted(days, reverse=True)
    months = [(month, list(group)) for month, group in groupby(ordered, key=lambda pair: pair[0][:7])]
    return environment().get_template("archive.html").render(months=months)


def render_json(view: View, places: Places) -> str:
    """The Digest as one JSON object: day, window, state, figures, items in their order."""
    digest, figures = view.digest, view.figures
    counted = {name: getattr(figures, name) for name in ("articles", "communes", "departments", "outlets")}
    found = {
        "day": digest.day,
        "from_at": digest.from_at,
        "to_at": digest.to_at,
        "state": digest.state,
        "figures": counted | {"seen": digest.articles, "sources": digest.sources},
    }
    # An item a line: the encoder that indents takes five times as long over a day of thousands of items.
    head = json.dumps(found, ensure_ascii=False, indent=2).removesuffix("\n}")
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    up = {line.article_id for line in view.top}
    lines = ",\n".join("    " + encode(_object(item, places, item.article_id in up)) for item in digest.items)
    return f'{head},\n  "items": [\n{lines}\n  ]\n}}\n'


def _object(item: DigestItem, places: Places, up: bool) -> dict[str, object]:
    return {
        "rank": item.rank,
        "story_id": item.story_id,
        "title": french.shown_title(item.title),
        "url": french.web_address(item.url),
        "outlet": french.harmless(item.outlet),
        "published_at": item.published_at,
        "precision": item.precision,
        "page": item.page,
        "free": item.free,
        "presentation": french.harmless(item.presentation),
        "excerpt": french.harmless(item.excerpt),
        "communes": [
            {
                "insee": commune.insee,
                "name": commune.name,
                "department": commune.department,
                "department_name": places.departments.get(commune.department, commune.department),
                "region": commune.region,
                "about": commune.about,
            }
            for commune in item.communes
        ],
        "themes": list(item.themes),
        "top": up,
        "pinned": item.pinned,
        "score": item.score,
        "reason": french.harmless(item.reason),
        "story_size": item.size,
        "also_in": [french.harmless(name) for name in item.also_in],
    }
