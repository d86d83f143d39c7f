"""The words of themes and kinds: ``config/themes.toml`` read, checked and brought to the lemmas that texts are read by.

An entry is a word or a phrase as it is written in French; a ``*`` at its end stands for any ending (« rénov* »).
Articles and « de », « à » inside it do not count, nor do plural and feminine; ``#`` is any number, ``##`` a score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pvd_watch.relevance.checked import Checked
from pvd_watch.relevance.lemmas import Forms

THEMES = (
    "habitat", "commerce", "mobilites", "services-sante", "patrimoine-espace", "ecologie", "numerique",
    "culture-sport-jeunesse", "tourisme", "citoyennete", "ingenierie",
)  # fmt: skip
OTHER = "autre"
"""Where no theme fits; words of its own say so where others would mislead."""
KINDS = ("crime", "accident", "results", "obituary", "advert", "weather")
LEVELS = ("sure", "likely", "weak", "against")
"""How much an entry says, strongest first; the last one speaks against."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A theme or a kind. ``name`` as pages show it; ``says`` goes on from « l’article … » in a sentence.

    ``hush``: what share of its points a theme keeps in an article of this kind (1 for themes).
    """

    code: str
    name: str
    says: str
    hush: float = 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase: its ``pattern`` over a stream of lemmas, and what it adds to each subject by code.

    ``open_end``: the pattern may go on inside the last word. An entry without points only hides the shorter ones in it.
    """

    words: str
    pattern: bytes
    open_end: bool
    points: tuple[tuple[str, float], ...]
    programme: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many points on something is decided, and what a place counts; see ``[decision]`` in ``themes.toml``.

    ``sure``: the points of a sure entry, from ``[points]``.
    """

    theme: float = 4.5
    alone: float = 3.5
    alone_ratio: float = 3.0
    second: float = 7.0
    second_share: float = 0.45
    kind: float = 6.0
    kind_unsure: float = 7.0
    title: float = 2.0
    late: float = 0.5
    lead_words: float = 80.0
    again: float = 0.5
    sure: float = 5.0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything ``themes.toml`` says."""

    themes: Mapping[str, Subject]
    kinds: Mapping[str, Subject]
    entries: tuple[Entry, ...]
    limits: Limits


_LIMITS = {
    "theme": (0.5, 100.0), "alone": (0.5, 100.0), "alone_ratio": (1.0, 100.0),
    "second": (0.5, 100.0), "second_share": (0.0, 1.0),
    "kind": (0.5, 100.0), "kind_unsure": (0.5, 100.0),
    "title": (0.0, 10.0), "late": (0.0, 1.0), "lead_words": (0.0, 100_000.0), "again": (0.0, 1.0),
}  # fmt: skip


def load_lexicon(path: Path) -> Lexicon:
    """Read ``themes.toml``.

    :raises ConfigError: with every fault of the file.
    """
    checked = Checked(path)
    document = checked.document
    checked.known(document, ("decision", "points", "hidden", "theme", "kind"), "the file")
    points = _points(checked)
    builder = _Builder(checked, Forms())
    hidden = checked.table(document, "hidden", "[hidden]")
    checked.known(hidden, ("words",), "[hidden]")
    builder.add_all(checked.lines(hidden, "words", "[hidden]"), "", 0.0, "[hidden]")
    themes = builder.subjects("theme", (*THEMES, OTHER), points)
    kinds = builder.subjects("kind", KINDS, points)
    lexicon = Lexicon(themes, kinds, builder.entries(), _limits(checked, points["sure"]))
    checked.finish()
    return lexicon


def _points(checked: Checked) -> dict[str, float]:
    table = checked.table(checked.document, "points", "[points]")
    checked.known(table, LEVELS, "[points]")
    bounds = {"against": (-100.0, 0.0)}
    defaults = {"sure": 5.0, "likely": 2.0, "weak": 1.0, "against": -3.0}
    return {
        level: checked.number(table, level, "[points]", bounds.get(level, (0.0, 100.0)), defaults[level])
        for level in LEVELS
    }


