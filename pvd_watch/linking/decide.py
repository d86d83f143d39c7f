"""The decision: for each span, does it name a town, and which one? « No commune » and every homonym compete."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pvd_watch.linking.candidates import Reading, Span
from pvd_watch.linking.context import Around
from pvd_watch.linking.evidence import CLUE_FUNCTIONS, evidence
from pvd_watch.linking.names import NameFacts
from pvd_watch.linking.setting import Setting, slug
from pvd_watch.linking.weights import FORMS, HOMONYMS, PRIORS
from pvd_watch.model import Commune, Evidence, Mention
from pvd_watch.text import name_key

_STRONG_AGAINST = frozenset(
    (
        "given_name",
        "person_title",
        "particle",
        "street",
        "street_of",
        "idiom",
        "longer_name",
        "wrong_article",
        "product",
        "other_department",
        "river",
        "accent",
        "acronym",
    )
)
_SURE = 2.0
"""Logit from which a mention vouches for the others of the same commune in the text."""
_DOUBT = (-1.4, 1.1)
"""Logits between which the language model is asked."""
_BETWEEN = re.compile(
    r"^\s*(?:,|;|et|ou|/|\x97|-|,\s*et|comme|puis|a|jusqu'a)\s*(?:l'|le |la |les |de |d'|a |au |du |aux |des )?\s*$",
    re.I,
)
_ATTACHED = re.compile(r"^\s*(?:\(\s*|,?\s*(?:en|dans l'|dans le|dans la|dans les|dans)\s*|,\s*)$", re.I)
_ATTACHED_NUMBER = re.compile(r"^\s*\(\s*(\d{2}|2[ABab]|97\d)(?:\d{3}|\d{2})?\s*[),]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span and one commune it might name. ``logit``: that it names a town; ``share``: that the town is this one."""

    around: Around
    commune: Commune
    reading: Reading
    logit: float
    share: float
    name_class: str
    evidence: tuple[Evidence, ...]

    @property
    def score(self) -> float:
        """The probability in [0, 1] that the words name this commune."""
        return self.share / (1.0 + math.exp(-max(-30.0, min(30.0, self.logit))))


def anchor(span: Span, facts: NameFacts) -> Commune | None:
    """The commune that a span names without a doubt, by its name alone."""
    key = span.spelling.key
    readings = span.spelling.readings
    if not readings or facts.is_everyday(key) or key in facts.people or key in facts.elsewhere or key in facts.given:
        return None
    best = max(readings, key=_weight)
    rest = sum(_weight(reading) for reading in readings) - _weight(best)
    return best.commune if best.form == "full" and _weight(best) > 12 * rest else None


def _weight(reading: Reading) -> float:
    people = 350.0 if reading.former else float(max(reading.commune.population, 50))
    return people * {"full": 1.0, "bare": 0.3, "short": 0.1}[reading.form]


def weigh(
    words: Around,
    spans: Sequence[Span],
    place: int,
    context: str,
    setting: Setting,
    facts: NameFacts,
    categories: Sequence[str],
) -> list[Candidate]:
    """All programme candidates of one span, with their evidence."""
    span = spans[place]
    attached = setting.behind.get(place, "")
    shares = _shares(span, setting, attached or setting.attached.get(span.spelling.key, ""), words)
    name_class = _name_class(span, facts)
    around_it = [evidence("list")] if _listed(spans, place, context) else []
    if _part_of_longer(words, spans, place, facts):
        around_it.append(evidence("longer_name"))
    found = []
    for reading, share in zip(span.spelling.readings, shares, strict=True):
        if not reading.commune.pvd:
            continue
        clues = [clue for function in CLUE_FUNCTIONS for clue in function(words, reading, facts)]
        clues.extend(_setting_clues(words, reading, setting, attached, categories, facts))
        clues.extend(around_it)
        logit = PRIORS[name_class] + FORMS[reading.form] + sum(clue.weight for clue in clues)
        found.append(Candidate(words, reading.commune, reading, logit, share, name_class, tuple(clues)))
    return found


def _name_class(span: Span, facts: NameFacts) -> str:
    key = span.spelling.key
    if key in facts.elsewhere:
        return "elsewhere"
    if facts.is_everyday(key):
        return "everyday"
    if key in facts.people or key in facts.given:
        return "people"
    return "distinctive"


def _setting_clues(
    words: Around, reading: Reading, setting: Setting, attached: str, categories: Sequence[str], facts: NameFacts
) -> Iterator[Evidence]:
    commune = reading.commune
    if attached:
        alone = len(words.span.spelling.readings) == 1
        wrong = "wrong_department" if alone else "other_department"
        yield evidence("department_after" if attached == commune.department else wrong, attached)
    number = words.before[0] if words.before else ""
    if len(number) == 5 and number.isdigit():
        if number in commune.postcodes:
            yield evidence("postcode", number)
        elif not number.startswith(commune.department[:2]):
            yield evidence("other_department", number)
    if setting.address_names(commune):
        yield evidence("url_commune", commune.insee)
    elif setting.address.slugs and slug(commune.name) in setting.address.slugs:
        yield evidence("url_slug", slug(commune.name))
    if categories and name_key(commune.name) in {name_key(category) for category in categories}:
        yield evidence("category", commune.name)
    support = setting.supports(commune)
    if support:
        yield evidence(support)
        if words.span.spelling.key in facts.elsewhere:
            yield evidence("here")
    elif setting.foreign:
        yield evidence("abroad", setting.foreign)
    elif setting.plays_elsewhere(commune):
        common = len(words.span.spelling.readings) > 1
        yield evidence("far_and_common" if common else "far_away")
    if reading.former:
        yield evidence("former_name")


