"""Speed of reading themes and kinds: ``python -m tests.bench.themes [TEXTS.jsonl]``.

Articles of 300 words a second of one core (processor time), the median of five, over texts put together from labelled
ones; and how the time of one text grows with its length.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from pvd_watch.relevance import Reader, load_lexicon
from pvd_watch.shipping import shipped

WORDS = 300
_ARTICLES = 1_000
_TEXTS = Path(__file__).resolve().parents[1] / "relevance" / "tuned.jsonl"


def articles(path: Path, count: int) -> list[tuple[str, str]]:
    """Titles, each with a text of 300 words that goes on through the file."""
    texts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    words = cycle(" ".join(text["text"] for text in texts).split())
    return [(text["title"], " ".join(islice(words, WORDS))) for text in islice(cycle(texts), count)]


def main() -> None:
    """Measure and print."""
    began = time.process_time()
    reader = Reader(load_lexicon(shipped("config/themes.toml")))
    print(f"start-up {time.process_time() - began:.2f} s, {len(reader.lexicon.entries)} entries")
    given = articles(Path(sys.argv[1]) if len(sys.argv) > 1 else _TEXTS, _ARTICLES)
    speeds = []
    for _ in range(5):
        began = time.process_time()
        for title, text in given:
            reader.read(title, text)
        speeds.append(len(given) / (time.process_time() - began))
    print(f"{median(speeds):,.0f} articles of {WORDS} words a second")
    whole = " ".join(text for _, text in given)
    for length in (10_000, 100_000, 1_000_000):
        began = time.process_time()
        reader.read("", whole[:length])
        print(f"{length:9,} characters: {time.process_time() - began:.4f} s")


if __name__ == "__main__":
    main()
