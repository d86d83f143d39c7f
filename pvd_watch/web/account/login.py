"""``/connexion``: a name and a password."""

from __future__ import annotations

import hmac
import re
import secrets

from starlette.responses import Response

from pvd_watch.accounts import TooSoonError
from pvd_watch.web.account.words import patience
from pvd_watch.web.cookies import FORM, cookie_name, let_in, set_cookie
from pvd_watch.web.local import local
from pvd_watch.web.refusals import TooManyError
from pvd_watch.web.visit import Visit

_FORM_LASTS = 3_600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
AT_DESK = "/bureau/"
_WRONG = "Ce nom et ce mot de passe ne vont pas ensemble, ou le compte est fermé."
_OLD = "Cette page est restée ouverte trop longtemps, ou votre navigateur refuse les cookies. Recommencez."


def login(visit: Visit) -> Response:
    """The form; who is logged in already goes on."""
    if visit.session is not None:
        return visit.lead(wanted(visit.asked("suite")))
    return form(visit, suite=visit.asked("suite"))


def log_in(visit: Visit) -> Response:
    """Let somebody in. A form that this site did not give is refused, so that nobody logs others in unawares."""
    suite = visit.sent("suite")
    if not hmac.compare_digest(_token(visit).encode(), visit.sent("csrf").encode()) or not _token(visit):
        return form(visit, 403, suite=suite, fault=_OLD)
    try:
        user = visit.watch.logins.check(visit.sent("name"), visit.sent_as_is("password"), visit.address)
    except TooSoonError as error:
        raise TooManyError(patience(error.seconds), error.seconds) from error
    if user is None:
        return form(visit, 401, suite=suite, name=visit.sent("name"), fault=_WRONG)
    visit.storage.accounts.end(visit.token_hash)
    answer = visit.lead(wanted(suite))
    let_in(visit.site, answer, visit.watch.logins.begin(user))
    return answer


def form(visit: Visit, status: int = 200, *, suite: str = "", name: str = "", fault: str = "") -> Response:
    """The login page; it gives the browser a token that must come back with the form."""
    token = _token(visit) or secrets.token_urlsafe(32)
    answer = visit.show(
        "account/login.html",
        status,
        {"Cache-Control": "no-store"},
        suite=local(suite, ""),
        token=token,
        name=name,
        fault=fault,
        nobody=not visit.watch.users.all(),
    )
    set_cookie(visit.site, answer, FORM, token, _FORM_LASTS)
    return answer


def wanted(suite: str) -> str:
    """Where to go after a login."""
    return local(suite, AT_DESK)


def _token(visit: Visit) -> str:
    given = visit.request.cookies.get(cookie_name(visit.site, FORM), "")
    return given if _TOKEN.fullmatch(given) else ""
