"""JSON-LD of a page (https://schema.org/Article): the node that speaks of its article, whatever is broken around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any
from urllib.parse import urlsplit

Node = dict[str, Any]

_MOST_NODES = 2_000
_DEEPEST = 12
_SCHEMA = re.compile(r"https?://schema\.org/", re.IGNORECASE)
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*$"
)
_LAST_COMMA = re.compile(r",(\s*[}\]])")
_PAIR = re.compile(
    r'"(headline|description|datePublished|inLanguage|isAccessibleForFree|url)"\s*:\s*("(?:[^"\\]|\\.)*+"|true|false)'
)
_TYPE = re.compile(r'"@type"\s*:\s*"(\w*Article|BlogPosting)"')
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{\s]*[^\]}]{0,200}?"name"\s*:\s*("(?:[^"\\]|\\.)*+")')
_BAD_ESCAPE = re.compile(r'\\(?![\\"/bfnrtu])')


def read_nodes(scripts: list[str]) -> list[Node]:
    """Every node of the scripts, the outermost first; of a script that is no JSON, what can be saved."""
    found: list[Node] = []
    for script in scripts:
        try:
            nodes = _nodes(_value(script), 0)
            found += [node for node, _ in zip(nodes, range(_MOST_NODES - len(found)), strict=False)]
        except (ValueError, RecursionError):
            found += _saved(script)
    return found


def article_of(nodes: list[Node], url: str) -> Node:
    """The article that the page at ``url`` is about: the one that gives its address, else the first; empty when there
    is none."""
    articles = [node for node in nodes if any(kind.endswith(("Article", "BlogPosting")) for kind in types(node))]
    path = _path(url)
    own = (node for node in articles if path in map(_path, addresses(node)))
    return next(own, next(iter(articles), {}))


def types(node: Node) -> list[str]:
    """The types of a node without the name of the vocabulary."""
    return [_SCHEMA.sub("", kind) for kind in texts(node.get("@type"))]


def addresses(node: Node) -> list[str]:
    """The addresses by which a node may name its page."""
    values = [node.get(name) for name in ("url", "mainEntityOfPage", "@id")]
    inner = [value.get("@id") or value.get("url") if isinstance(value, dict) else value for value in values]
    return [address for value in inner for address in texts(value)]


def texts(value: object) -> list[str]:
    """The texts of a value that may be one, or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if isinstance(one, str | int | float) and not isinstance(one, bool)]


def names(value: object) -> list[str]:
    """The names of persons or organisations: texts, or nodes with a name."""
    values = value if isinstance(value, list) else [value]
    return [name for one in values for name in texts(one.get("name") if isinstance(one, dict) else one)]


def truth(value: object) -> bool | None:
    """A boolean of schema.org, which pages write as ``false``, ``"False"`` or ``"http://schema.org/False"``."""
    if isinstance(value, bool):
        return value
    word = _SCHEMA.sub("", value).lower() if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)


def _value(script: str) -> object:
    """:raises ValueError: the script is no JSON, even after what commonly breaks it is mended."""
    text = _WRAPPED.sub("", script).strip().rstrip(";")
    mended = _BAD_ESCAPE.sub("", _LAST_COMMA.sub(r"\1", text))
    for one in (text, mended, unescape(mended)):
        try:
            # Some scripts hold several values one after the other: the first one counts.
            return json.JSONDecoder(strict=False).raw_decode(one)[0]
        except ValueError:
            continue
    raise ValueError("no JSON")


def _saved(script: str) -> list[Node]:
    """The article of a script whose JSON is broken for good, as far as single pairs of it can be read."""
    kind = _TYPE.search(script)
    if kind is None:
        return []
    node: Node = {"@type": kind[1]}
    author = [("author", match[1]) for match in _AUTHOR.finditer(script)]
    for name, value in [(match[1], match[2]) for match in _PAIR.finditer(script, kind.start())] + author:
        with suppress(ValueError):
            node.setdefault(name, json.loads(value, strict=False))
    return [node]


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            if isinstance(one, dict | list):
                yield from _nodes(one, depth + 1)


def _path(url: str) -> str:
    """What two addresses of one page have in common."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.path.rstrip("/") or url
