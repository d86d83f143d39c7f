"""``/deconnexion``: the end of a session."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.web.cookies import SESSION, drop_cookie
from pvd_watch.web.local import START
from pvd_watch.web.visit import Visit


def leave(visit: Visit) -> Response:
    """End the session, here and at the browser; who has none is led on as well."""
    visit.storage.accounts.end(visit.token_hash)
    answer = visit.lead(START)
    drop_cookie(visit.site, answer, SESSION)
    return answer
