"""What all answers of the API share: JSON, errors as JSON, whose key was sent, pages of a list."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from pvd_watch.errors import StorageError, UsageError
from pvd_watch.model import User
from pvd_watch.times import utc
from pvd_watch.web.page import Action
from pvd_watch.web.refusals import RefusalError, TooManyError
from pvd_watch.web.reply import base_url, refused, text
from pvd_watch.web.visit import Visit

MOST = 100
"""Most items of a page of a list."""
_FRESH = "public, max-age=60"
_log = logging.getLogger("pvd_watch.web")


class ApiError(Exception):
    """Why a question is not answered. ``status``: of HTTP; ``code``: a word for programs."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, dict(headers or {})


def answering(question: Callable[[Visit, User | None], Mapping[str, Any]]) -> Action:
    """The action that answers a question with its object, and every refusal with an object too.

    The question takes the visit and who asks: the owner of the key that was sent, None without one.
    """

    @wraps(question)
    def answer(visit: Visit) -> Response:
        try:
            user = _caller(visit)
            found = question(visit, user)
        except ApiError as error:
            return _refused(error)
        except UsageError as error:
            return _refused(ApiError(400, "bad_request", str(error)))
        except TooManyError as error:
            return _refused(ApiError(429, "too_many_requests", error.words, {"Retry-After": str(error.seconds)}))
        except RefusalError as error:
            return _refused(ApiError(error.status, "refused", error.words))
        except StorageError as error:
            _log.error("%s", error)
            return _refused(ApiError(503, "unavailable", "The database does not answer; try again in a moment."))
        fresh = _FRESH if user is None else "private, no-store"
        return _json(found, 200, {"Cache-Control": fresh, "Vary": "Authorization"})

    return answer


def _caller(visit: Visit) -> User | None:
    """Whose key was sent.

    :raises ApiError: the key is of nobody, or the header is no bearer's.
    """
    sent = visit.request.headers.get("authorization", "")
    if not sent:
        return None
    scheme, _, token = sent.partition(" ")
    user = None
    if scheme.lower() == "bearer" and token.strip():
        user = visit.storage.api_tokens.owner(token.strip(), utc(visit.site.now()))
    if user is None:
        words = "This token is not known, has expired, or its account is closed; make one with: pvd-watch users token"
        raise ApiError(401, "bad_token", words, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return user


def limit_asked(visit: Visit, default: int = 20) -> int:
    """How many items of a list are asked for.

    :raises ApiError: no whole number from 1 to 100.
    """
    words = visit.asked("limit", str(default))
    if not (words.isascii() and words.isdigit() and len(words) < 5 and 1 <= int(words) <= MOST):
        raise ApiError(400, "bad_request", f"limit must be a whole number from 1 to {MOST}")
    return int(words)


def after_asked(visit: Visit) -> int:
    """After which id a list goes on; 0 at its beginning.

    :raises ApiError: no such id can be.
    """
    words = visit.asked("after", "0")
    if not (words.isascii() and words.isdigit() and len(words) < 16):
        raise ApiError(400, "bad_request", "after must be what the page before gave as after")
    return int(words)


def next_page(visit: Visit, after: str) -> dict[str, str]:
    """Where the list goes on: ``next``, its address, and ``after``, what it begins after; both empty at the end."""
    if not after:
        return {"after": "", "next": ""}
    query = {name: value for name, value in visit.request.query_params.items() if name != "after"}
    address = f"{base_url(visit)}{visit.request.url.path}?{urlencode({**query, 'after': after})}"
    return {"after": after, "next": address}


def _json(found: Mapping[str, Any], status: int, headers: Mapping[str, str]) -> Response:
    return text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "application/json", status, headers)


def _refused(error: ApiError) -> Response:
    return refused(error.status, error.code, error.message, error.headers)
