"""What commands print: sentences for people on standard error or output, one JSON object for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pvd_watch.config import find_home
from pvd_watch.typography import harmless

if TYPE_CHECKING:
    from pvd_watch.wiring import Watch

Command = TypeVar("Command", bound=Callable[..., Any])


def watch_of(context: click.Context) -> Watch:
    """The installation that the command works on.

    :raises HomeError: no home was found.
    """
    from pvd_watch.wiring import Watch

    return Watch(find_home(context.find_root().obj, os.environ, Path.cwd()))


def output_options(command: Command) -> Command:
    """``--json`` and ``--quiet``, the same on every command that reports."""
    command = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")(command)
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")(command)


def counted(value: int, noun: str) -> str:
    """A number with its English noun: « 1 article », « 2 articles »."""
    return f"{value} {noun}{'' if value == 1 else 's'}"


class Console:
    """Reports the outcome of a command, once."""

    def __init__(self, *, as_json: bool, quiet: bool, result_on_stdout: bool = False) -> None:
        self._as_json, self._quiet = as_json, quiet
        self._stream = sys.stderr if result_on_stdout else sys.stdout

    def report(self, outcome: Mapping[str, Any], words: str) -> None:
        """Print the outcome: the object with ``--json``, else the words, unless ``--quiet``."""
        if self._as_json:
            print(json.dumps(outcome, ensure_ascii=False, indent=2), file=self._stream)
        elif not self._quiet:
            print(words, file=self._stream)

    def step(self, words: str) -> None:
        """Say what is being done now, where a person may wait for it."""
        if not self._quiet and not self._as_json:
            print(harmless(words), file=sys.stderr, flush=True)

    def progress(self, done: int, total: int, name: str) -> None:
        """Show how far a long work is: one moving line on a terminal, a plain line every fifty elsewhere."""
        if self._quiet or self._as_json:
            return
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(f"\r\x1b[K{done}/{total} {harmless(name)[:60]}", end=end, file=sys.stderr, flush=True)
        elif done % 50 == 0 or done == total:
            print(f"{done}/{total} sources", file=sys.stderr, flush=True)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns of words, each as wide as its widest cell; numbers to the right."""
    cells = [[harmless(str(cell)) for cell in row] for row in rows]
    widths = [
        max(len(name), *(len(row[place]) for row in cells)) if cells else len(name) for place, name in enumerate(head)
    ]
    right = [all(isinstance(row[place], int | float) for row in rows) for place in range(len(head))]
    lines = [head, ["-" * width for width in widths], *cells]
    pads = [str.rjust if to_right else str.ljust for to_right in right]
    return "\n".join(
        "  ".join(pad(cell, width) for pad, cell, width in zip(pads, line, widths, strict=True)).rstrip()
        for line in lines
    )
