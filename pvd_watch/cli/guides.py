"""``help``: the guides that come with the program."""

from __future__ import annotations

from importlib.resources import files

import click

from pvd_watch.errors import UsageError


@click.command(name="help")
@click.argument("guide", required=False, metavar="[GUIDE]")
def show_guide(guide: str | None) -> None:
    """Print a guide, or the list of guides (in French)."""
    folder = files("pvd_watch") / "help"
    known = sorted(item.name.removesuffix(".md") for item in folder.iterdir() if item.name.endswith(".md"))
    if guide is None:
        click.echo("\n".join(f"pvd-watch help {name}" for name in known))
    elif guide in known:
        click.echo((folder / f"{guide}.md").read_text(encoding="utf-8"))
    else:
        raise UsageError(f"there is no guide {guide}; there are: {', '.join(known)}")


help = show_guide
