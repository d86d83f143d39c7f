"""Measuring linking on labelled texts: pairs (text, commune), candidates and decision apart, homonyms apart.

A line of gold is a line to link with ``must`` (communes it names as towns), ``may`` (an editor could say either: counts
neither way) and ``about``; ``homonym`` marks texts whose difficulty is a name borne twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pvd_watch.errors import DataError
from pvd_watch.linking.lines import read_line, read_text
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.weights import THRESHOLD
from pvd_watch.model import Linked


@dataclass(slots=True)
class Bin:
    """One line of the reliability table: how many candidates had such a score, their scores summed, the right ones."""

    name: str
    right: int = 0
    total: int = 0
    scores: float = 0.0

    @property
    def mean(self) -> float:
        """The mean score."""
        return self.scores / self.total if self.total else 0.0


@dataclass(slots=True)
class Scores:
    """Counts over pairs; ``error`` lines are for a person."""

    texts: int = 0
    right: int = 0
    false: int = 0
    missed: int = 0
    missed_by_candidates: int = 0
    homonym_texts: int = 0
    homonym_right: int = 0
    clean_texts: int = 0
    clean_right: int = 0
    about_texts: int = 0
    about_right: int = 0
    about_pairs: int = 0
    about_pairs_right: int = 0
    words: int = 0
    model_words: int = 0
    calibration: dict[str, Bin] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the links made that are right."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of the links wanted that were made."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_object(self) -> dict[str, Any]:
        """Everything as one JSON object."""
        counts = asdict(self) | {"calibration": [asdict(row) for row in self.reliability()]}
        return self.shares() | {"calibration_error": round(self.calibration_error, 4)} | counts

    def shares(self) -> dict[str, float]:
        """Precision, recall and F1, rounded."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {key: round(value, 4) for key, value in shares.items()}

    def reliability(self) -> list[Bin]:
        """The reliability table: candidates by tenths of their score, how many of them were right."""
        return [row for _, row in sorted(self.calibration.items())]

    @property
    def calibration_error(self) -> float:
        """The expected calibration error (Naeini et al., 2015): the mean distance between score and share of right
        ones, each tenth weighted by its candidates."""
        total = sum(row.total for row in self.calibration.values())
        return sum(abs(row.right - row.scores) for row in self.calibration.values()) / total if total else 0.0


def evaluate(linker: Linker, lines: Iterable[str], file: str) -> Scores:
    """Link every text of a gold file and compare; empty lines are left out.

    :raises DataError: a line is no labelled text; nothing is measured then.
    """
    scores = Scores()
    words, model_words = linker.words, linker.model_words
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        gold = _gold(line, f"{file}, line {number}")
        _count(scores, gold, linker.explain(read_text(gold)), linker)
    if not scores.texts:
        raise DataError(f"{file} holds no labelled text")
    scores.words, scores.model_words = linker.words - words, linker.model_words - model_words
    return scores


def _gold(line: str, place: str) -> dict[str, Any]:
    try:
        gold = read_line(line)
        read_text(gold)
        for key in ("must", "may", "about"):
            codes = gold.get(key, None if key == "must" else [])
            if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
                raise ValueError(f"{key} must be a list of INSEE codes in quotes")
    except ValueError as error:
        raise DataError(f"{place}: {error}") from error
    return gold


def _count(scores: Scores, gold: Mapping[str, Any], explained: list[Linked], linker: Linker) -> None:
    must, may = set(gold["must"]), set(gold.get("may", ()))
    candidates = {item.commune.insee for item in explained}
    linked = {item.commune.insee: item for item in explained if item.score >= THRESHOLD}
    got = linked.keys() - may
    scores.texts += 1
    scores.right += len(got & must)
    scores.false += len(got - must)
    scores.missed += len(must - got)
    scores.missed_by_candidates += len(must - candidates)
    if gold.get("homonym"):
        scores.homonym_texts += 1
        scores.homonym_right += got == must
    if not must:
        scores.clean_texts += 1
        scores.clean_right += not got
    if "about" in gold and must:
        scores.about_texts += 1
        right = [linked[code].about == (code in gold["about"]) for code in got & must]
        scores.about_pairs += len(right)
        scores.about_pairs_right += sum(right)
        scores.about_right += {code for code in got & must if linked[code].about} == set(gold["about"]) & must
    for item in explained:
        if item.commune.insee not in may:
            _calibrate(scores, item.score, item.commune.insee in must)
    _note_errors(scores, gold, explained, must - got, got - must, linker)


def _calibrate(scores: Scores, score: float, right: bool) -> None:
    name = f"{min(int(score * 10), 9) / 10:.1f}"
    row = scores.calibration.setdefault(name, Bin(name))
    row.right += right
    row.total += 1
    row.scores += score


def _note_errors(
    scores: Scores, gold: Mapping[str, Any], explained: list[Linked], missed: set[str], false: set[str], linker: Linker
) -> None:
    by_code = {item.commune.insee: item for item in explained}
    for kind, codes in (("missed", missed), ("false", false)):
        for code in sorted(codes):
            item = by_code.get(code)
            why = (
                "no candidate"
                if item is None
                else f"score {item.score:.2f}: " + "; ".join(clue.words for clue in item.mentions[0].evidence)
            )
            scores.errors.append(
                f"{gold.get('id')} {kind} {code} {linker.name_of(code)} — {why} — {gold.get('title', '')[:70]}"
            )
