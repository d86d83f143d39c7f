"""The cookies of the site: their names and attributes, the same wherever one is set."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.accounts import Login
from pvd_watch.web.site import Site

SESSION, FORM, PROVIDER = "pvd_watch", "pvd_watch_form", "pvd_watch_provider"
"""Of a login; of the form that begins one; of a way through the OpenID Connect provider."""


def cookie_name(site: Site, name: str = SESSION) -> str:
    """The name of a cookie; the prefix binds it to HTTPS and to this host alone (RFC 6265bis, 4.1.3.2)."""
    return f"__Host-{name}" if site.secure else name


def set_cookie(site: Site, response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that scripts cannot read and forms of other sites do not send."""
    response.set_cookie(
        cookie_name(site, name), value, max_age=seconds, secure=site.secure, httponly=True, samesite="lax", path="/"
    )


def drop_cookie(site: Site, response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(cookie_name(site, name), secure=site.secure, httponly=True, samesite="lax", path="/")


def let_in(site: Site, response: Response, login: Login) -> None:
    """Set the cookie of a session that has begun."""
    set_cookie(site, response, SESSION, login.token, site.settings.web.session_hours * 3_600)
