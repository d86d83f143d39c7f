"""The command as a person types it: in a process of its own, or, where that proves no more, in this one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from pvd_watch.cli import main

PROGRAM = [sys.executable, "-m", "pvd_watch"]


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def pvd(
    *words: str,
    given: str | bytes = "",
    home: Path | None = None,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> Answer:
    """Run the command in a process of its own.

    :param given: what stands on its standard input.
    :param env: variables besides those of this process.
    :param before: called in the new process before the program begins.
    """
    where = ["--home", str(home)] if home else []
    done = subprocess.run(
        [*PROGRAM, *where, *words],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        cwd=cwd,
        env=os.environ | (env or {}),
        timeout=120,
        check=False,
        preexec_fn=before,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))


def ask(*words: str, home: Path | None = None, cwd: Path | None = None, given: str = "") -> Answer:
    """Run the command in this process, which saves its start; everything from the words typed on is the same."""
    where = ["--home", str(home)] if home else []
    # As Python opens them, over memory: standard error takes any character.
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors) for errors in ("strict", "backslashreplace"))
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["pvd-watch", *where, *words], io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8")
    code = 0
    try:
        with redirect_stdout(out), redirect_stderr(err), chdir(cwd or Path.cwd()):
            main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.argv, sys.stdin = before
    return Answer(code, *(_text(stream) for stream in (out, err)))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def refused(*words: str, code: int, home: Path | None = None, cwd: Path | None = None, given: str = "") -> str:
    """The sentence with which a command refuses: the code is right, nothing is on standard output, no traceback."""
    done = ask(*words, home=home, cwd=cwd, given=given)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    lines = done.stderr.splitlines()
    assert all(line.startswith("pvd-watch: ") for line in lines), done.stderr
    assert 0 < len(done.stderr) < 2000
    return "\n".join(line.removeprefix("pvd-watch: ") for line in lines)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, to see that nothing was written."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def watch_feed(home: Path, url: str, **settings: str) -> None:
    """Let a home watch one feed; ``settings`` take the place of values in ``watch.toml``."""
    record = f'id = "j"\nname = "J"\nkind = "feed"\nurl = "{url}"\nhomepage = "{url}"\ndepartments = []\n'
    (home / "config" / "sources.toml").write_text(f"[[source]]\n{record}", encoding="utf-8")
    set_keys(home, allow_private_hosts='["127.0.0.1"]', delay_seconds="0.0", **settings)


def set_keys(home: Path, **settings: str) -> None:
    """Write values, as TOML, over those of ``watch.toml``."""
    path = home / "config" / "watch.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, value in settings.items():
        [place] = [number for number, line in enumerate(lines) if line.startswith(f"{key} = ")]
        lines[place] = f"{key} = {value}"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
