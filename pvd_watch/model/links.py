"""Links between texts and communes: evidence, mentions, what a linker is given and gives, editors' verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pvd_watch.model.places import Commune

Field = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One clue for or against a Candidate: a code, a weight (log-odds, negative speaks against) and words that a
    French editor understands."""

    code: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A decided Candidate: the commune, where it stands (code points of the field, end exclusive), how sure.

    ``score`` is in [0, 1]; ``about`` says that the piece is about the commune, not only passing by.
    """

    insee: str
    field: Field
    start: int
    end: int
    surface: str
    score: float
    about: bool
    evidence: tuple[Evidence, ...] = ()


VerdictAnswer = Literal["accept", "reject", "correct", "add"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """An editor's answer on one commune of an Article; ``insee_to``: the right one where the answer is ``correct``."""

    insee: str
    answer: VerdictAnswer
    insee_to: str = ""


@dataclass(frozen=True, slots=True)
class NameRule:
    """An editors' rule: in the Source of the text, ``name`` never means the commune ``insee``."""

    name: str
    insee: str


@dataclass(frozen=True, slots=True)
class LinkText:
    """A text to link. ``departments``: the Source's area, as COG codes; ``url`` and ``categories`` are evidence;
    ``verdicts`` (the latest last) and ``rules`` are what editors decided on it and on its Source."""

    title: str
    text: str
    url: str = ""
    departments: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    rules: tuple[NameRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Rival:
    """What else the words may name, with its probability in [0, 1]: another commune, or none at all (None)."""

    commune: Commune | None
    probability: float


@dataclass(frozen=True, slots=True)
class Linked:
    """One commune of a text: its best score, whether the piece is about it, and every place that names it.

    Only where all candidates were asked for: ``rivals``, what else its best place may name, and ``refused``, the places
    that hold its name and were refused while others were not.
    """

    commune: Commune
    score: float
    about: bool
    mentions: tuple[Mention, ...]
    rivals: tuple[Rival, ...] = ()
    refused: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A place where a programme town was weighed, and not linked in the end. ``mention.score`` is the probability in
    [0, 1] that the linker gave it; ``share``: of this commune among the bearers of the name; ``logit``: log-odds that
    the words name a town at all."""

    mention: Mention
    share: float
    logit: float


@dataclass(frozen=True, slots=True)
class Sorted:
    """A text read once: the communes it is linked to, best first, and what was weighed and refused."""

    linked: tuple[Linked, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class SourceRule:
    """A NameRule with the Source it is for."""

    source_id: str
    rule: NameRule


@dataclass(frozen=True, slots=True)
class LoggedRule:
    """A rule as it is kept for ever. ``outlet``, ``commune``: names of its Source and of the commune it is about;
    ``undone_at`` is empty while it stands."""

    id: int
    given: SourceRule
    outlet: str
    commune: str
    editor: str
    at: str
    undone_at: str = ""
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class Affected:
    """An Article that a rule changes, or taking it back. ``day``: of the digest it stands in, empty where in none;
    ``published``: that digest shows it to the public, and goes on showing it as it is; ``surfaces``: the words that are
    no longer the commune, or are it again."""

    article_id: int
    title: str
    url: str
    outlet: str
    first_seen_at: str
    day: str
    published: bool
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """An Article on which editors gave verdicts, the latest last, with all that a labelled example is made of.

    ``departments``: of its carriers; ``towns``: names of the programme's towns among the codes that are spoken of.
    """

    canonical_url: str
    title: str
    summary: str
    url: str
    departments: tuple[str, ...]
    categories: tuple[str, ...]
    mentions: tuple[Mention, ...]
    verdicts: tuple[Verdict, ...]
    towns: Mapping[str, str]
