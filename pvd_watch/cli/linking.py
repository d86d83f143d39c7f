"""``link`` and ``evaluate``."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Any

import click

from pvd_watch.cli.console import Console, output_options, watch_of
from pvd_watch.errors import DataError, UsageError
from pvd_watch.linking.evaluate import Scores
from pvd_watch.linking.evaluate import evaluate as measure
from pvd_watch.linking.lines import Workers
from pvd_watch.times import read_day, start_of
from pvd_watch.typography import harmless
from pvd_watch.wiring import Watch


@click.command()
@click.argument("texts", required=False, metavar="[IN.jsonl]")
@click.option("-o", "--output", default="-", metavar="OUT.jsonl", help="Where the answers go; - is standard output.")
@click.option("--workers", default=1, type=click.IntRange(1, 64), help="Processes to use.")
@click.option("--explain", is_flag=True, help="Show every candidate with what spoke for and against.")
@click.option("--again", is_flag=True, help="Link stored articles anew.")
@click.option("--since", metavar="DAY", default="", help="With --again: only articles first seen since that day.")
@output_options
@click.pass_context
def link(
    context: click.Context, texts: str | None, output: str, workers: int, explain: bool, again: bool, since: str,
    as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Link a file of texts to communes (a JSON line in, a JSON line out), or what is stored and not yet linked.

    IN.jsonl holds objects with id, title, text, and if known url, source_departments and categories; - is standard
    input.
    """
    watch = watch_of(context)
    if texts is None:
        _link_stored(watch, Console(as_json=as_json, quiet=quiet), again=again, since=since)
    elif again or since:
        raise UsageError("--again and --since are for what is stored; leave out IN.jsonl, or leave out these")
    else:
        console = Console(as_json=as_json, quiet=quiet or not as_json, result_on_stdout=output == "-")
        _link_file(watch, texts, output, workers, console, explain=explain)


def _link_stored(watch: Watch, console: Console, *, again: bool, since: str) -> None:
    if since and not again:
        raise UsageError("--since goes with --again: without it only what is not yet linked is linked")
    with watch.lock():
        if again:
            watch.storage.articles.relink(start_of(read_day(since)) if since else "")
        read, found = watch.pipeline.link()
        watch.pipeline.group()
    console.report({"articles": read, "linked": found}, f"{read} articles read, {found} of them name a programme town.")


def _link_file(watch: Watch, texts: str, output: str, workers: int, console: Console, *, explain: bool) -> None:
    bad = lines = 0
    with _reading(texts) as source:
        # Before the output is opened: with a fault in the configuration nothing is done.
        pool = Workers(watch.linker, workers, explain=explain)
        answers = pool.answers(source)
        with _writing(output, texts) as target:
            for answered, good in answers:
                target.write(answered + "\n")
                lines += 1
                bad += not good
    words = {"words": pool.words, "model_words": pool.model_words}
    share = round(pool.model_words / pool.words, 5) if pool.words else 0.0
    console.report({"lines": lines, "refused": bad} | words | {"model_share": share}, "")
    if bad:
        raise DataError(f"{texts}: {bad} of {lines} lines were refused; each has its reason in its place of the answer")


def _reading(name: str) -> AbstractContextManager[IO[str]]:
    """Lines as they are, whatever else the text holds; a byte order mark is left out."""
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace", newline="\n")  # type: ignore[union-attr]  # sys types its streams as TextIO; the real ones are reconfigurable
        return nullcontext(sys.stdin)
    try:
        return Path(name).open(encoding="utf-8-sig", errors="replace", newline="\n")
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{name} cannot be read ({_reason(error)}); name a file of JSON lines, or - for standard input"
        ) from error


def _writing(name: str, texts: str) -> AbstractContextManager[IO[str]]:
    if name == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # sys types its streams as TextIO; the real ones are reconfigurable
        return nullcontext(sys.stdout)
    try:
        path = Path(name)
        if path.is_file() and Path(texts).exists() and path.samefile(texts):
            raise UsageError(f"{name} is the file that is read, and would be lost; name another file with -o")
        return path.open("w", encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"{name} cannot be written ({_reason(error)}); name another file with -o") from error


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


@click.command()
@click.argument("gold", metavar="GOLD.jsonl")
@click.option("--errors", is_flag=True, help="Show every error with its cause.")
@output_options
@click.pass_context
def evaluate(context: click.Context, gold: str, errors: bool, as_json: bool, quiet: bool) -> None:
    """Measure linking on labelled texts: lines to link with must, may and about (INSEE codes)."""
    linker = watch_of(context).linker
    with _reading(gold) as lines:
        texts = list(lines)
    scores = measure(linker, texts, gold)
    without = measure(linker.without_model(), texts, gold) if linker.doubt is not None else None
    console = Console(as_json=as_json, quiet=quiet)
    console.report(_object(scores, without, errors=errors), _words(scores, without, errors=errors))


def _object(scores: Scores, without: Scores | None, *, errors: bool) -> dict[str, Any]:
    found = scores.to_object()
    if without is not None:
        found["without_model"] = without.shares()
    return found if errors else {key: value for key, value in found.items() if key != "errors"}


def _model_words(scores: Scores, without: Scores | None) -> list[str]:
    """What the language model cost and gave."""
    if without is None:
        return []
    share = scores.model_words / max(scores.words, 1)
    return [
        f"the model read {scores.model_words} of {scores.words} words ({share:.2%}); "
        f"without it: precision {without.precision:.4f}  recall {without.recall:.4f}  F1 {without.f1:.4f}"
    ]


def _words(scores: Scores, without: Scores | None, *, errors: bool) -> str:
    pairs = scores.right + scores.missed
    decided = pairs - scores.missed_by_candidates
    lines = [
        f"precision {scores.precision:.4f}  recall {scores.recall:.4f}  F1 {scores.f1:.4f}"
        f"  ({pairs} pairs, {scores.texts} texts)",
        f"candidates: recall {decided / pairs if pairs else 1:.4f} ({scores.missed_by_candidates} never found)",
        f"decision:   recall {scores.right / decided if decided else 1:.4f}, {scores.false} false links",
        f"homonyms:   {scores.homonym_right}/{scores.homonym_texts} texts right",
        f"no town:    {scores.clean_right}/{scores.clean_texts} texts left clean",
        f"about:      {scores.about_right}/{scores.about_texts} texts right, "
        f"{scores.about_pairs_right}/{scores.about_pairs} pairs",
        *_model_words(scores, without),
        f"calibration: error {scores.calibration_error:.4f} (mean distance between score and share of right ones)",
        "score       right  all  mean score",
        *(f"{row.name}  {row.right:10d} {row.total:4d}  {row.mean:.3f}" for row in scores.reliability()),
    ]
    return "\n".join([*lines, *(harmless(line) for line in scores.errors if errors)])
