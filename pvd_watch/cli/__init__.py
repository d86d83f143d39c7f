"""The command ``pvd-watch``. Each command's module is imported when it is called, so that ``--help`` is quick."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from datetime import UTC, datetime
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from pvd_watch import __version__
from pvd_watch.errors import PvdWatchError, StepError, short_of_memory

_COMMANDS = {
    "init": ("home", "Write a fresh home: configuration with every key explained, and a data folder."),
    "demo": ("demo", "Run the whole line against a small press on this machine, offline."),
    "run": ("line", "Collect, link, group, rank and write today's digest."),
    "collect": ("line", "Poll the sources that are due and store what is new."),
    "link": ("linking", "Link stored articles, or a file of texts, to communes."),
    "digest": ("line", "Make or show the digest of a day."),
    "review": ("review", "Decide on a day's digest, publish it, undo."),
    "top": ("newsletter", "The top articles of a period, ready to set in the newsletter."),
    "send": ("send", "Send the digest of a day by e-mail."),
    "serve": ("serve", "Keep running and do what the schedule asks for."),
    "schedule": ("schedule", "What is done by itself: when next, and how it went."),
    "status": ("status", "What runs, what fails, what is stored."),
    "sources": ("sources", "What is watched, and the departments nobody watches."),
    "communes": ("communes", "Look up communes, bring their list up to date."),
    "evaluate": ("linking", "Measure linking on labelled texts."),
    "stats": ("stats", "What was written of whom, and how it changed."),
    "export": ("export", "Articles with their towns, as CSV, JSON or Parquet."),
    "backup": ("keeping", "Write a backup of the database, and let old ones go."),
    "restore": ("keeping", "Put a backup in the place of the database."),
    "purge": ("keeping", "Forget texts and logs that are older than they may be."),
    "remove": ("keeping", "Remove articles or a name on request, and keep them out."),
    "users": ("users", "Who may come to the desk: accounts, roles, passwords."),
    "config": ("home", "Check the configuration, or show it as it takes effect."),
    "dump": ("status", "Everything stored, by natural keys."),
    "help": ("guides", "The guides, in French."),
}


class _LazyGroup(click.Group):
    """A group whose commands are imported on demand; their one-line help stands above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"pvd_watch.cli.{_COMMANDS[cmd_name][0]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what click would end in its own way, or forget the home of, comes out as ours."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as left:
            raise _ReaderLeftError from left
        except (PvdWatchError, click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            raise _UnforeseenError(error, ctx.params["home"]) from error
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in _COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--home", metavar="DIR", help="The home folder; else $PVD_WATCH_HOME, else the nearest one upward.")
@click.version_option(__version__, prog_name="pvd-watch")
@click.pass_context
def cli(context: click.Context, home: str | None) -> None:
    """The press watch of the programme Petites villes de demain."""
    context.obj = home


class _ReaderLeftError(Exception):
    """Who read our output has left, as in « | head »: nothing is wrong."""


class _UnforeseenError(Exception):
    """Anything that no command foresaw, and the home as it was named."""

    def __init__(self, cause: Exception, home: str | None) -> None:
        super().__init__()
        self.cause, self.home = cause, home


def main() -> None:
    """Run the command line; faults end in one sentence and the exit code of their kind."""
    if isinstance(sys.stdout, TextIOWrapper):  # what is printed is French and JSON, whatever the locale can write
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _drop_output()
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except PvdWatchError as error:
        _say(str(error))
        sys.exit(error.exit_code)
    except _ReaderLeftError:
        _drop_output()
    except _UnforeseenError as fault:
        sys.exit(_end(fault.cause, fault.home))
    except Exception as error:
        sys.exit(_end(error, None))


def _end(cause: Exception, home: str | None) -> int:
    """Say what happened, and the exit code of it."""
    if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        _drop_output()
        _say(f"{cause.filename or 'the output'} could not be written ({cause.strerror}): make room and run again")
        return StepError.exit_code
    if short_of_memory(cause):
        _say("there is not enough memory for this: give it more, or end other programs, and run again; nothing is lost")
        return StepError.exit_code
    _say(f"a fault of the program, not of yours; the details are in {_log_fault(cause, home)}")
    return PvdWatchError.exit_code


def _drop_output() -> None:
    """What is still in the buffer has nowhere to go, and Python must not say so at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(words: str) -> None:
    from pvd_watch.typography import harmless

    for line in words.splitlines():
        print(f"pvd-watch: {harmless(line)}", file=sys.stderr)


def _log_fault(cause: Exception, home: str | None) -> str:
    """Write the traceback where the operator looks: the home's log, or the present folder where there is no home.

    A traceback may quote a feed, and a log is read on a terminal.
    """
    from pvd_watch.config import find_home
    from pvd_watch.typography import harmless

    try:
        folder = find_home(home, os.environ, Path.cwd()).logs
        folder.mkdir(parents=True, exist_ok=True)
    except (PvdWatchError, OSError):
        folder = Path.cwd()
    path = folder / "faults.log"
    trace = [f"{harmless(line)}\n" for line in "".join(traceback.format_exception(cause)).split("\n")]
    try:
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {sys.argv[1:]}\n{''.join(trace)}")
    except OSError:
        print(*trace, sep="", file=sys.stderr)
        return "the lines above"
    return str(path)
