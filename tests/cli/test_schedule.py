"""``schedule``: what is done next and how it went, and publication by command."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock

from pvd_watch.config import Home
from pvd_watch.storage import Storage
from pvd_watch.times import moment_of, utc

from .command import ask, refused, set_keys


def test_the_tasks_of_a_home_in_the_order_in_which_they_are_done(ready: Path) -> None:
    set_keys(ready, publish_hour='"09:00"', to='["a@example.fr"]', reminder_hour='"08:30"', backup_hour='""')
    told = json.loads(ask("schedule", "--json", home=ready).stdout)
    # Nobody is there to be reminded.
    known = {"alarms", "check", "draft", "jobs", "mail", "poll", "publish", "purge"}
    assert {one["task"] for one in told["coming"]} == known
    assert {one["task"]: one["clock"] for one in told["coming"]}["publish"] == "at 09:00"
    times = [one["next_at"] for one in told["coming"]]
    assert times == sorted(times)
    assert (told["serving"], told["last"]) == (False, [])


def test_the_last_runs_with_their_outcome_newest_first(ready: Path) -> None:
    storage = Storage(Home(ready).database)
    now = datetime.now(UTC)
    for minutes, task, outcome, message in ((9, "poll", "ok", ""), (5, "draft", "failed", "no source answered")):
        at = utc(now - timedelta(minutes=minutes))
        number = storage.task_runs.begin(task, at, at)
        storage.task_runs.end(number, outcome, message, at)  # type: ignore[arg-type]  # outcomes of the list above
    storage.close()
    done = ask("schedule", home=ready)
    assert done.returncode == 0
    assert "No scheduler runs now" in done.stdout
    last = [line.split() for line in done.stdout.partition("done ")[2].splitlines()[2:]]
    assert [(words[0], words[5]) for words in last] == [("draft", "failed"), ("poll", "ok")]
    assert last[0][6:] == ["no", "source", "answered"]
    told = json.loads(ask("schedule", "--json", "-n", "1", home=ready).stdout)
    assert [run["task"] for run in told["last"]] == ["draft"]
    assert {one["task"]: one["last"] and one["last"]["outcome"] for one in told["coming"]}["poll"] == "ok"


def test_what_failed_is_told_with_the_time_of_its_next_try(ready: Path) -> None:
    watched, now = Home(ready), datetime.now(UTC)
    planned, failed = utc(now - timedelta(minutes=30)), utc(now - timedelta(minutes=1))
    storage = Storage(watched.database)
    storage.task_runs.know({"poll": "every 10 minutes"}, utc(now - timedelta(days=1)))
    storage.task_runs.end(storage.task_runs.begin("poll", planned, failed), "failed", "no source answered", failed)
    storage.close()

    def coming() -> str:
        told = json.loads(ask("schedule", "--json", home=ready).stdout)
        return str(next(one["next_at"] for one in told["coming"] if one["task"] == "poll"))

    assert moment_of(coming()) - now < timedelta(minutes=1)  # a scheduler that is yet to be started tries at once
    with FileLock(watched.schedule_lock):
        assert coming() == utc(moment_of(failed) + timedelta(minutes=5))


def test_publication_writes_the_pages_of_the_day(demo_copy: Path) -> None:
    storage = Storage(Home(demo_copy).database)
    latest = storage.digests.latest()
    storage.close()
    assert latest is not None
    day = latest[0]
    page = demo_copy / "data" / "digests" / f"{day}.json"
    before = page.read_text(encoding="utf-8")
    done = ask("schedule", "publish", day, "--json", home=demo_copy)
    assert done.returncode == 0, done.stderr
    assert json.loads(page.read_text(encoding="utf-8")) != json.loads(before)
    assert ask("schedule", "publish", day, home=demo_copy).stdout == f"{day} is published already.\n"
    history = ask("review", "history", day, home=demo_copy).stdout
    assert "automate" in history


def test_a_day_without_digest_cannot_be_published(ready: Path) -> None:
    assert "no digest was made on 2001-01-01" in refused("schedule", "publish", "2001-01-01", home=ready, code=2)
