"""``review rule``: rules on names, shown before they are given, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.cli.editor import editor_name, editor_option
from pvd_watch.errors import LockedError
from pvd_watch.model import Affected, LoggedRule, NameRule, SourceRule
from pvd_watch.review import RuleOutcome
from pvd_watch.typography import harmless, shown_title
from pvd_watch.wiring import Watch

_SOURCE = click.argument("source", metavar="SOURCE")
_NAME = click.argument("name")
_CODE = click.argument("insee", metavar="CODE")


@click.group()
def rule() -> None:
    """Rules on names: in this source, « Rue » is never the commune.

    SOURCE is a source's id, NAME the words as they stand in its articles, CODE the INSEE code of the commune.
    """


@rule.command("list")
@output_options
@click.pass_context
def list_rules(context: click.Context, as_json: bool, quiet: bool) -> None:
    """Every rule, with who gave it and who took it back."""
    found = watch_of(context).rules.history()
    rows = [(one.id, _words(one), one.editor, one.at, one.undone_at) for one in found]
    Console(as_json=as_json, quiet=quiet).report(
        {"rules": [asdict(one) for one in found]}, table(("rule", "what it says", "editor", "at", "undone at"), rows)
    )


@rule.command()
@_SOURCE
@_NAME
@_CODE
@output_options
@click.pass_context
def preview(context: click.Context, source: str, name: str, insee: str, as_json: bool, quiet: bool) -> None:
    """What a rule would change in the last 30 days; nothing is changed."""
    affected = watch_of(context).rules.preview(SourceRule(source, NameRule(name, insee)))
    words = f"{len(affected)} articles would lose {insee}.\n{_table(affected)}"
    Console(as_json=as_json, quiet=quiet).report({"affected": [asdict(one) for one in affected]}, words)


@rule.command()
@_SOURCE
@_NAME
@_CODE
@editor_option
@output_options
@click.pass_context
def add(context: click.Context, source: str, name: str, insee: str, editor: str, as_json: bool, quiet: bool) -> None:
    """Give a rule: it holds from now on and for the last 30 days, whose articles are linked anew."""
    watch = watch_of(context)
    outcome = watch.rules.add(SourceRule(source, NameRule(name, insee)), editor_name(editor))
    _finish(watch, Console(as_json=as_json, quiet=quiet), outcome, "lose")


@rule.command()
@click.argument("number", metavar="RULE", type=int)
@editor_option
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@output_options
@click.pass_context
def undo(context: click.Context, number: int, editor: str, dry_run: bool, as_json: bool, quiet: bool) -> None:
    """Take a rule back; the last 30 days are linked anew."""
    watch, console = watch_of(context), Console(as_json=as_json, quiet=quiet)
    if dry_run:
        affected = watch.rules.preview_undo(number)
        words = f"{len(affected)} articles would gain the commune again.\n{_table(affected)}"
        console.report({"affected": [asdict(one) for one in affected]}, words)
    else:
        _finish(watch, console, watch.rules.undo(number, editor_name(editor)), "gain")


def _finish(watch: Watch, console: Console, outcome: RuleOutcome, verb: str) -> None:
    try:
        with watch.lock():
            watch.pipeline.link()
            watch.pipeline.group()
        linked = True
    except LockedError:
        # The run that holds the lock links what waits, or the next one does.
        linked = False
    when = "" if linked else " They are linked anew by the run that is under way, or the next one."
    words = f"Rule {outcome.rule.id}: {_words(outcome.rule)}. {len(outcome.affected)} articles {verb} it.{when}"
    found: dict[str, Any] = {"rule": asdict(outcome.rule), "affected": [asdict(one) for one in outcome.affected]}
    found |= {"drafts": list(outcome.drafts), "linked": linked}
    console.report(found, f"{harmless(words)}\n{_table(outcome.affected)}")


def _words(rule: LoggedRule) -> str:
    name, insee = rule.given.rule.name, rule.given.rule.insee
    return f"in {rule.given.source_id}, « {name} » is never {rule.commune} ({insee})"


def _table(affected: Sequence[Affected]) -> str:
    rows = [
        (one.day or "no digest", "published" if one.published else "", shown_title(one.title)[:80], one.outlet)
        for one in affected
    ]
    return table(("day", "", "title", "outlet"), rows)
