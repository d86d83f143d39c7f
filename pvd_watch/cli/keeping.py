"""``backup``, ``restore``, ``purge`` and ``remove``: the archive over the years."""

from __future__ import annotations

from pathlib import Path

import click

from pvd_watch.cli.console import Console, counted, output_options, table, watch_of
from pvd_watch.cli.editor import editor_name, editor_option
from pvd_watch.errors import UsageError
from pvd_watch.keeping.backup import backup_now
from pvd_watch.keeping.purge import Purged, purge_now
from pvd_watch.keeping.removal import Done, removal_object, remove_now, undo_removal
from pvd_watch.keeping.restore import Restored, restore_now
from pvd_watch.model import Removal, RemovalKind
from pvd_watch.typography import harmless
from pvd_watch.wiring import Watch


@click.command()
@output_options
@click.pass_context
def backup(context: click.Context, as_json: bool, quiet: bool) -> None:
    """Write a sound copy of the database into the folder of [backup], while others use it; full texts are left out.

    Of each of the last days one backup stays, and of each of the weeks before them.
    """
    done = backup_now(watch_of(context))
    older = counted(len(done.deleted), "older one")
    words = f"{done.file}: {done.size / 1e6:.1f} MB in {done.seconds:.1f} s; {older} deleted."
    Console(as_json=as_json, quiet=quiet).report(done.to_object(), words)


@click.command()
@click.argument("file", metavar="FILE")
@output_options
@click.pass_context
def restore(context: click.Context, file: str, as_json: bool, quiet: bool) -> None:
    """Put the backup FILE in the place of the database, which is kept beside it.

    What was removed on request since goes again, and no mail goes twice.
    """
    console = Console(as_json=as_json, quiet=quiet)
    done = restore_now(watch_of(context), Path(file).absolute(), console.step)
    console.report(done.to_object(), _restored(done))


def _restored(done: Restored) -> str:
    lines = [f"{done.file} is in place: {counted(done.articles, 'article')}, in {done.seconds:.1f} s."]
    if done.removals:
        lines.append(f"{counted(done.removals, 'removal')} made or undone since then taken over.")
    if done.kept:
        lines.append(f"What was there before is in {done.kept}; delete it once all is well.")
    return "\n".join([*lines, "Next: pvd-watch run"])


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would go, and leave it.")
@output_options
@click.pass_context
def purge(context: click.Context, dry_run: bool, as_json: bool, quiet: bool) -> None:
    """Forget full texts after [pages] keep_days, and logs with the addresses of readers after [retention] log_days."""
    done = purge_now(watch_of(context), dry_run=dry_run)
    Console(as_json=as_json, quiet=quiet).report(done.to_object(), _purged(done))


def _purged(done: Purged) -> str:
    counts = [*done.counts.items(), ("entries of faults.log", done.faults), ("files", len(done.files))]
    listed = ", ".join(f"{count} {name}" for name, count in counts)
    return "\n".join([f"{'Would forget' if done.dry_run else 'Forgot'}: {listed}.", *map(str, done.files)])


@click.command()
@click.argument("article", required=False, metavar="[ARTICLE]")
@click.option("--pattern", metavar="PATTERN", help="Every article at such an address; * stands for anything.")
@click.option("--name", metavar="NAME", help="The name of a person, taken out of extracts and titles.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and leave it.")
@click.option("--reason", default="", metavar="TEXT", help="Who asked for it, and why; kept in the log of removals.")
@editor_option
@click.option("--list", "listed", is_flag=True, help="Say what was removed, by whom and when.")
@click.option("--undo", type=int, metavar="NUMBER", help="Let what that removal keeps out come in again.")
@output_options
@click.pass_context
def remove(
    context: click.Context,
    article: str | None,
    pattern: str | None,
    name: str | None,
    dry_run: bool,
    reason: str,
    editor: str,
    listed: bool,
    undo: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Remove on request: an article (its id or address), all at a pattern of addresses, or a name. It stays out.

    Digests that were published change too, and their files. Backups lose it when they are restored.
    """
    given = {"article": article, "pattern": pattern, "name": name, "--list": listed or None, "--undo": undo}
    named = [key for key, value in given.items() if value is not None]
    if len(named) != 1:
        raise UsageError(
            "name one thing: an ARTICLE, --pattern, --name, --list or --undo; see: pvd-watch remove --help"
        )
    if dry_run and (listed or undo is not None):
        raise UsageError("--dry-run goes with an ARTICLE, --pattern or --name: --list changes nothing, --undo does")
    watch, console = watch_of(context), Console(as_json=as_json, quiet=quiet)
    if listed:
        _list(watch, console)
    elif undo is not None:
        _undo(watch, console, undo, editor_name(editor))
    else:
        kinds: dict[str, RemovalKind] = {"article": "article", "pattern": "pattern", "name": "name"}
        kind, value = kinds[named[0]], str(given[named[0]])
        done = remove_now(watch, kind, value, editor_name(editor), reason, dry_run=dry_run)
        console.report(done.to_object(), _removed(done))


def _removed(done: Done) -> str:
    would, removed = "Would remove" if done.dry_run else "Removed", done.removed
    what = (
        f"{harmless(done.removal.value)} out of {counted(removed.blanked, 'article')}"
        if done.removal.kind == "name"
        else (f"{counted(removed.articles, 'article')} at {harmless(done.removal.value)}")
    )
    lines = [f"{would} {what}; digests concerned: {len(removed.days)}."]
    lines += [f"  {harmless(title)[:100]}" for title in removed.titles]
    if removed.days:
        lines.append(f"Days: {', '.join(sorted(removed.days))}")
    if not done.dry_run:
        lines.append(f"It stays out. To let it in again: pvd-watch remove --undo {done.removal.id}")
    return "\n".join(lines)


def _list(watch: Watch, console: Console) -> None:
    removals = watch.storage.removals.all()
    rows = [(it.id, it.at, it.editor, it.kind, it.value, it.reason, _state(it)) for it in removals]
    words = table(("number", "at", "by", "kind", "what", "reason", "state"), rows) if rows else "Nothing was removed."
    console.report({"removals": [removal_object(it) for it in removals]}, words)


def _state(removal: Removal) -> str:
    return "stays out" if removal.stands else f"undone {removal.undone_at} by {removal.undone_by}"


def _undo(watch: Watch, console: Console, number: int, editor: str) -> None:
    found = undo_removal(watch, number, editor)
    same = [
        it.id for it in watch.storage.removals.all() if it.stands and (it.kind, it.value) == (found.kind, found.value)
    ]
    words = (
        f"{found.value} stays out all the same: removal {same[0]} is on it too; see: pvd-watch remove --list"
        if same
        else f"{found.value} may come in again, from what its sources still announce; what was removed is gone."
    )
    console.report({"removal": removal_object(found)}, harmless(words))
