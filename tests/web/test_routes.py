"""Every route with every role, and what every answer carries."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from pvd_watch.model import ROLES
from pvd_watch.web.guard import POLICY
from pvd_watch.web.page import Page
from pvd_watch.web.routes import PAGES

from .conftest import CSRF, Desk

_NO_SIGN = {"csrf": ""}

_CONCRETE: dict[str, str] = {
    "/veille/{day}": "/veille/2026-03-04",
    "/departements/{code}": "/departements/29",
    "/departements/{code}/feed.xml": "/departements/29/feed.xml",
    "/departements/{code}/feed.json": "/departements/29/feed.json",
    "/communes/{insee}": "/communes/29233",
    "/communes/{insee}/feed.xml": "/communes/29233/feed.xml",
    "/communes/{insee}/feed.json": "/communes/29233/feed.json",
    "/sources/{id}": "/sources/courrier-29",
    "/bureau/signalements/{report:number}": "/bureau/signalements/1",
    "/api/v1/communes/{insee}": "/api/v1/communes/29233",
    "/api/v1/digests/{date}": "/api/v1/digests/2026-03-04",
    "/api/{rest:path}": "/api/v0/rien",
    "/aide/{guide}": "/aide/operator",
    "/themes/{slug}": "/themes/habitat",
    "/themes/{slug}/feed.xml": "/themes/habitat/feed.xml",
    "/themes/{slug}/feed.json": "/themes/habitat/feed.json",
    "/bureau/{day}": "/bureau/2026-03-04",
    "/bureau/{day}/historique": "/bureau/2026-03-04/historique",
    "/bureau/{day}/apercu": "/bureau/2026-03-04/apercu",
    "/bureau/{day}/ajouter": "/bureau/2026-03-04/ajouter",
    "/bureau/{day}/sujets/{story:number}": "/bureau/2026-03-04/sujets/1",
    "/bureau/{day}/annuler": "/bureau/2026-03-04/annuler",
    "/bureau/{day}/depuis": "/bureau/2026-03-04/depuis",
    "/bureau/{day}/lus": "/bureau/2026-03-04/lus",
    "/bureau/{day}/publier": "/bureau/2026-03-04/publier",
    "/bureau/{day}/depublier": "/bureau/2026-03-04/depublier",
    "/bureau/regles/{rule:number}": "/bureau/regles/1",
}
"""An address for each route whose path has parts."""


def _address(page: Page) -> str:
    return _CONCRETE.get(page.path, page.path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.method} {page.path}")
def test_a_route_asks_for_its_role(desk: Desk, page: Page) -> None:
    """Strangers are led to the login or refused, lesser roles are refused, others come through the door; a form without
    the sign of the session, or of another site, is refused whoever sends it. Nothing is a fault of the program."""
    address = _address(page)
    for role in (None, *ROLES):
        desk.log_out()
        if role is not None:
            desk.log_in(role)
        answer = desk.ask.request(page.method, address, data=_NO_SIGN if page.method == "POST" else None)
        assert answer.status_code < 500, (role, answer.status_code)
        may = page.role is None or (role is not None and ROLES.index(role) >= ROLES.index(page.role))
        if page.method == "POST":
            if role is not None:
                assert answer.status_code == 403, role
            elif page.role is not None:
                assert answer.status_code == 401
            foreign = desk.ask.post(address, data={"csrf": CSRF}, headers={"Sec-Fetch-Site": "cross-site"})
            assert foreign.status_code == 403, role
        elif may:
            assert answer.status_code in (200, 204, 303, 304, 400, 404), (role, answer.status_code)
            assert not answer.headers.get("location", "").startswith("/connexion")
        elif role is None:
            assert answer.headers["location"] == f"/connexion?suite={quote(address, safe='/')}"
        else:
            assert answer.status_code == 403, role
        if page.role is not None:
            assert "no-store" in answer.headers.get("cache-control", "no-store")


def test_no_two_routes_are_one() -> None:
    """The second would never be asked."""
    rows = [(page.method, page.path) for page in PAGES]
    assert len(rows) == len(set(rows))


def test_what_strangers_may_ask_for(desk: Desk) -> None:
    """Everything at the desk and of accounts asks for a role, and keeping accounts for the highest."""
    for page in PAGES:
        if page.path.startswith(("/bureau", "/compte")):
            assert page.role is not None, page
        if page.path.startswith("/bureau/utilisateurs"):
            assert page.role == "admin", page
        if page.path.startswith("/bureau") and page.method == "POST":
            assert page.role in ("editor", "admin"), page


def test_a_page_that_is_not_there(desk: Desk) -> None:
    """An unknown address has a page of its own, with the policy, and repeats nothing of the address as markup."""
    answer = desk.ask.get("/nulle-part/<script>")
    assert answer.status_code == 404
    assert "Page introuvable" in answer.text
    assert "<script>" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert "unsafe-inline" not in POLICY


def test_a_wrong_method_is_refused(desk: Desk) -> None:
    """The answer says which methods are allowed."""
    answer = desk.ask.post("/healthz")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_files_cannot_be_climbed_out_of(desk: Desk) -> None:
    """No path leads out of the static files."""
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert desk.ask.get(path).status_code == 404
