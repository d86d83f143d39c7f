"""The canonical dump: by natural keys, with what editors did and readers reported, and without secrets."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from pvd_watch.config import Home, init_home
from pvd_watch.model import User
from pvd_watch.wiring import Watch
from tests.web.newsroom import fill

_AT = "2026-03-04T09:00:00Z"


def test_what_is_read_and_reported_is_content_and_accounts_are_not(tmp_path: Path) -> None:
    init_home(tmp_path / "home", bare=True)
    watch = Watch(Home(tmp_path / "home"), lambda: datetime(2026, 3, 4, 9, 0, tzinfo=UTC))
    day = fill(watch, 2)
    first = watch.review.day(day).sheet.lines[0].item
    watch.review.see(day, [first.story_id], "ana@example.fr")
    watch.storage.reports.add("/veille/2026-03-04", "lien", "Le lien est faux", _AT)
    watch.storage.accounts.add(User("ben@example.fr", "Ben", "editor", "a hash", _AT))
    lines = [json.loads(line) for line in watch.storage.dump_canonical()]
    watch.close()
    assert ["read item", day, first.url, "ana@example.fr"] in lines
    assert ["report", "/veille/2026-03-04", "lien", "Le lien est faux", ""] in lines
    assert "a hash" not in json.dumps(lines)
    assert "ben@example.fr" not in json.dumps(lines)
