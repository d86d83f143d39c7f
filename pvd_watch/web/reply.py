"""Answers that are no pages: text for programs, which pages of other sites may read too."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

from pvd_watch.web.visit import Visit

OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""What is public may be read from everywhere; browsers then send no cookie (Fetch Standard, 3.3)."""


def text(body: str, media_type: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A text in UTF-8 for programs."""
    return Response(body.encode(), status, {**OPEN, **(headers or {})}, f"{media_type}; charset=utf-8")


def refused(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal as programs read it.

    :param code: a word for programs; ``message`` is for whoever writes them.
    """
    found = {"error": {"status": status, "code": code, "message": message}}
    body = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    return text(body, "application/json", status, {"Cache-Control": "no-store", **(headers or {})})


def base_url(visit: Visit) -> str:
    """The address of the site without a slash at its end: the one that is set, else the one the reader came by."""
    return visit.site.base_url or str(visit.request.base_url).rstrip("/")
