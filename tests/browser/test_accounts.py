"""Logging in, keeping accounts and leaving, in a browser; by keyboard alone where it counts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.web.conftest import Desk, fresh_home
from tests.web.test_provider import Ways, ways

from .conftest import Opening, violations

__all__ = ["fresh_home", "ways"]

NAME, PASSWORD = "jeanne@example.fr", "trois pies volent bas"


def test_in_and_out_by_keyboard(desk: Desk, opening: Opening) -> None:
    """From the page that asked for the login and back to it; the way out is a button."""
    desk.watch.users.add(NAME, "Jeanne Martin", "admin", PASSWORD, "tests")
    page = opening("/bureau/utilisateurs")
    page.get_by_label("Nom du compte").focus()
    page.keyboard.type(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bureau/utilisateurs")
    page.get_by_role("link", name="Mon compte").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compte")
    page.get_by_role("button", name="Se déconnecter").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/veille/")
    assert page.goto("/compte") is not None
    assert "/connexion?suite=/compte" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_accounts(desk: Desk, opening: Opening, scheme: str, width: int) -> None:
    """No fault that axe-core knows, and nothing wider than the window."""
    size = {"width": width, "height": 900}
    pages = [opening("/connexion", color_scheme=scheme, viewport=size)]
    jeanne = desk.watch.users.add(NAME, "Jeanne Martin", "editor", PASSWORD, "tests")
    desk.watch.logins.begin(jeanne)
    desk.watch.users.add("luc@example.fr", "Luc", "reader", None, "tests")
    desk.watch.users.disable("luc@example.fr", "tests")
    desk.log_in("admin")
    desk.watch.logins.begin(desk.watch.users.named("admin@example.fr"))
    pages += [opening(path, color_scheme=scheme, viewport=size) for path in ("/compte", "/bureau/utilisateurs")]
    for page in pages:
        for closed in page.locator("summary").all():
            closed.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_a_provider_and_back_in_a_browser(browser: Browser, ways: Ways) -> None:
    """The site's own policy lets people go to the provider, come back, and end the session there."""
    context = browser.new_context(base_url=str(ways.desk.ask.base_url))
    page = context.new_page()
    page.goto("/connexion?suite=/compte")
    page.get_by_role("link", name="Se connecter avec MonConnect").click()
    page.wait_for_url("**/compte")
    assert "Jeanne MARTIN" in page.content()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{ways.provider.issuer}/end?**")
    page.goto("/compte")
    assert "/connexion" in page.url
    context.close()
