"""``/healthz`` and ``/metrics`` over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families as parse

from pvd_watch.times import utc

from .conftest import NOW, Desk


def test_healthz_follows_the_scheduler(desk: Desk) -> None:
    desk.watch.storage.alarms.note_check(utc(NOW))
    answer = desk.ask.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "no-store" in answer.headers["cache-control"]
    desk.watch.storage.alarms.note_check(utc(NOW - timedelta(hours=1)))
    answer = desk.ask.get("/healthz")
    assert (answer.status_code, answer.json()["scheduler"]) == (503, "silent")
    assert str(desk.watch.home.path) not in answer.text


def test_a_database_that_is_no_more_is_503(desk: Desk) -> None:
    assert desk.ask.get("/healthz").json() == {
        "status": "ok", "database": True, "scheduler": "unknown", "heartbeat_at": "",
    }  # fmt: skip
    desk.watch.close()
    for path in desk.watch.home.data_dir.glob("pvd_watch.db*"):
        path.unlink()
    desk.watch.home.database.write_bytes(b"no database " * 1000)
    answer = desk.ask.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


def test_metrics_are_those_of_prometheus(desk: Desk) -> None:
    answer = desk.ask.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    names = {family.name for family in parse(answer.text)}
    assert {"pvd_watch_articles", "pvd_watch_sources", "pvd_watch_queue_waiting", "pvd_watch_disk_free_bytes"} <= names


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_metrics_are_not_told_through_a_proxy(desk: Desk, header: str) -> None:
    answer = desk.ask.get("/metrics", headers={header: "for=192.0.2.1"})
    assert answer.status_code == 404
    assert "pvd_watch_articles" not in answer.text


def test_with_a_token_whoever_has_it_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PVD_WATCH_METRICS_TOKEN", "hush")
    assert desk.ask.get("/metrics").status_code == 404
    assert desk.ask.get("/metrics", headers={"Authorization": "Bearer hush-é".encode()}).status_code == 404
    assert desk.ask.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    given = {"Authorization": "Bearer hush", "X-Forwarded-For": "192.0.2.1"}
    assert desk.ask.get("/metrics", headers=given).status_code == 200
