"""``review export``: editors' verdicts as labelled examples."""

from __future__ import annotations

import json

import click

from pvd_watch.cli.console import Console, output_options, watch_of
from pvd_watch.cli.export import opened, refuse_own
from pvd_watch.linking.labels import labelled


@click.command()
@click.option("--output", "-o", "output", required=True, metavar="FILE.jsonl", help="- is standard output.")
@output_options
@click.pass_context
def export(context: click.Context, output: str, as_json: bool, quiet: bool) -> None:
    """Write the articles that have a verdict as labelled examples, as « evaluate » reads them; no full texts."""
    watch = watch_of(context)
    refuse_own(watch, output)
    judged = watch.storage.judgements.labels()
    with opened(output) as file:
        for one in judged:
            file.write((json.dumps(labelled(one), ensure_ascii=False) + "\n").encode("utf-8", "replace"))
    words = f"wrote {output}: {len(judged)} labelled articles; measure with: pvd-watch evaluate {output}"
    Console(as_json=as_json, quiet=quiet, result_on_stdout=output == "-").report(
        {"file": output, "written": len(judged)}, words
    )
