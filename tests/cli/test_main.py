"""How any command ends: codes, one sentence, readers that leave, full disks, Ctrl-C, faults of the program."""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from .command import PROGRAM, ask, contents, pvd, refused, watch_feed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["--nonsense"], "No such option '--nonsense'"),
        (["run", "--nonsense"], "No such option '--nonsense'"),
        (["digest", "a", "b"], "unexpected extra argument (b)"),
        (["link", "x.jsonl", "--workers", "0"], "0 is not in the range"),
        (["communes", "show"], "Missing argument 'NAME|CODE'"),
        (["top", "--from", "2026-01-01"], "Missing option '--to'"),
        (["dump"], "Missing option '--canonical'"),
        ([], "Usage: "),
        (["communes"], "Usage: "),
    ],
)
def test_wrong_use_ends_with_2(words: list[str], said: str, tmp_path: Path) -> None:
    done = ask(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_command_has_help_and_imports_for_it_only_what_it_shows() -> None:
    listed = pvd("--help")
    names = [line.split()[0] for line in listed.stdout.split("Commands:")[1].splitlines() if line[2:3].isalpha()]
    assert {"init", "demo", "run", "collect", "link", "digest", "top", "serve", "status", "evaluate"} <= set(names)
    script = (
        "import sys, click\nfrom click.testing import CliRunner\nfrom pvd_watch.cli import cli\n"
        f"for name in {names!r}:\n"
        "    done = CliRunner().invoke(cli, [name, '--help'], standalone_mode=False)\n"
        "    assert done.exception is None and 'Usage: cli ' + name in done.output, (name, done.output)\n"
        "print('spacy' in sys.modules, 'scrapy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "False False\n"), done.stderr


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--home", "nowhere"], "(from --home) is not a home"),
        (["--home", ""], "--home is empty"),
        ([], "no home found"),
    ],
)
@pytest.mark.parametrize("command", ["status", "run"])
def test_no_home_is_said_with_the_remedy(option: list[str], said: str, command: str, tmp_path: Path) -> None:
    words = refused(*option, command, code=2, cwd=tmp_path)
    assert said in words
    assert "pvd-watch init" in words
    assert list(tmp_path.iterdir()) == []


def test_the_variable_names_the_home_and_the_option_goes_before_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = f'# home: "{home}"\n'
    assert ask("config", "dump", cwd=home / "data").stdout.startswith(line)
    monkeypatch.setenv("PVD_WATCH_HOME", str(home))
    assert ask("config", "dump", cwd=tmp_path).stdout.startswith(line)
    monkeypatch.setenv("PVD_WATCH_HOME", "/nowhere")
    assert "/nowhere (from PVD_WATCH_HOME) is not a home" in refused("config", "dump", code=2)
    assert ask("config", "dump", home=home).stdout.startswith(line)


@pytest.mark.parametrize("words", [["sources", "list", "--json"], ["dump", "--canonical"]])
def test_a_reader_that_leaves_is_no_fault(words: list[str], demo: tuple[Path, dict[str, Any]]) -> None:
    with subprocess.Popen(
        [*PROGRAM, "--home", str(demo[0]), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("words", [["--help"], ["config", "dump"]])
def test_a_full_disk_under_the_output_is_said(words: list[str], home: Path) -> None:
    with (home / "out").open("w", encoding="utf-8") as out:
        done = subprocess.run(
            [*PROGRAM, "--home", str(home), *words],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
            check=False,
        )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert os.strerror(errno.EFBIG) in done.stderr


def test_a_fault_of_the_program_is_one_sentence_and_a_traceback_in_the_log_of_the_home(home: Path) -> None:
    # No bug is known to make one with: take a piece of the program away.
    script = (
        "import sys\nimport pvd_watch.config as config\nfrom pvd_watch.cli import main\n"
        "del config.dump\n"
        f"sys.argv = ['pvd-watch', '--home', {str(home)!r}, 'config', 'dump']\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=home.parent)
    log = home / "data" / "logs" / "faults.log"
    assert (done.returncode, done.stdout) == (70, "")
    assert done.stderr == f"pvd-watch: a fault of the program, not of yours; the details are in {log}\n"
    assert "AttributeError" in log.read_text(encoding="utf-8")
    assert [path.name for path in home.parent.iterdir()] == ["home"]


def test_ctrl_c_ends_a_run_at_once_and_without_a_word(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        watch_feed(home, f"http://127.0.0.1:{silent.getsockname()[1]}/rss")
        process = subprocess.Popen(
            [*PROGRAM, "--home", str(home), "run"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0
        )
        silent.settimeout(30)
        connection, _ = silent.accept()
        with connection:
            began = time.monotonic()
            os.killpg(process.pid, signal.SIGINT)
            out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")
    assert time.monotonic() - began < 10
    again = ask("digest", home=home)
    assert again.returncode == 0, again.stderr


def test_a_name_of_no_encoding_is_shown_and_harms_nothing(home: Path) -> None:
    name = b"a\xff\x1b[31m.jsonl"
    done = subprocess.run(
        [os.fsencode(word) for word in [*PROGRAM, "--home", str(home), "link"]] + [name],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"cannot be read" in done.stderr
    assert b"\x1b" not in done.stderr


def test_reading_commands_leave_a_home_without_a_database_as_it_is(home: Path) -> None:
    before = contents(home)
    for words in (
        ["config", "check"],
        ["config", "dump"],
        ["sources", "list", "--coverage"],
        ["communes", "show", "Die"],
    ):
        assert ask(*words, home=home).returncode == 0
    assert contents(home) == before
