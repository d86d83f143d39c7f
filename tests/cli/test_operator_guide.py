"""The operator's guide works as it is written: its commands, keys, files and alarms are there."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from pvd_watch.cli import _COMMANDS
from pvd_watch.config.settings import tables
from pvd_watch.model import ALARM_KINDS
from pvd_watch.shipping import shipped

from .command import ask

GUIDE = (files("pvd_watch") / "help" / "operator.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE, re.S)
_TYPED = (
    r"pvd-watch (?:--home \S+ )?((?:(?:sources|config|communes|users|schedule) )?[a-z]+)(?=[ `»\n…]|$)((?: --[a-z-]+)*)"
)
COMMANDS = sorted({(words, options) for words, options in re.findall(_TYPED, GUIDE) if words.split()[0] in _COMMANDS})


def test_it_names_commands_and_only_those_that_are_known() -> None:
    assert len(COMMANDS) > 10
    typed = {words.split()[0] for block in [*BLOCKS, *re.findall(r"`([^`\n]+)`", GUIDE)]
             for words in re.findall(r"pvd-watch ([a-z]+)(?![\w-])", block)}  # fmt: skip
    assert typed <= set(_COMMANDS)


@pytest.mark.parametrize(("words", "options"), COMMANDS)
def test_every_command_that_it_names_is_there_with_its_options(words: str, options: str) -> None:
    done = ask(*words.split(), "--help")
    assert done.returncode == 0
    assert [option for option in options.split() if option not in done.stdout] == []


def test_every_file_to_deploy_is_explained_and_there() -> None:
    there = {path.name for path in shipped("config/deploy").iterdir()}
    named = set(
        re.findall(
            r"(?<![\w./])((?:pvd-watch[\w-]*\.(?:service|timer|env|sh))|nginx\.conf|Caddyfile|Dockerfile|compose\.yaml)",
            GUIDE,
        )
    )
    assert named <= there
    assert {name for name in there if name not in GUIDE} <= {"pvd-watch-alarms.service", "pvd-watch-run.service"}
    install = next(line for block in BLOCKS for line in block.splitlines() if line.startswith("cd "))
    assert "pvd_watch/shipped/config/deploy" in install


def test_every_key_that_it_sets_is_known() -> None:
    keys = {key for table in tables().values() for key in table}
    assert set(re.findall(r"`([a-z_]+) = [^`]+`", GUIDE)) <= keys
    assert set(re.findall(r"(?:^|\s)table `\[(\w+)\]`", GUIDE)) <= set(tables())


def test_every_alarm_is_in_the_table_with_its_key() -> None:
    section = GUIDE.partition("## Être prévenu")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \|[^|]*\|(.*?)\|$", section, re.M))
    assert set(rows) == set(ALARM_KINDS)
    named = {key for row in rows.values() for key in re.findall(r"`(\w+)`", row)}
    assert named == set(tables()["alarms"]) - {"alarm_to", "webhook"}


def test_it_is_set_as_french_is() -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`|^\|[-|]+$", "x", GUIDE, flags=re.S | re.M)
    assert re.findall(r"[^\s]* [:;!?»]|« |'|\.\.\.", prose) == []
