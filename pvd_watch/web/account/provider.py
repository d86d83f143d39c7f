"""``/connexion/fournisseur``: to the OpenID Connect provider, and back."""

from __future__ import annotations

import logging

from starlette.responses import RedirectResponse, Response

from pvd_watch.accounts.oidc import ProviderDoor
from pvd_watch.accounts.oidc.door import LASTS
from pvd_watch.errors import ProviderError
from pvd_watch.web.account.login import form, wanted
from pvd_watch.web.cookies import PROVIDER, cookie_name, drop_cookie, let_in, set_cookie
from pvd_watch.web.local import local
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.visit import Visit

_log = logging.getLogger("pvd_watch.accounts")
_STATUS = {"unreachable": 503, "stale": 400, "refused": 403, "untrusted": 403, "stranger": 403, "closed": 403}
_WORDS = {
    "unreachable": "{name} ne répond pas. Réessayez dans un instant, ou connectez-vous avec un mot de passe.",
    "stale": "Cette connexion n’a pas été commencée ici, ou elle a pris trop de temps. Recommencez.",
    "refused": "{name} n’a pas confirmé votre identité. Recommencez.",
    "untrusted": "La réponse de {name} n’est pas digne de foi. Recommencez, et prévenez la personne qui exploite "
    "la veille si cela se répète.",
    "stranger": "{name} vous a reconnu, mais aucun compte n’est ouvert ici à votre adresse. Demandez-le à une "
    "personne qui administre la veille.",
    "closed": "{name} vous a reconnu, mais votre compte est fermé. Adressez-vous à une personne qui administre "
    "la veille.",
}


def go(visit: Visit) -> Response:
    """Send a person to the provider."""
    suite = local(visit.asked("suite"), "")
    try:
        url, state = _door(visit).send(suite)
    except ProviderError as error:
        return _refused(visit, error, suite)
    answer = RedirectResponse(url, 303, {"Cache-Control": "no-store"})
    set_cookie(visit.site, answer, PROVIDER, state, int(LASTS.total_seconds()))
    return answer


def come_back(visit: Visit) -> Response:
    """Let in who comes back from the provider and has an account."""
    cookie = visit.request.cookies.get(cookie_name(visit.site, PROVIDER), "")
    try:
        arrival = _door(visit).receive(dict(visit.request.query_params), cookie)
    except ProviderError as error:
        answer = _refused(visit, error, "")
    else:
        visit.storage.accounts.end(visit.token_hash)
        answer = visit.lead(wanted(arrival.suite))
        let_in(visit.site, answer, visit.watch.logins.begin(arrival.user, arrival.id_token))
    drop_cookie(visit.site, answer, PROVIDER)
    return answer


def _door(visit: Visit) -> ProviderDoor:
    provider = visit.site.provider
    if provider is None:
        raise NoPageError
    return ProviderDoor(provider, visit.storage, visit.watch.users, visit.site.now)


def _refused(visit: Visit, error: ProviderError, suite: str) -> Response:
    _log.warning("%s", error)
    words = _WORDS[error.code].format(name=visit.site.provider_name)
    return form(visit, _STATUS[error.code], suite=suite, fault=words)
