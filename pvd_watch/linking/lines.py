"""Linking as a filter: a JSON line in, a JSON line out, in the same order, in constant memory."""

from __future__ import annotations

import json
import math
import multiprocessing
import re
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pvd_watch.errors import StepError
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.weights import THRESHOLD
from pvd_watch.model import Linked, LinkText, Mention

Chunk = list[tuple[int, str]]
"""Lines with their numbers."""
CHUNK = 200
"""Lines handed to a worker at a time."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to a Chunk, each with whether its line was good, and the words that were read for them."""

    lines: list[tuple[str, bool]]
    words: int
    model_words: int


def answer(linker: Linker, line: str, number: int, *, explain: bool = False) -> tuple[str, bool]:
    """The answer to one line, and whether the line was good.

    :param number: the line's number, from 1, for the error.
    :param explain: every candidate with what spoke for and against, refused ones included.
    """
    try:
        asked = read_line(line)
    except ValueError as error:
        return _error(None, f"line {number}: {error}"), False
    try:
        text = read_text(asked)
    except ValueError as error:
        return _error(asked.get("id"), f"line {number}: {error}"), False
    if explain:
        told = [to_object(item) | _against(item) for item in linker.explain(text)]
    else:
        told = [to_object(item) for item in linker.link(text)]
    return _written({"id": asked.get("id"), "communes": told}), True


def _error(name: object, words: str) -> str:
    return _written({"id": name, "error": words, "communes": []})


def _written(value: dict[str, Any]) -> str:
    """One line of JSON that UTF-8 can hold: half a surrogate pair, which JSON may name, stays escaped."""
    line = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if _HALF.search(line) else line


_HALF = re.compile("[\ud800-\udfff]")


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise ValueError(f"the number {digits[:20]} is too large")
    return value


def _constant(name: str) -> float:
    raise ValueError(f"{name} is no value of JSON")


_DECODER = json.JSONDecoder(parse_float=_number, parse_constant=_constant)


def read_line(line: str) -> dict[str, Any]:
    """The object of a line, of JSON as it is defined: no NaN, no number that could not be written back.

    :raises ValueError: the line is no such object.
    """
    try:
        value = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"this is no JSON ({error.msg}, character {error.pos + 1})") from error
    except ValueError as error:
        raise ValueError(f"this is no JSON ({error})") from error
    except RecursionError as error:
        raise ValueError("this is nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("a JSON object was expected, with id, title and text")
    return value


def read_text(asked: dict[str, Any]) -> LinkText:
    """The text of a line's object; a missing title or text counts as empty.

    :raises ValueError: a field is not of its kind.
    """
    words = {key: "" if asked.get(key) is None else asked[key] for key in ("title", "text", "url")}
    lists = {key: [] if asked.get(key) is None else asked[key] for key in ("source_departments", "categories")}
    for key, value in words.items():
        if not isinstance(value, str):
            raise ValueError(f"{key} must be a text")
    for key, items in lists.items():
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise ValueError(f"{key} must be a list of texts")
    return LinkText(
        words["title"], words["text"], words["url"], tuple(lists["source_departments"]), tuple(lists["categories"])
    )


def to_object(item: Linked) -> dict[str, Any]:
    """A linked commune as it stands in a line."""
    return {
        "insee": item.commune.insee,
        "name": item.commune.name,
        "score": round(item.score, 3),
        "about": item.about,
        "mentions": [_place(mention) for mention in item.mentions],
    }


def _place(mention: Mention) -> dict[str, Any]:
    return {
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "text": mention.surface,
        "evidence": [f"{clue.words} ({clue.weight:+.1f})" for clue in mention.evidence],
    }


def _against(item: Linked) -> dict[str, Any]:
    """Whether it is linked, what else its best place may name (« no commune » too), and its refused places."""
    rivals = [
        {"insee": rival.commune.insee, "name": rival.commune.name, "department": rival.commune.department}
        | {"probability": round(rival.probability, 3)}
        if rival.commune is not None
        else {"insee": None, "name": "aucune commune", "probability": round(rival.probability, 3)}
        for rival in item.rivals
    ]
    refused = [_place(mention) for mention in item.refused]
    return {"linked": item.score >= THRESHOLD, "rivals": rivals, "refused": refused}


class Workers:
    """Processes that answer chunks of lines; forked, so that names and automaton are in memory once.

    :param count: how many; 1 answers in this process.
    """

    def __init__(self, linker: Linker, count: int, *, explain: bool = False) -> None:
        self._linker, self._count, self._explain = linker, count, explain
        self.words = 0
        """Words of the texts answered so far."""
        self.model_words = 0
        """Words that the language model had to read for them."""

    def answers(self, lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
        """The answers to all lines in their order; at most four chunks a worker are under way at once."""
        chunks = _chunks(lines)
        if self._count <= 1:
            for chunk in chunks:
                yield from self._counted(self._answer(chunk))
            return
        waiting: deque[Future[Answered]] = deque()
        with ProcessPoolExecutor(self._count, multiprocessing.get_context("fork"), _adopt, (self,)) as pool:
            try:
                for chunk in chunks:
                    waiting.append(pool.submit(_answer_chunk, chunk))
                    if len(waiting) >= 4 * self._count:
                        yield from self._counted(waiting.popleft().result())
                while waiting:
                    yield from self._counted(waiting.popleft().result())
            except BrokenProcessPool as error:
                raise StepError(
                    "a worker process was ended from outside, maybe for want of memory; use fewer with --workers"
                ) from error
            finally:
                # Where nobody wants the rest (Ctrl-C, a reader that left), what has not begun is not done.
                pool.shutdown(cancel_futures=True)

    def _counted(self, answered: Answered) -> list[tuple[str, bool]]:
        self.words += answered.words
        self.model_words += answered.model_words
        return answered.lines

    def _answer(self, chunk: Chunk) -> Answered:
        linker = self._linker
        words, model_words = linker.words, linker.model_words
        lines = [answer(linker, line, number, explain=self._explain) for number, line in chunk]
        return Answered(lines, linker.words - words, linker.model_words - model_words)


_worker: Workers | None = None
"""In a forked process: what it was forked with."""


def _adopt(workers: Workers) -> None:
    global _worker
    # Ctrl-C reaches every process of the terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = workers


def _answer_chunk(chunk: Chunk) -> Answered:
    if _worker is None:
        raise RuntimeError("a worker process was started without its linker")
    return _worker._answer(chunk)


def _chunks(lines: Iterable[str]) -> Iterator[Chunk]:
    numbered = enumerate(lines, start=1)
    return iter(lambda: list(islice(numbered, CHUNK)), [])
