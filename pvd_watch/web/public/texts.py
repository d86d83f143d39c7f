"""The texts of the site (accessibility, legal notice, personal data) and the guides, written in Markdown."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.responses import Response

from pvd_watch.web.page import Action
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.visit import Visit

_GUIDES = files("pvd_watch") / "help"
_TEXTS = files("pvd_watch.web") / "texts"
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def text(name: str) -> Action:
    """The action that shows a text; ``config/texts/<name>.md`` of the home takes the place of ours."""

    def show(visit: Visit) -> Response:
        own = visit.site.home.config_dir / "texts" / f"{name}.md"
        source = _own(own) or (_TEXTS / f"{name}.md").read_text(encoding="utf-8")
        return visit.show("public_text.html", title=_title(source), body=_rendered(source), steps=[])

    return show


def guides(visit: Visit) -> Response:
    """The list of guides."""
    found = [(name, _title((_GUIDES / f"{name}.md").read_text(encoding="utf-8"))) for name in _names()]
    return visit.show("public_guides.html", guides=found)


def guide(visit: Visit) -> Response:
    """A guide, or a picture of one."""
    name = visit.part("guide")
    if name.endswith(".png") and name.removesuffix(".png") in _pictures():
        return Response((_GUIDES / name).read_bytes(), media_type="image/png")
    if name not in _names():
        raise NoPageError
    source = (_GUIDES / f"{name}.md").read_text(encoding="utf-8")
    return visit.show("public_text.html", title=_title(source), body=_rendered(source), steps=[("/aide", "Aide")])


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(item.name.removesuffix(".md") for item in _GUIDES.iterdir() if item.name.endswith(".md")))


@cache
def _pictures() -> frozenset[str]:
    return frozenset(item.name.removesuffix(".png") for item in _GUIDES.iterdir() if item.name.endswith(".png"))


def _own(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _title(source: str) -> str:
    found = _TITLE.search(source)
    return found.group(1) if found else "Page"


@cache
def _rendered(source: str) -> Markup:
    """Markdown as markup; HTML within it stays text, as do addresses that are no links (``javascript:``)."""
    shown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").render(source)
    reachable = shown.replace("<pre>", '<pre tabindex="0">')  # wide ones are scrolled by keyboard too
    return Markup(reachable)  # noqa: S704  # markdown-it escapes all that is not Markdown
