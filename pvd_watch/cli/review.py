"""``review``: what editors decide about a day, without the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

import click

from pvd_watch.cli.console import Console, output_options, watch_of
from pvd_watch.cli.editor import editor_name, editor_option
from pvd_watch.cli.review_adding import add, jobs, write
from pvd_watch.cli.review_labels import export
from pvd_watch.cli.review_report import (
    action_object,
    day_object,
    day_words,
    history_words,
    outcome_object,
    outcome_words,
    progress_words,
)
from pvd_watch.cli.review_rules import rule
from pvd_watch.daily import write_out
from pvd_watch.digest.decisions import Sheet
from pvd_watch.errors import UsageError
from pvd_watch.model import Action, Decision, Verdict, VerdictAnswer
from pvd_watch.review import Outcome, Review
from pvd_watch.review.filters import LineFilter, LineState, wanted
from pvd_watch.times import read_day
from pvd_watch.wiring import Watch

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """One command at the desk: the day it is about, who gives it, how it answers."""

    watch: Watch
    console: Console
    day: str
    editor: str
    version: int | None

    @property
    def review(self) -> Review:
        """The editors' way of this home."""
        return self.watch.review

    def decide(self, action: Action, story: str = "", **values: Any) -> None:
        """Do it, write the files that are no longer right, and say what was done."""
        story_id = _story(self.review.day(self.day).sheet, story) if story else 0
        self.tell(self.review.decide(self.day, Decision(action, story_id, **values), self.editor, self.version))

    def tell(self, outcome: Outcome) -> None:
        """Write the files that are no longer right, and say what was done."""
        write_out(self.watch, outcome.republished)
        self.console.report(outcome_object(outcome), outcome_words(outcome))


def _at_desk(command: Command) -> Command:
    """DAY, ``--editor``, ``--version``, ``--json`` and ``--quiet``; the command is handed a :class:`Desk`."""

    @click.pass_context
    def at_desk(context: click.Context, /, day: str, editor: str, version: int | None, **values: Any) -> None:
        console = Console(as_json=values.pop("as_json"), quiet=values.pop("quiet"))
        command(Desk(watch_of(context), console, read_day(day), editor_name(editor), version), **values)

    at_desk.__name__, at_desk.__doc__ = command.__name__, command.__doc__
    # What the command declared comes after DAY: click keeps it in reverse.
    at_desk.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]  # click's own mark
    done = click.argument("day", metavar="DAY")(output_options(at_desk))
    done = click.option("--version", type=int, help="Refuse if the day is no longer at this version.")(done)
    return editor_option(done)


_STORY = click.argument("story", metavar="STORY")


@click.group()
def review() -> None:
    """Decide on a day's digest, publish it, undo.

    DAY is YYYY-MM-DD. STORY is the number of a story as « review list » shows it, or its rank with an r: 4127 or r3.
    """


for _command in (rule, add, write, jobs, export):
    review.add_command(_command)


@review.command("list")
@_at_desk
@click.option("--department", default="", metavar="CODE", help="Only stories that name a town of this department.")
@click.option("--theme", default="", metavar="CODE", help="Only stories of this theme; « autre »: of none.")
@click.option("--state", type=click.Choice(get_args(LineState)), help="Only stories that stand so.")
@click.option("--min-score", type=float, metavar="POINTS", help="Only stories with so many points.")
def list_day(desk: Desk, department: str, theme: str, state: LineState | None, min_score: float | None) -> None:
    """The stories of a day in their order, with what was decided on each."""
    found = desk.review.day(desk.day)
    lines = wanted(found.sheet.lines, LineFilter(department, theme, state or "", min_score), found.read)
    desk.console.report(day_object(found, desk.review, lines), day_words(found, lines))


@review.command()
@_at_desk
@click.argument("stories", nargs=-1, required=True, metavar="STORY…")
def seen(desk: Desk, stories: tuple[str, ...]) -> None:
    """Mark stories as read, without deciding on them."""
    sheet = desk.review.day(desk.day).sheet
    desk.review.see(desk.day, [_story(sheet, words) for words in stories], desk.editor)
    found = desk.review.day(desk.day)
    desk.console.report(day_object(found, desk.review, ()), progress_words(found))


@review.command()
@_at_desk
@_STORY
def keep(desk: Desk, story: str) -> None:
    """Keep a story: it will be published."""
    desk.decide("keep", story)


