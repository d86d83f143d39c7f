"""Ids and names for sources that come without them, and addresses compared as a person would."""

from __future__ import annotations

import re
from collections.abc import Container
from unicodedata import combining, normalize
from urllib.parse import urlsplit

_LONGEST = 60


def slug(name: str) -> str:
    """A name as an id: ``L’Écho de l’Argoat`` is ``l-echo-de-l-argoat``; never empty."""
    plain = normalize("NFD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(sign for sign in plain if not combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST].strip("-") or "source"


def free_id(name: str, taken: Container[str]) -> str:
    """An id for a name that no other source has."""
    wanted, number, found = slug(name), 2, slug(name)
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def host_of(url: str) -> str:
    """The host as a name: ``https://www.echo.example/`` is ``echo.example``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def site_of(url: str) -> str:
    """The root of the site an address is on."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def same_address(url: str) -> str:
    """A form in which two spellings of one feed address are equal: scheme, ``www.`` and a last slash do not count."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"
