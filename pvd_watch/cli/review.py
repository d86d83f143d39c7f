"""``review``: what editors decide about a day, without the desk."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar, get_args

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.daily import read_day, write_out
from pvd_watch.digest.decisions import Placed, Sheet
from pvd_watch.errors import UsageError
from pvd_watch.model import Action, Decision, Logged, Verdict, VerdictAnswer
from pvd_watch.review import DayReview, Outcome, Review, sentence
from pvd_watch.typography import harmless, shown_title
from pvd_watch.wiring import Watch

Command = TypeVar("Command", bound=Callable[..., Any])


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
        self.console.report(_outcome_object(outcome), _outcome_words(outcome))


def _at_desk(command: Command) -> Command:
    """DAY, ``--editor``, ``--version``, ``--json`` and ``--quiet``; the command is handed a :class:`Desk`."""

    @click.pass_context
    def at_desk(context: click.Context, day: str, editor: str, version: int | None, **values: Any) -> None:
        console = Console(as_json=values.pop("as_json"), quiet=values.pop("quiet"))
        command(Desk(watch_of(context), console, read_day(day), _name(editor), version), **values)

    at_desk.__name__, at_desk.__doc__ = command.__name__, command.__doc__
    # Arguments that the command declared come after DAY: click keeps them in reverse.
    at_desk.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    done = click.argument("day", metavar="DAY")(output_options(at_desk))
    done = click.option("--version", type=int, help="Refuse if the day is no longer at this version.")(done)
    done = click.option("--editor", default="", metavar="NAME", help="Who decides; else the system's user.")(done)
    return done  # type: ignore[return-value]


_STORY = click.argument("story", metavar="STORY")


@click.group()
def review() -> None:
    """Decide on a day's digest, publish it, undo.

    DAY is YYYY-MM-DD. STORY is the number of a story as « review list » shows it, or its rank with an r: 4127 or r3.
    """


@review.command("list")
@_at_desk
def list_day(desk: Desk) -> None:
    """The stories of a day in their order, with what was decided on each."""
    found = desk.review.day(desk.day)
    desk.console.report(_day_object(found, desk.review), _day_words(found))


@review.command()
@_STORY
@_at_desk
def keep(desk: Desk, story: str) -> None:
    """Keep a story: it will be published."""
    desk.decide("keep", story)


@review.command()
@_STORY
@click.option("--reason", default="", help="Why, for the other editors.")
@_at_desk
def drop(desk: Desk, story: str, reason: str) -> None:
    """Drop a story: it will not be published, nor offered again."""
    desk.decide("drop", story, text=reason)


@review.command()
@_STORY
@_at_desk
def pin(desk: Desk, story: str) -> None:
    """Pin a story for the newsletter; it will be published too."""
    desk.decide("pin", story)


@review.command()
@_STORY
@_at_desk
def unpin(desk: Desk, story: str) -> None:
    """Take a story off the newsletter."""
    desk.decide("unpin", story)


@review.command()
@_STORY
@click.argument("to", metavar="RANK|up|down|DAY")
@_at_desk
def move(desk: Desk, story: str, to: str) -> None:
    """Move a story to another rank, or to another day."""
    desk.decide("move", story, **_target(to))


@review.command()
@_STORY
@click.argument("line")
@_at_desk
def present(desk: Desk, story: str, line: str) -> None:
    """Write the public line of a story; an empty one takes it away."""
    desk.decide("present", story, text=line)


@review.command()
@_STORY
@click.argument("text")
@_at_desk
def note(desk: Desk, story: str, text: str) -> None:
    """Write an internal note on a story, which never leaves the desk; an empty one takes it away."""
    desk.decide("note", story, text=text)


@review.command()
@_STORY
@click.argument("article", type=int)
@_at_desk
def split(desk: Desk, story: str, article: int) -> None:
    """Take an article (its number: list --json) out of a story, for ever; it becomes a story of its own."""
    desk.decide("split", story, article_id=article)


@review.command()
@_STORY
@click.argument("other", metavar="OTHER")
@_at_desk
def merge(desk: Desk, story: str, other: str) -> None:
    """Merge the story OTHER into STORY, for ever."""
    desk.decide("merge", story, other_id=_story(desk.review.day(desk.day).sheet, other))


@review.command()
@_STORY
@click.argument("answer", type=click.Choice(get_args(VerdictAnswer)))
@click.argument("insee", metavar="CODE")
@click.argument("insee_to", metavar="[RIGHT-CODE]", default="")
@click.option("--article", default=0, help="The article of the story that is meant; else the one that leads it.")
@_at_desk
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
@click.argument("number", metavar="[ACTION]", type=int, required=False)
@_at_desk
def undo(desk: Desk, number: int | None) -> None:
    """Undo the last action on a day, or that of a number in its history (an undo too)."""
    desk.tell(desk.review.undo(desk.day, desk.editor, number, desk.version))


@review.command()
@_at_desk
def history(desk: Desk) -> None:
    """Everything that was done on a day, by whom and when."""
    done = desk.review.history(desk.day)
    desk.console.report({"day": desk.day, "actions": [_action_object(logged) for logged in done]}, _history(done))


def _name(editor: str) -> str:
    """Who decides.

    :raises UsageError: nobody is named, and the system does not say.
    """
    try:
        name = harmless(editor).strip() or getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("the system does not say who you are; give --editor NAME") from error
    return name[:100]


def _story(sheet: Sheet, words: str) -> int:
    """The id of a story given by its id, or by its rank as in ``r3``.

    :raises UsageError: the words are neither.
    """
    kind, number = (words[:1].lower(), words[1:]) if words[:1].lower() == "r" else ("", words)
    if not (number.isascii() and number.isdigit()):
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


def _counts(found: DayReview) -> str:
    counts = found.counts
    return f"{counts['kept']} kept, {counts['dropped']} dropped, {counts['left']} left"


def _day_words(found: DayReview) -> str:
    head = f"{found.digest.day} ({found.digest.state}, version {found.version}): {_counts(found)}."
    rows = [
        (
            f"r{line.item.rank}",
            line.item.story_id,
            line.item.state + (" pinned" if line.item.pinned else "") + (" carried" if line.item.carried else ""),
            ", ".join(commune.name for commune in line.item.communes[:2]),
            shown_title(line.item.title)[:80],
            line.item.outlet,
        )
        for line in found.sheet.lines
    ]
    return f"{head}\n{table(('rank', 'story', 'state', 'communes', 'title', 'outlet'), rows)}"


def _day_object(found: DayReview, desk: Review) -> dict[str, Any]:
    return {
        "day": found.digest.day,
        "state": found.digest.state,
        "version": found.version,
        **found.counts,
        "items": [_line_object(line, desk) for line in found.sheet.lines],
    }


def _line_object(line: Placed, desk: Review) -> dict[str, Any]:
    articles = [
        {"id": linked.article.id, "title": linked.article.title, "url": linked.article.url, "outlet": linked.outlet}
        for linked in (desk.articles(line.item.story_id) if line.item.size > 1 else ())
    ]
    return asdict(line.item) | {"dropped_for": line.dropped_for, "note": line.note, "articles": articles}


def _action_object(logged: Logged) -> dict[str, Any]:
    decision = logged.decision
    return {
        "action": logged.id,
        "version": logged.version,
        "what": decision.action,
        "story_id": decision.story_id,
        "other_id": decision.other_id,
        "title": logged.title,
        "text": decision.text,
        "rank": decision.rank,
        "day": decision.day,
        "verdict": asdict(decision.verdict) if decision.verdict else None,
        "undoes": decision.of,
        "editor": logged.editor,
        "at": logged.at,
        "undone_at": logged.undone_at,
        "correction": logged.correction,
        "sentence": sentence(logged),
    }


def _outcome_object(outcome: Outcome) -> dict[str, Any]:
    return {
        "day": outcome.review.digest.day,
        "state": outcome.review.digest.state,
        "version": outcome.review.version,
        **outcome.review.counts,
        "done": _action_object(outcome.logged) if outcome.logged else None,
    }


def _outcome_words(outcome: Outcome) -> str:
    done = outcome.logged
    words = f"Action {done.id}: {harmless(sentence(done))}." if done else "Nothing to do: it is so already."
    return f"{words} {outcome.review.digest.day} ({outcome.review.digest.state}): {_counts(outcome.review)}."


def _history(done: list[Logged]) -> str:
    rows = [
        (logged.id, logged.at, sentence(logged), logged.undone_at or ("correction" if logged.correction else ""))
        for logged in done
    ]
    return table(("action", "at", "what", "undone at"), rows)
