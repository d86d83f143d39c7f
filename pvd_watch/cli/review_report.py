"""What ``review`` answers: the day, an action, the history, as words and as objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pvd_watch.cli.console import table
from pvd_watch.digest.decisions import Placed
from pvd_watch.model import Logged
from pvd_watch.review import DayReview, Outcome, Review, sentence
from pvd_watch.typography import harmless, shown_title


def _counts(found: DayReview) -> str:
    counts = found.counts
    return f"{counts['kept']} kept, {counts['dropped']} dropped, {counts['left']} left"


def progress_words(found: DayReview) -> str:
    """How far the editors have come."""
    progress = found.progress
    return f"{progress.read} read, {progress.kept} kept, {progress.left} left to read."


def day_words(found: DayReview, lines: Sequence[Placed]) -> str:
    """Some lines of a day for a person."""
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
        for line in lines
    ]
    return f"{head}\n{table(('rank', 'story', 'state', 'communes', 'title', 'outlet'), rows)}"


def day_object(found: DayReview, desk: Review, lines: Sequence[Placed]) -> dict[str, Any]:
    """Some lines of a day for a program; Stories of several Articles with what may be split out of them."""
    read = found.read
    return {
        "day": found.digest.day,
        "state": found.digest.state,
        "version": found.version,
        **found.counts,
        "progress": asdict(found.progress),
        "items": [_line_object(line, desk) | {"read": line.item.story_id in read} for line in lines],
    }


def _line_object(line: Placed, desk: Review) -> dict[str, Any]:
    articles = [
        {"id": linked.article.id, "title": linked.article.title, "url": linked.article.url, "outlet": linked.outlet}
        for linked in (desk.articles(line.item.story_id) if line.item.size > 1 else ())
    ]
    return asdict(line.item) | {
        "dropped_for": line.dropped_for,
        "published_on": line.published_on,
        "note": line.note,
        "articles": articles,
    }


def action_object(logged: Logged) -> dict[str, Any]:
    """An action of the history for a program."""
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


def outcome_object(outcome: Outcome) -> dict[str, Any]:
    """An action for a program; ``done`` is None where nothing was to be done."""
    return {
        "day": outcome.review.digest.day,
        "state": outcome.review.digest.state,
        "version": outcome.review.version,
        **outcome.review.counts,
        "done": action_object(outcome.logged) if outcome.logged else None,
    }


def outcome_words(outcome: Outcome) -> str:
    """An action for a person."""
    done = outcome.logged
    words = f"Action {done.id}: {harmless(sentence(done))}." if done else "Nothing to do: it is so already."
    return f"{words} {outcome.review.digest.day} ({outcome.review.digest.state}): {_counts(outcome.review)}."


def history_words(done: list[Logged]) -> str:
    """A history for a person."""
    rows = [
        (logged.id, logged.at, sentence(logged), logged.undone_at or ("correction" if logged.correction else ""))
        for logged in done
    ]
    return table(("action", "at", "what", "undone at"), rows)
