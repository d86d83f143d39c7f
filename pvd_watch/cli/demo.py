"""``demo``: the main job anywhere, offline."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from pvd_watch.cli.console import Console, output_options, table
from pvd_watch.demo.show import Shown, show


@click.command()
@click.option("--folder", default="demo", show_default=True, metavar="DIR", help="The demo's own home.")
@click.option("--open", "open_page", is_flag=True, help="Open the digest in the browser.")
@output_options
def demo(folder: str, open_page: bool, as_json: bool, quiet: bool) -> None:
    """Run the whole line against a small invented press on this machine: no internet is used.

    Nine outlets are read, one of which always fails: that is part of life. The second time, nothing is new.
    """
    console = Console(as_json=as_json, quiet=quiet)
    shown = show(Path(folder).absolute(), console.progress)
    console.report(shown.report.to_object() | {"home": str(shown.home)}, _words(shown))
    if open_page and shown.report.files is not None:
        webbrowser.open(shown.report.files.html.as_uri())


def _words(shown: Shown) -> str:
    report = shown.report
    failures = report.collected.failures
    rows = [
        (item.name, " ".join(item.departments), failures[item.id].message if item.id in failures else "read")
        for item in shown.sources
    ]
    lines = [table(("outlet", "dept.", "outcome"), rows), ""]
    got = report.collected
    lines.append(f"new articles   {got.new_articles}")
    lines.append(f"naming a town  {got.linked}")
    if report.files is not None:
        lines.append(f"in the digest  {len(report.files.digest.items)}")
        lines += ["", f"Read the digest: {report.files.html}"]
    if not got.new_articles:
        lines.append("Nothing is new since the last time.")
    return "\n".join([*lines, f"Done in {report.seconds:.1f} s."])
