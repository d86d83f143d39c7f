"""``/deconnexion``: the end of a session."""

from __future__ import annotations

import logging
import secrets

from starlette.responses import Response

from pvd_watch.errors import ProviderError
from pvd_watch.web.cookies import SESSION, drop_cookie
from pvd_watch.web.local import START
from pvd_watch.web.visit import Visit

_log = logging.getLogger("pvd_watch.accounts")


def leave(visit: Visit) -> Response:
    """End the session, here, at the browser, and at the provider through which it began."""
    session, end = visit.session, _end_at_provider(visit)
    visit.storage.accounts.end(visit.token_hash)
    visit.session = None
    # A redirect after a form would be stopped by our own policy (form-action): a page leads on instead.
    answer = visit.show("account/left.html", end=end) if end and session is not None else visit.lead(START)
    drop_cookie(visit.site, answer, SESSION)
    return answer


def _end_at_provider(visit: Visit) -> str:
    """Where the session at the provider ends; empty where there is none."""
    session, provider = visit.session, visit.site.provider
    if session is None or not session.id_token or provider is None:
        return ""
    try:
        return provider.logout_url(visit.site.now(), session.id_token, secrets.token_urlsafe(32))
    except ProviderError as error:
        _log.warning("%s", error)
        return ""
