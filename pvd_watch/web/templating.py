"""The templates of the pages: whatever is not plain text is escaped as markup."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment

from pvd_watch import typography as french
from pvd_watch.digest.render import templates_of

STATIC = Path(__file__).with_name("static")


@cache
def static_url(name: str) -> str:
    """The address of a file of ``static/``, which changes with the file so that caches may keep it for ever."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def environment() -> Environment:
    """The templates with the French words they share."""
    found = templates_of("pvd_watch.web")
    found.globals |= {"web_address": french.web_address, "static": static_url, "themes": french.THEMES}
    found.filters |= {"harmless": french.harmless, "spaced": french.spaced, "title": french.shown_title}
    return found


def render(template: str, **values: Any) -> str:
    """A template as text."""
    return environment().get_template(template).render(**values)
