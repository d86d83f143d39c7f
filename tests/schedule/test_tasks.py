"""The table of tasks: what the settings ask for, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pvd_watch.config import DigestSettings, Settings
from pvd_watch.config.schedule_table import Schedule
from pvd_watch.config.settings import Mail
from pvd_watch.schedule.tasks import Task, tasks
from tests.cli.command import ask

EVERYTHING = Settings(
    digest=DigestSettings(hour="06:15"),
    mail=Mail(to=("a@example.fr",)),
    schedule=Schedule(reminder_hour="08:30", editors=("b@example.fr",), publish_hour="09:00"),
)


def names(settings: Settings) -> set[str]:
    return {task.name for task in tasks(settings)}


def test_by_default_nothing_is_published_or_mailed() -> None:
    assert names(Settings()).isdisjoint({"remind", "publish", "mail"})
    assert {"poll", "draft", "purge", "backup"} <= names(Settings())


def test_everything_has_one_name_and_the_draft_its_hour() -> None:
    found = tasks(EVERYTHING)
    assert len({task.name for task in found}) == len(found)
    assert {task.name: task.clock.words for task in found}["draft"] == "at 06:15"


@pytest.mark.parametrize(
    ("setting", "gone"),
    [
        ({"poll_minutes": 0}, "poll"),
        ({"reminder_hour": ""}, "remind"),
        ({"editors": ()}, "remind"),
        ({"publish_hour": ""}, "publish"),
        ({"check_hour": ""}, "check"),
        ({"purge_hour": ""}, "purge"),
        ({"backup_hour": ""}, "backup"),
    ],
)
def test_an_empty_hour_takes_its_task_away(setting: dict[str, object], gone: str) -> None:
    less = replace(EVERYTHING, schedule=replace(EVERYTHING.schedule, **setting))  # type: ignore[arg-type]  # by name
    assert names(EVERYTHING) - names(less) == {gone}


def test_whatever_works_on_the_line_is_done_one_at_a_time() -> None:
    def by_lane(lane: str) -> set[str]:
        return {task.name for task in tasks(EVERYTHING) if task.lane == lane}

    assert by_lane("line") == {"draft", "poll", "jobs", "check", "purge"}
    assert by_lane("aside") == {"remind", "publish", "mail", "alarms", "backup"}


def test_only_what_is_about_a_day_names_one() -> None:
    def named(task: Task) -> bool:
        return "{day}" in task.words

    assert {task.name for task in tasks(EVERYTHING) if named(task)} == {"remind", "publish", "mail"}


@pytest.mark.parametrize("task", tasks(EVERYTHING), ids=lambda task: task.name)
def test_every_task_is_a_command_with_its_options(task: Task) -> None:
    words = [word for word in task.words if not word.startswith(("-", "{"))]
    done = ask(*words, "--help")
    assert done.returncode == 0
    assert [word for word in task.words if word.startswith("-") and word not in done.stdout] == []
