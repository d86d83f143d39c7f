"""Readers of the site while a run writes; ``tests.bench.readers`` does it with two hundred, and measures."""

from __future__ import annotations

from pathlib import Path

from pvd_watch.config import Home
from tests.bench.readers import pages_of, read, serving, writing

PLAIN = ("/veille/", "/carte", "/departements/", "/statistiques", "/sources/", "/recherche?q=halle")


def test_readers_while_a_run_writes(home: Path) -> None:
    watched = Home(home)
    pages = [*pages_of(watched), *PLAIN]
    with serving(watched) as address, writing(watched):
        seen = read(address, pages, readers=12, seconds=3, pause=0.25)
    assert seen.errors == []
    assert len(seen.every) > 36


def test_all_come_at_once_to_a_site_that_has_just_begun(home: Path) -> None:
    """More readers than databases are open, each asking for what only the first visit reads."""
    with serving(Home(home)) as address:
        seen = read(
            address, ["/carte?depuis=1", "/statistiques", "/carte", "/sources/"], readers=24, seconds=1, pause=0.1
        )
    assert seen.errors == []
    assert len(seen.every) >= 24
