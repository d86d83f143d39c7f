"""What a daily run asks of the database is answered by indexes: its cost must not grow with the archive."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pvd_watch.config import Home, init_home
from pvd_watch.model import Arrival, Done, Mention
from pvd_watch.times import utc
from pvd_watch.wiring import Watch
from tests.storage.test_database import source

NOW = datetime(2026, 11, 26, 6, tzinfo=UTC)
_LARGE = re.compile(r"^SCAN (?:a|articles|m|mentions|st|stories|s2|c|article_sources|article_texts|t)\b(?P<how>.*)")
_SMALL = ("articles_not_grouped", "articles_not_linked", "articles_page_source", "stories_gone")
"""Indexes that hold only what waits."""


def _arrival(name: str, at: str) -> Arrival:
    url = f"https://j.example/{name}"
    return Arrival(name, url, url, name, f"Die : {name}", "Texte.", "", at, "minute", (), False)


def test_grouping_ranking_and_waiting_pages_read_no_table_whole(tmp_path: Path) -> None:
    init_home(tmp_path / "home", bare=True)
    watch = Watch(Home(tmp_path / "home"), lambda: NOW)
    storage = watch.storage
    storage.sources.sync([source("journal")])
    run, at = storage.runs.begin("test", utc(NOW)), utc(NOW - timedelta(hours=1))
    arrivals = [_arrival(name, at) for name in ("halle", "gare")]
    storage.articles.commit_feed(run, Done("journal", 200, present=("halle", "gare")), arrivals, at)
    waiting = storage.articles.to_link()
    mention = Mention("26113", "title", 0, 3, "Die", 0.9, True)
    storage.mentions.replace({article.id: [mention] for article in waiting}, {"26113": "Die"}, at)

    asked: set[str] = set()
    connection = storage._connection.sql
    connection.set_trace_callback(asked.add)
    assert watch.pipeline.group() == 2
    digest, made = watch.pipeline.digest("2026-11-26", 200, 3)
    assert made
    assert len(digest.items) == 2
    storage.texts.give_up(at)
    storage.texts.waiting_sources()
    storage.texts.next_page("journal", at)
    connection.set_trace_callback(None)

    whole = set()
    for statement in asked:
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")):
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                found = _LARGE.match(row[3])
                if found and not any(name in found["how"] for name in _SMALL):
                    whole.add((row[3], statement[:120]))
    assert whole == set()
    watch.close()