@review.command()
@_at_desk
@_STORY
@click.option("--reason", default="", help="Why, for the other editors.")
def drop(desk: Desk, story: str, reason: str) -> None:
    """Drop a story: it will not be published, nor offered again."""
    desk.decide("drop", story, text=reason)


@review.command()
@_at_desk
@_STORY
def pin(desk: Desk, story: str) -> None:
    """Pin a story for the newsletter; it will be published too."""
    desk.decide("pin", story)


@review.command()
@_at_desk
@_STORY
def unpin(desk: Desk, story: str) -> None:
    """Take a story off the newsletter."""
    desk.decide("unpin", story)


@review.command()
@_at_desk
@_STORY
@click.argument("to", metavar="RANK|up|down|DAY")
def move(desk: Desk, story: str, to: str) -> None:
    """Move a story to another rank, or to another day."""
    desk.decide("move", story, **_target(to))


@review.command()
@_at_desk
@_STORY
@click.argument("line")
def present(desk: Desk, story: str, line: str) -> None:
    """Write the public line of a story; an empty one takes it away."""
    desk.decide("present", story, text=line)


@review.command()
@_at_desk
@_STORY
@click.argument("text")
def note(desk: Desk, story: str, text: str) -> None:
    """Write an internal note on a story, which never leaves the desk; an empty one takes it away."""
    desk.decide("note", story, text=text)


@review.command()
@_at_desk
@_STORY
@click.argument("article", type=int)
def split(desk: Desk, story: str, article: int) -> None:
    """Take an article (its number: list --json) out of a story, for ever; it becomes a story of its own."""
    desk.decide("split", story, article_id=article)


@review.command()
@_at_desk
@_STORY
@click.argument("other", metavar="OTHER")
def merge(desk: Desk, story: str, other: str) -> None:
    """Merge the story OTHER into STORY, for ever."""
    desk.decide("merge", story, other_id=_story(desk.review.day(desk.day).sheet, other))


@review.command()
@_at_desk
@_STORY
@click.argument("answer", type=click.Choice(get_args(VerdictAnswer)))
@click.argument("insee", metavar="CODE")
@click.argument("insee_to", metavar="[RIGHT-CODE]", default="")
@click.option("--article", default=0, help="The article of the story that is meant; else the one that leads it.")
def verdict(desk: Desk, story: str, answer: VerdictAnswer, insee: str, insee_to: str, article: int) -> None:
    """Say whether a story speaks of a commune (INSEE code); « correct » takes the right one too."""
    desk.decide("verdict", story, article_id=article, verdict=Verdict(insee, answer, insee_to))


@review.command()
@_at_desk
def publish(desk: Desk) -> None:
    """Publish what was kept or pinned; later decisions on the day are corrections."""
    desk.decide("publish")


@review.command()
@_at_desk
def unpublish(desk: Desk) -> None:
    """Make a published digest a draft again, as it stood."""
    desk.decide("unpublish")


@review.command()
@_at_desk
@click.argument("number", metavar="[ACTION]", type=int, required=False)
def undo(desk: Desk, number: int | None) -> None:
    """Undo the last action on a day, or that of a number in its history (an undo too)."""
    desk.tell(desk.review.undo(desk.day, desk.editor, number, desk.version))


@review.command()
@_at_desk
def history(desk: Desk) -> None:
    """Everything that was done on a day, by whom and when."""
    done = desk.review.history(desk.day)
    desk.console.report({"day": desk.day, "actions": [action_object(logged) for logged in done]}, history_words(done))


def _story(sheet: Sheet, words: str) -> int:
    """The id of a story given by its id, or by its rank as in ``r3``.

    :raises UsageError: the words are neither.
    """
    kind, number = (words[:1].lower(), words[1:]) if words[:1].lower() == "r" else ("", words)
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise UsageError(f"{words} is no story; write its number as in 4127, or its rank as in r3")
    if not kind:
        return int(number)
    if not 1 <= int(number) <= len(sheet.lines):
        raise UsageError(f"there is no rank {number}; the day has {len(sheet.lines)} stories")
    return sheet.lines[int(number) - 1].item.story_id


def _target(words: str) -> dict[str, Any]:
    """Where a move leads: a rank, one up or down, or a day."""
    if words in ("up", "down"):
        return {"text": words}
    if words.isascii() and words.isdigit():
        return {"rank": int(words)}
    return {"day": read_day(words)}
