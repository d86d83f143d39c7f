"""Who reserves text and data mining: the TDM Reservation Protocol (W3C community group, https://www.w3.org/community/
reports/tdmrep/CG-FINAL-tdmrep-20240510/) and ``noai``, in a file of the site, in headers, in meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

AGENT = "pvd-watch"
_RESERVATION = "tdm-reservation"
_AGENT_PREFIX = re.compile(r"\s*([\w.*-]+)\s*:\s*(?=[a-z])", re.IGNORECASE)
_WITH_VALUE = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")


class Rules:
    """The rules of a ``tdmrep.json``, in its order, which counts: the first whose location fits decides."""

    def __init__(self, text: str) -> None:
        self._rules = list(_rules(text))

    def reserve(self, url: str) -> bool:
        """Whether the rules reserve the page at ``url``."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return next((reserved for location, reserved in self._rules if _fits(location, path)), False)


def reserved_by_headers(headers: Mapping[str, Iterable[str]]) -> str:
    """What in the headers of a page (lower-case names) reserves it, in a few words; empty when nothing does."""
    if any(_is_one(value) for value in headers.get(_RESERVATION, ())):
        return "tdm-reservation header"
    if any("noai" in _directives(value) for value in headers.get("x-robots-tag", ())):
        return "noai header"
    return ""


def reserved_by_meta(metas: Mapping[str, Iterable[str]]) -> str:
    """What in the meta tags of a page (lower-case names) reserves it; empty when nothing does."""
    if any(_is_one(value) for value in metas.get(_RESERVATION, ())):
        return "tdm-reservation meta tag"
    if any("noai" in _directives(value) for name in ("robots", AGENT) for value in metas.get(name, ())):
        return "noai meta tag"
    return ""


def _rules(text: str) -> Iterable[tuple[str, bool]]:
    """Locations and what holds for them; what is no rule is left out, for most sites have some page here."""
    try:
        rules = json.loads(text)
    except (ValueError, RecursionError):
        return
    for rule in rules if isinstance(rules, list) else [rules]:
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str):
            yield location.strip(), _is_one(rule.get(_RESERVATION))


def _fits(location: str, path: str) -> bool:
    """Whether a location, the beginning of a path with ``*`` for any characters and ``$`` for the end, fits a path.

    By hand, for an expression takes forever where there are many stars.
    """
    pattern = location.removesuffix("$")
    first, *pieces = (pattern if pattern.startswith(("/", "*")) else f"/{pattern}").split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    for piece in pieces:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if not location.endswith("$") or position == len(path):
        return True
    return bool(pieces) and path.endswith(pieces[-1]) and len(path) - len(pieces[-1]) >= position - len(pieces[-1])


def _is_one(value: object) -> bool:
    return value is True or str(value).strip() == "1"


def _directives(value: str) -> set[str]:
    """The directives of a robots header or tag that are for everybody or for us."""
    found: set[str] = set()
    agent = ""
    for part in value.lower().split(","):
        prefix = _AGENT_PREFIX.match(part)
        if prefix and prefix[1] not in _WITH_VALUE:
            agent, part = prefix[1], part[prefix.end() :]
        if agent in ("", "*", AGENT):
            found.add(part.strip())
    return found
