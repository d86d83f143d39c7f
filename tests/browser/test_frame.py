"""What all pages share, in a real browser."""

from __future__ import annotations

import pytest

from tests.web.conftest import Desk

from .conftest import Opening, violations


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_of_an_unknown_address_is_accessible(opening: Opening, desk: Desk, theme: str) -> None:
    page = opening("/nulle-part", color_scheme=theme)
    assert page.locator("h1").inner_text() == "Page introuvable"
    assert violations(page) == []


def test_the_first_tab_leads_to_the_content(opening: Opening, desk: Desk) -> None:
    page = opening("/nulle-part")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_nothing_is_wider_than_the_narrowest_screen(opening: Opening, desk: Desk) -> None:
    page = opening("/nulle-part", viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