def _shares(span: Span, setting: Setting, attached: str, words: Around) -> list[float]:
    """How likely each reading is against the others (they sum to one)."""
    readings = span.spelling.readings
    if len(readings) == 1:
        return [1.0]
    points = []
    number = words.before[0] if words.before else ""
    for reading in readings:
        score = setting.points(reading.commune, former=reading.former) + 1.2 * FORMS[reading.form]
        score += HOMONYMS["company"] * min(1.5, setting.company_of(reading.commune, span))
        if attached and reading.commune.department == attached:
            score += HOMONYMS["department_after"]
        if number in reading.commune.postcodes:
            score += HOMONYMS["postcode"]
        points.append(score)
    top = max(points)
    powers = [math.exp(point - top) for point in points]
    total = sum(powers)
    return [power / total for power in powers]


def attached_department(spans: Sequence[Span], place: int, context: str) -> str:
    """The code of the department that stands right behind the name: « (Drôme) », « (26) », « , dans la Drôme »."""
    end = spans[place].end
    number = _ATTACHED_NUMBER.match(context[end : end + 12])
    if number:
        return number[1].upper()
    for other in spans[place + 1 : place + 2]:
        if len(other.spelling.departments) == 1 and _ATTACHED.match(context[end : other.start]):
            return other.spelling.departments[0]
    return ""


def _listed(spans: Sequence[Span], place: int, context: str) -> bool:
    """True where another commune's name stands right before or after, parted by a comma or « et »."""
    span = spans[place]
    for other in (spans[place - 1] if place else None, spans[place + 1] if place + 1 < len(spans) else None):
        if other is None or not other.spelling.readings:
            continue
        first, second = (other, span) if other.start < span.start else (span, other)
        if second.start - first.end < 24 and _BETWEEN.match(context[first.end : second.start]):
            return True
    return False


def _part_of_longer(words: Around, spans: Sequence[Span], place: int, facts: NameFacts) -> bool:
    """True where a hyphen ties the name to a word that is no commune: ``Die-Haut``, but not ``Valence-Die``."""
    span = spans[place]
    tied_before = any(
        other.end == span.start - 1 and other.spelling.readings for other in spans[max(place - 1, 0) : place]
    )
    tied_after = any(other.start == span.end + 1 and other.spelling.readings for other in spans[place + 1 : place + 2])
    if facts.is_everyday(span.spelling.key):
        tied_before = tied_after = False  # « Palais-Bourbon »
    return (words.joined_before and not tied_before) or (words.joined_after and not tied_after)


def settle(found: Sequence[Candidate], ask: Callable[[Candidate], str] | None) -> list[Candidate]:
    """One sense per text: what is sure in one place helps the same name in another; then the model, in doubt."""
    sure = {candidate.commune.insee for candidate in found if candidate.logit >= _SURE and candidate.share > 0.5}
    settled = [
        _with_same_text(candidate) if candidate.commune.insee in sure and candidate.logit < _SURE else candidate
        for candidate in found
    ]
    if ask is None:
        return settled
    decided = {candidate.commune.insee for candidate in settled if candidate.score >= 0.85}
    return [
        _with_model(candidate, ask(candidate)) if _in_doubt(candidate, decided) else candidate for candidate in settled
    ]


def _in_doubt(candidate: Candidate, decided: set[str]) -> bool:
    """True where the model can help: a word or a person's name, which no strong clue has settled.

    It is not asked which of two towns is meant, nor whether a street is one: it reads « place » for all of these.
    """
    return (
        candidate.name_class in ("everyday", "people")
        and _DOUBT[0] < candidate.logit < _DOUBT[1]
        and candidate.share > 0.5
        and candidate.commune.insee not in decided
        and not _refuted(candidate)
    )


def _refuted(candidate: Candidate) -> bool:
    """True where a clue speaks so strongly against it that neither the rest of the text nor the model helps."""
    return any(clue.code in _STRONG_AGAINST for clue in candidate.evidence)


def _with_same_text(candidate: Candidate) -> Candidate:
    if _refuted(candidate):
        return candidate
    return _plus(candidate, evidence("same_text"))


def _with_model(candidate: Candidate, answer: str) -> Candidate:
    return _plus(candidate, evidence(f"ner_{answer}")) if answer else candidate


def _plus(candidate: Candidate, clue: Evidence) -> Candidate:
    return replace(candidate, logit=candidate.logit + clue.weight, evidence=(*candidate.evidence, clue))


def is_about(mentions: Sequence[Mention], title_end: int, in_address: bool, communes: int) -> bool:
    """True where the piece is about the commune: named in the title, at once and again, or in the page's address."""
    points = 2 * any(mention.field == "title" for mention in mentions) + 2 * in_address
    opening = sum(mention.field == "text" and mention.start < 240 for mention in mentions)
    points += bool(opening) * (1 if title_end else 2) + (len(mentions) > 1) + (len(mentions) > 3)
    return points >= (1 if communes == 1 else 2 if communes < 6 else 3)
