"""A JSON object posted to an address of the operator's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import Future
from http.client import HTTPException, HTTPMessage
from threading import Thread
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pvd_watch.errors import StepError

ADDRESS, TOKEN = "PVD_WATCH_WEBHOOK", "PVD_WATCH_WEBHOOK_TOKEN"
"""Variables of the environment: the address where it is secret, and what goes with it as ``Authorization: Bearer``."""
_WAIT_SECONDS = 20.0
"""For the whole answer: one that comes drop by drop would hold up the check, and every other alarm, for ever."""


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the token, or a secret address, to another host."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def post(address: str, told: Mapping[str, str], environ: Mapping[str, str]) -> None:
    """Post the object; any 2xx is an answer that it was taken.

    :param address: HTTP or HTTPS; it may be a secret and stands in no message.
    :raises StepError: it was not taken, or not in time.
    """
    taken: Future[None] = Future()

    def work() -> None:
        try:
            _post(address, told, environ)
        except Exception as error:
            taken.set_exception(error)
        else:
            taken.set_result(None)

    Thread(target=work, daemon=True).start()
    try:
        taken.result(_WAIT_SECONDS)
    except TimeoutError as error:
        raise StepError(
            f"the webhook did not answer in {_WAIT_SECONDS:g} s; see [alarms] webhook, or {ADDRESS}"
        ) from error


def _post(address: str, told: Mapping[str, str], environ: Mapping[str, str]) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "pvd-watch"}
    if environ.get(TOKEN):
        headers["Authorization"] = f"Bearer {environ[TOKEN]}"
    body = json.dumps(told, ensure_ascii=False).encode()
    try:
        request = Request(address, body, headers, method="POST")  # noqa: S310 the settings allow HTTP and HTTPS alone
        with build_opener(_NoRedirect).open(request, timeout=_WAIT_SECONDS):
            pass
    except HTTPError as error:
        error.close()
        raise StepError(f"the webhook answered HTTP {error.code}; see [alarms] webhook, or {ADDRESS}") from error
    except (OSError, HTTPException, ValueError) as error:
        words = error.reason if isinstance(error, URLError) else type(error).__name__
        raise StepError(f"the webhook could not be reached ({words}); see [alarms] webhook, or {ADDRESS}") from error
