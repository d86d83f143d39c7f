"""``/compte``: one's own password and sessions."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.accounts import TooSoonError
from pvd_watch.errors import AccountError
from pvd_watch.model import User
from pvd_watch.web.account.words import ROLES_IN_WORDS, fault_in_words, patience
from pvd_watch.web.cookies import let_in
from pvd_watch.web.refusals import LoginNeededError, TooManyError
from pvd_watch.web.visit import Visit


def mine(visit: Visit) -> Response:
    """The account, its password, where it is logged in."""
    return _page(visit)


def new_password(visit: Visit) -> Response:
    """Change one's password: the present one is asked for, all other sessions end, this one gets a new token."""
    user = _user(visit)
    try:
        known = visit.watch.logins.check(user.name, visit.sent_as_is("present"), visit.address)
    except TooSoonError as error:
        raise TooManyError(patience(error.seconds), error.seconds) from error
    if known is None:
        return _page(visit, 400, present="Ce n’est pas votre mot de passe actuel.")
    if visit.sent_as_is("password") != visit.sent_as_is("again"):
        return _page(visit, 400, again="Les deux saisies diffèrent.")
    try:
        changed = visit.watch.users.set_password(user.name, visit.sent_as_is("password"), user.name)
    except AccountError as error:
        return _page(visit, 400, password=fault_in_words(error))
    begun = visit.watch.logins.begin(changed)
    visit.session, visit.token_hash = begun.session, begun.hash
    answer = visit.lead("/compte", "Votre mot de passe est changé. Vos autres sessions sont fermées.")
    let_in(visit.site, answer, begun)
    return answer


def end_session(visit: Visit) -> Response:
    """End one of one's other sessions, or all of them."""
    mark = visit.sent("session")
    for item in visit.storage.accounts.sessions(_user(visit).name):
        if item.token_hash != visit.token_hash and mark in ("toutes", item.mark):
            visit.storage.accounts.end(item.token_hash)
    return visit.lead("/compte", "C’est fait.")


def _page(visit: Visit, status: int = 200, **faults: str) -> Response:
    now = visit.watch.logins.now
    return visit.show(
        "account/mine.html",
        status,
        user=_user(visit),
        role=ROLES_IN_WORDS[_user(visit).role],
        sessions=[item for item in visit.storage.accounts.sessions(_user(visit).name) if item.expires_at > now],
        faults=faults,
    )


def _user(visit: Visit) -> User:
    if visit.user is None:
        raise LoginNeededError
    return visit.user
