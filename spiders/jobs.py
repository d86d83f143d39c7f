"""Lines from the parent: what they ask for, or what is wrong with them."""

from __future__ import annotations

import json
from typing import Any, get_args

from pvd_watch.model import FeedJob, PageJob, SourceKind, StartJob, build

Line = StartJob | FeedJob | PageJob
_KINDS: dict[str, type[Line]] = {"start": StartJob, "feed": FeedJob, "page": PageJob}
_TEXTS = ("source_id", "url", "etag", "last_modified", "body_hash", "user_agent", "query", "selector")
_NUMBERS = ("delay_seconds", "timeout_seconds", "max_bytes", "concurrency", "max_requests_per_day", "article_id")
_LISTS = ("known", "allow_private_hosts")


class BadLineError(ValueError):
    """A line that is no job. ``source_id`` is the Source it spoke of, where it can be read."""

    def __init__(self, message: str, source_id: str = "") -> None:
        super().__init__(message)
        self.source_id = source_id


def read_job(line: bytes) -> Line:
    """The job of one line.

    :raises BadLineError: the line is no job of the protocol.
    """
    try:
        wire = json.loads(line)
    except ValueError as error:
        raise BadLineError(f"This line of the crawl's input is not JSON: {_shown(line)}") from error
    if not isinstance(wire, dict):
        raise BadLineError(f"This line of the crawl's input is no JSON object: {_shown(line)}")
    source_id = wire.get("source_id", "")
    source_id = source_id if isinstance(source_id, str) else ""
    kind = _KINDS.get(str(wire.get("kind", "feed")))
    if kind is None:
        raise BadLineError(f"The crawl knows no job of the kind {wire['kind']!r}.", source_id)
    try:
        _check_types(wire)
        return build(kind, wire)
    except (ValueError, TypeError) as error:
        raise BadLineError(f"This line of the crawl's input is no job: {error}", source_id) from error


def is_end(line: bytes) -> bool:
    """Whether this is the line that says that no further job will come."""
    if len(line) > 100 or b'"end"' not in line:
        return False
    try:
        wire = json.loads(line)
    except ValueError:
        return False
    return isinstance(wire, dict) and wire.get("end") is True


def _check_types(wire: dict[str, Any]) -> None:
    for name, value in wire.items():
        if name in _TEXTS and not isinstance(value, str):
            raise ValueError(f"{name} must be a text")
        if name in _NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise ValueError(f"{name} must be a number")
        if name in _LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise ValueError(f"{name} must be a list of texts")
        if name == "form" and value not in get_args(SourceKind):
            raise ValueError(f"there is no form {value!r}")
        if name == "selectors" and value is not None:
            _check_selectors(value)


def _check_selectors(value: Any) -> None:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise ValueError("selectors must be an object of texts")


def _shown(line: bytes) -> str:
    return repr(line[:80].decode("utf-8", "replace"))
