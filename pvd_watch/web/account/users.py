"""``/bureau/utilisateurs``: who may come to the desk."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from pvd_watch.errors import AccountError
from pvd_watch.model import ROLES, Role, User
from pvd_watch.web.account.words import ROLES_IN_WORDS, fault_in_words
from pvd_watch.web.refusals import RefusalError
from pvd_watch.web.visit import Visit

_PATH = "/bureau/utilisateurs"
_OWN = "Vous ne pouvez ni fermer votre propre compte ni en changer le rôle\u202f; demandez-le à une autre personne."


def users(visit: Visit) -> Response:
    """The accounts, and the form for a new one."""
    return _page(visit)


def add_user(visit: Visit) -> Response:
    """A new account."""
    password = visit.sent_as_is("password") or None
    if password is None and not visit.site.has_provider:
        return _page(visit, "Donnez un premier mot de passe.")
    try:
        made = visit.watch.users.add(visit.sent("name"), visit.sent("display"), _role(visit), password, visit.editor)
    except AccountError as error:
        return _page(visit, fault_in_words(error))
    return visit.lead(_PATH, f"Le compte {made.name} est ouvert.")


def change_role(visit: Visit) -> Response:
    """Give somebody else another role."""
    changed = _do(lambda: visit.watch.users.set_role(_other(visit), _role(visit), visit.editor))
    return visit.lead(_PATH, f"Rôle de {changed.name}\u00a0: {ROLES_IN_WORDS[changed.role]}.")


def close_user(visit: Visit) -> Response:
    """Close somebody else's account."""
    closed = _do(lambda: visit.watch.users.disable(_other(visit), visit.editor))
    return visit.lead(_PATH, f"Le compte {closed.name} est fermé, ses sessions aussi.")


def open_user(visit: Visit) -> Response:
    """Open an account again."""
    opened = _do(lambda: visit.watch.users.enable(_other(visit), visit.editor))
    return visit.lead(_PATH, f"Le compte {opened.name} est rouvert.")


def change_password(visit: Visit) -> Response:
    """Give somebody else a new password."""
    changed = _do(lambda: visit.watch.users.set_password(_other(visit), visit.sent_as_is("password"), visit.editor))
    return visit.lead(_PATH, f"Le mot de passe de {changed.name} est changé, ses sessions sont fermées.")


def _page(visit: Visit, fault: str = "") -> Response:
    return visit.show(
        "account/users.html",
        400 if fault else 200,
        users=visit.watch.users.all(),
        roles=ROLES_IN_WORDS,
        fault=fault,
        name=visit.sent("name"),
        display=visit.sent("display"),
    )


def _do(change: Callable[[], User]) -> User:
    try:
        return change()
    except AccountError as error:
        raise RefusalError(fault_in_words(error)) from error


def _other(visit: Visit) -> str:
    """The account that the form is about: never one's own, so that somebody is always left to keep the others."""
    name = visit.sent("name")
    if name == visit.editor:
        raise RefusalError(_OWN)
    return name


def _role(visit: Visit) -> Role:
    found = next((role for role in ROLES if role == visit.sent("role")), None)
    if found is None:
        raise RefusalError
    return found