def _limits(checked: Checked, sure: float) -> Limits:
    table = checked.table(checked.document, "decision", "[decision]")
    checked.known(table, _LIMITS, "[decision]")
    defaults = Limits()
    values = {
        name: checked.number(table, name, "[decision]", bounds, getattr(defaults, name))
        for name, bounds in _LIMITS.items()
    }
    return Limits(**values, sure=sure)


class _Builder:
    """Gathers entries: one a pattern, whatever subjects it speaks for."""

    def __init__(self, checked: Checked, forms: Forms) -> None:
        self._checked, self._forms = checked, forms
        self._found: dict[tuple[bytes, bool], tuple[str, dict[str, float], bool]] = {}

    def subjects(self, table: str, codes: tuple[str, ...], points: Mapping[str, float]) -> dict[str, Subject]:
        """The subjects of ``[theme.*]`` or ``[kind.*]``; every code must have its table."""
        checked = self._checked
        tables = checked.table(checked.document, table, f"[{table}]")
        checked.known(tables, codes, f"[{table}]")
        return {code: self._subject(tables, code, f"[{table}.{code}]", points) for code in codes}

    def _subject(self, tables: Mapping[str, Any], code: str, where: str, points: Mapping[str, float]) -> Subject:
        checked = self._checked
        if code not in tables:
            checked.fault(where, "is missing: each subject has its table, compare with the file of the program")
            return Subject(code, code, code)
        given = checked.table(tables, code, where)
        kind = code in KINDS
        checked.known(given, ("name", "says", *LEVELS, *(("hush",) if kind else ("programme",))), where)
        for level in LEVELS:
            self.add_all(checked.lines(given, level, where), code, points[level], f"{where} {level}")
        if not kind:
            named = checked.lines(given, "programme", where)
            self.add_all(named, code, points["sure"], f"{where} programme", programme=True)
        hush = checked.number(given, "hush", where, (0.0, 1.0), 1.0) if kind else 1.0
        return Subject(code, checked.line(given, "name", where), checked.line(given, "says", where), hush)

    def add_all(self, words: tuple[str, ...], code: str, points: float, where: str, *, programme: bool = False) -> None:
        """Take in the entries of one list; ``code`` is empty for those that only hide others."""
        for entry in words:
            self._add(entry, code, points, where, programme=programme)

    def _add(self, entry: str, code: str, points: float, where: str, *, programme: bool) -> None:
        open_end = entry.endswith("*")
        written = entry.removesuffix("*").replace("##", "1-1").replace("#", "1")
        stream = self._forms.read(written).stream if "*" not in written else b""
        pattern = _opened(written, self._forms) if open_end and stream else stream
        if not pattern.strip() or b"." in pattern:
            self._checked.fault(
                where, f"holds {entry!r}: a word or a phrase without signs, with a * at its end at most"
            )
            return
        if len(pattern.strip()) < 2:
            self._checked.fault(where, f"holds {entry!r}: too short to tell anything")
            return
        shown, subjects, named = self._found.setdefault((pattern, open_end), (entry, {}, False))
        if subjects.get(code, points) != points:
            self._checked.fault(where, f"holds {entry!r}, which stands in another list too (as {shown!r})")
            return
        if code:
            subjects[code] = points
        self._found[pattern, open_end] = (shown, subjects, named or programme)

    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of their patterns."""
        return tuple(
            Entry(words, pattern, open_end, tuple(points.items()), programme)
            for (pattern, open_end), (words, points, programme) in sorted(self._found.items())
        )


def _opened(entry: str, forms: Forms) -> bytes:
    """The pattern of an entry with an open end: its last word stays as far as it is written, accents aside."""
    head, _, last = entry.rpartition(" ")
    begun = forms.begun(last)
    return forms.read(head).stream + b" " + begun if begun else b""
