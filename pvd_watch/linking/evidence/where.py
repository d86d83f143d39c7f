"""Clues from beyond the words around a name: the page's address, the source, the categories, the other places named,
what stands between the names, an editors' rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pvd_watch.linking.address import slug
from pvd_watch.linking.candidates import Reading, Span, Spelling
from pvd_watch.linking.context import Around
from pvd_watch.linking.evidence.clue import evidence
from pvd_watch.linking.names import NameFacts
from pvd_watch.linking.setting import Setting
from pvd_watch.linking.spans import listed, part_of_longer
from pvd_watch.model import Evidence, LinkText
from pvd_watch.text import bare_key, name_key

_ARTICLES = frozenset(("le", "la", "les", "l'", "au", "aux", "du", "des"))
_STRONG = frozenset(("setting", "neighbourhood", "local_source"))
"""Support that settles which of two places of one name is meant."""


class Where:
    """The clues of one text's setting, each looked for once a name."""

    def __init__(self, setting: Setting, text: LinkText, facts: NameFacts) -> None:
        self._setting, self._facts = setting, facts
        self._categories = {name_key(category) for category in text.categories}
        self._rules = {(bare_key(rule.name), rule.insee) for rule in text.rules}
        self._known: dict[tuple[str, str], tuple[Evidence, ...]] = {}
        self._shares: dict[tuple[str, str, str, str], list[float]] = {}

    def shares(self, place: int, span: Span, context: str) -> list[float]:
        """How likely each reading of a span is against the others (they sum to one)."""
        spelling = span.spelling
        if len(spelling.readings) == 1:
            return [1.0]
        attached = self._setting.behind.get(place) or self._setting.attached.get(spelling.key, "")
        number = context[max(0, span.start - 7) : span.start].strip(" (-")
        number = number if len(number) == 5 and number.isdigit() else ""
        key = (spelling.key, attached, number, _article(context, span.start))
        if key not in self._shares:
            self._shares[key] = self._setting.shares(spelling, *key[1:])
        return self._shares[key]

    def of_text(self, spelling: Spelling, reading: Reading) -> tuple[Evidence, ...]:
        """What the text as a whole says of one reading of a name."""
        key = (spelling.key, reading.commune.insee)
        if key not in self._known:
            told = tuple(self._of_address(spelling, reading)) or tuple(self._of_setting(spelling, reading))
            self._known[key] = (*told, *self._of_rules(spelling, reading))
        return self._known[key]

    def _of_address(self, spelling: Spelling, reading: Reading) -> Iterator[Evidence]:
        """The commune's code or name in the page's address, its name among the categories."""
        commune, address = reading.commune, self._setting.address
        if address.names(commune):
            yield evidence("url_commune", commune.insee)
        elif not spelling.departments and address.slugs and slug(commune.name) in address.slugs:
            yield evidence("url_slug", slug(commune.name))
        if self._categories and name_key(commune.name) in self._categories:
            yield evidence("category", commune.name)

    def _of_setting(self, spelling: Spelling, reading: Reading) -> Iterator[Evidence]:
        """The departments, neighbours and countries that the text names, and the source's area."""
        setting, commune = self._setting, reading.commune
        support, other_place = setting.supports(commune), ""
        words = self._facts.contexts.get(spelling.key)
        if words is not None:
            other_place = next((word for word in words if word in setting.lower), "")
        if other_place and (spelling.name_class != "elsewhere" or support not in _STRONG):
            yield evidence("other_context", other_place)
        if support:
            yield evidence(support)
            if spelling.name_class == "elsewhere" and not other_place:
                yield evidence("here")
        elif commune.department in setting.regional:
            yield evidence("region")
        elif setting.foreign and not setting.known:
            yield evidence("abroad", setting.foreign)
        elif setting.beyond_the_sea(commune):
            yield evidence("far_overseas")
        elif setting.plays_elsewhere(commune):
            yield evidence("far_and_common" if len(spelling.readings) > 1 else "far_away")
        if reading.former:
            yield evidence("former_name")

    def _of_rules(self, spelling: Spelling, reading: Reading) -> Iterator[Evidence]:
        """An editors' rule on this name in this source."""
        if self._rules and (bare_key(spelling.key), reading.commune.insee) in self._rules:
            yield evidence("rule")

    def of_place(self, words: Around, place: int, reading: Reading) -> Iterator[Evidence]:
        """The department behind the name, the postcode before it."""
        commune, attached = reading.commune, self._setting.behind.get(place, "")
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

    def between(self, words: Around, spans: Sequence[Span], place: int, context: str) -> Iterator[Evidence]:
        """A list of communes, a hyphen that makes the name part of a longer one."""
        if listed(spans, place, context):
            yield evidence("list")
        if part_of_longer(words, spans, place):
            yield evidence("longer_name")


def _article(context: str, start: int) -> str:
    """The article or contraction right before a place of the text, in lower case; empty where there is none."""
    before = context[max(0, start - 5) : start].lower().rstrip()
    word = before[max(before.rfind(" "), before.rfind("\n"), before.rfind('"')) + 1 :]
    return word if word in _ARTICLES else ""
