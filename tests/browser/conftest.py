"""Debian's Chromium, headless, on a site that a real server serves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.web.conftest import Desk, desk, fresh_home

__all__ = ["desk", "fresh_home"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_AXE = Path(__file__).with_name("vendor") / "axe.min.js"


def pytest_configure(config: pytest.Config) -> None:
    """Say in one line what is missing."""
    if CHROMIUM is None:
        pytest.exit("tests/browser needs chromium, which is not installed: apt-get install chromium", returncode=1)


@pytest.fixture(scope="session")
def player() -> Iterator[Playwright]:
    """The driver of browsers."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(player: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests."""
    found = player.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
    yield found
    found.close()


Opening = Callable[..., Page]
"""Opens a page of the site under test: a path, and options of the browser's context."""


@pytest.fixture
def opening(browser: Browser, desk: Desk) -> Iterator[Opening]:
    """Open pages of the site, logged in as the desk is; a fault in a script or a refused style fails the test."""
    contexts, faults = [], []

    def open_page(path: str, **options: object) -> Page:
        context = browser.new_context(base_url=str(desk.ask.base_url), locale="fr-FR", **options)  # type: ignore[arg-type]
        contexts.append(context)
        for name, value in desk.ask.cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": str(desk.ask.base_url)}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "status of 4" not in fault] == []


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong on a page: rule and first place."""
    # Through the protocol, not as a script of the page: the policy of the site allows only its own files.
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{item['id']}: {item['nodes'][0]['target']} {item['nodes'][0]['failureSummary']}"
        for item in found["violations"]
    ]
