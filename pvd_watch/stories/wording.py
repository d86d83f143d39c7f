"""What an Article says, made ready for comparison: titles normalised, words weighed, numbers, roads, senses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pvd_watch.model import ToGroup
from pvd_watch.stories.lexicon import COLUMNS, COMMON, LABELS, SILENT, TENS, stem
from pvd_watch.stories.places import departments_named
from pvd_watch.stories.senses import sense_of
from pvd_watch.text import fold_name
from pvd_watch.times import moment_of

_LEAD_WORDS = 120
"""Words of a text that count: news tells the event first, and extracts are cut at different places."""
_TAIL = re.compile(r"\s(?:[|·•]|[-–—])\s*([^|·•–—]{2,60})$")
_HEAD = re.compile(r"^\s*([^.:!|]{2,40}?)\s?(?:[.:|!]|[-–—]\s)\s*(?=\S)")
_WORDS = re.compile(r"[a-z]+")
_GROUPED = re.compile(r"(?<=\d)[ .](?=\d{3}(?!\d))")
_ROAD = re.compile(r"\b(?:r?[nd] ?|a)(\d{1,4})\b")
_AGE = re.compile(
    r"(?<!depuis )(?<!pendant )(?<!apres )(?<!y a )(?<!en )(?<!les )(?<!moins de )(?<!plus de )(?<!sur )"
    r"\b(\d{1,2})(?: (?:et|a) (\d{1,2}))? ans\b"
)
_DAY = re.compile(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b")
_FULL_NAME = re.compile(r"\b[A-ZÉ][a-zà-ÿ]+(?:-[A-ZÉ][a-zà-ÿ]+)? (?:[Dd]e |[Ll]e |[Ll]a )?[A-ZÉ][a-zà-ÿ]{2,}")
_SCORE = re.compile(r"(?<![\d-])(\d{1,3}) ?[-–] ?(\d{1,3})(?![\d-])")
_TOKEN = re.compile(r"[a-z]+\d+|\d+(?:,\d+)?|[a-z]+")
_SIGNATURE = re.compile(r"\(?\b(?:avec |source |d'apres )?(?:l')?(?:afp|reuters)\b|\bcommunique\b")

RARE, USUAL = 3, 1
"""What a word weighs: rare in the local press, or usual there."""

_FEWEST = 6
"""Stems of a text from which it may tell an Article from others without the title."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The features of one Article: stems with their weights, numbers as digits, senses by name.

    ``seconds``: its time since 1970. ``departments``: of the communes; ``area``: of the outlet; ``named``: those that a
    piece without a commune speaks of; ``home``: where it may have happened, ``=29``. ``body``: the stems in their
    order, numbers left out, by which copies are known. ``mass``: the sum of the weights of ``words``. ``subjects``: how
    many words tell of each, those of the title twice; ``square``: the sum of their squares.
    """

    key: str
    outlet: str
    seconds: int
    communes: frozenset[str]
    departments: frozenset[str]
    area: frozenset[str]
    named: frozenset[str]
    home: frozenset[str]
    body: str
    title: dict[str, int]
    words: dict[str, int]
    mass: int
    rare: frozenset[str]
    senses: frozenset[str]
    broad: frozenset[str]
    subjects: dict[str, int]
    square: int
    numbers: frozenset[str]
    ages: frozenset[str]
    roads: frozenset[str]
    days: frozenset[str]
    names: frozenset[str]
    scores: frozenset[str]
    column: bool
    agency: bool

    @property
    def ties(self) -> frozenset[str]:
        """What an Article without a commune is looked for by."""
        return self.telling | self.home

    @property
    def telling(self) -> frozenset[str]:
        """The words and senses that few Articles have."""
        return self.rare | self.senses


@dataclass(frozen=True, slots=True)
class _Passage:
    """What a title or the beginning of a text says; fields as in Wording."""

    folded: str
    body: str
    words: dict[str, int]
    rare: frozenset[str]
    numbers: frozenset[str]
    senses: frozenset[str]
    broad: frozenset[str]
    subjects: dict[str, int]
    ages: frozenset[str]
    roads: frozenset[str]
    days: frozenset[str]
    names: frozenset[str]
    scores: frozenset[str]
    agency: bool


def wording(article: ToGroup) -> Wording:
    """Read an Article once."""
    places = _beginnings(" ".join([commune.name for commune in article.communes]))
    bare = bare_title(article.title, article.outlet)
    title, text = _passage(bare, places), _text(article.text, places)
    words = title.words | text.words
    subjects = {subject: 2 * count for subject, count in title.subjects.items()}
    for subject, count in text.subjects.items():
        subjects[subject] = subjects.get(subject, 0) + count
    departments = frozenset([commune.department for commune in article.communes])
    area = frozenset(article.departments)
    named = frozenset() if departments else departments_named(f"{title.folded} {text.folded}")
    return Wording(
        key=article.key,
        outlet=article.outlet,
        seconds=int(moment_of(article.at).timestamp()),
        communes=frozenset([commune.insee for commune in article.communes]),
        departments=departments,
        area=area,
        named=named,
        home=frozenset([f"={code}" for code in departments or named or area]),
        body=text.body if len(text.words) >= _FEWEST else f"{title.body} . {text.body}",
        title=title.words,
        words=words,
        mass=sum(words.values()),
        rare=title.rare | text.rare,
        senses=title.senses | text.senses,
        broad=title.broad | text.broad,
        subjects=subjects,
        square=sum([count * count for count in subjects.values()]),
        numbers=title.numbers | text.numbers,
        ages=title.ages | text.ages,
        roads=title.roads | text.roads,
        days=title.days | text.days,
        names=title.names | text.names,
        scores=title.scores | text.scores,
        column=title.folded.startswith(COLUMNS)
        or (bare != article.title and fold_title(article.title).startswith(COLUMNS)),
        agency=title.agency or text.agency or article.outlet in ("AFP", "Reuters"),
    )


@lru_cache(maxsize=4096)
def _text(text: str, places: frozenset[str]) -> _Passage:
    """The beginning of a text; kept, since so much of the news is copied."""
    return _passage(" ".join(text.split(maxsplit=_LEAD_WORDS)[:_LEAD_WORDS]), places)


def _passage(text: str, places: frozenset[str]) -> _Passage:
    folded = _folded(text)
    in_order = _tokens(folded, places)
    words = dict(in_order)
    senses = [sense_of(word) for word in _WORDS.findall(folded) if word[:5] not in places]
    return _Passage(
        folded=folded,
        body=" ".join([word for word, _ in in_order if not word.isdigit()]),
        words=words,
        rare=frozenset([word for word, weight in words.items() if weight == RARE]),
        numbers=frozenset([word for word in words if word.isdigit()]),
        senses=frozenset([sense for sense, _, broad in senses if sense and not broad]),
        broad=frozenset([sense for sense, _, broad in senses if broad]),
        subjects=Counter([subject for _, subject, _ in senses if subject]),
        ages=_ages(folded),
        roads=frozenset(_ROAD.findall(folded)),
        days=frozenset(_DAY.findall(folded)) if "di" in folded else frozenset(),
        names=_full_names(text, places),
        scores=frozenset(["-".join(sorted(score)) for score in _SCORE.findall(text)]),
        agency=_SIGNATURE.search(folded) is not None,
    )


@lru_cache(maxsize=1024)
def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every four stems in a row of a text, by which copied text is known."""
    stems = [word for word, _ in _tokens(_folded(text), frozenset())]
    return frozenset(zip(stems, stems[1:], stems[2:], stems[3:], strict=False))


def bare_title(title: str, outlet: str) -> str:
    """A title without labels before it (« VIDÉO. ») and without the name of its outlet behind it."""
    names = _names(outlet)
    while (head := _HEAD.match(title)) and all(
        word in LABELS or word in names for word in _WORDS.findall(fold_title(head.group(1)))
    ):
        title = title[head.end() :]
    tail = _TAIL.search(title)
    if tail is not None and names.intersection(_WORDS.findall(fold_title(tail.group(1)))):
        title = title[: tail.start()]
    return title


def fold_title(title: str) -> str:
    """A title folded, in lower case."""
    return fold_name(title).lower()


@lru_cache(maxsize=1024)
def _names(outlet: str) -> frozenset[str]:
    return frozenset(word for word in _WORDS.findall(fold_title(outlet)) if stem(word) not in SILENT)


def _folded(text: str) -> str:
    return _GROUPED.sub("", fold_title(text))


@lru_cache(maxsize=4096)
def _beginnings(names: str) -> frozenset[str]:
    """The first five letters of the words of town names: « Combourg » stands in « Combourgeois » too."""
    return frozenset(word[:5] for word in _WORDS.findall(fold_title(names)) if len(word) > 2)


def _tokens(text: str, places: frozenset[str]) -> list[tuple[str, int]]:
    """The stems and numbers of a folded text with what they weigh, in their order, town names left out."""
    found = (_token(word) for word in _TOKEN.findall(text) if word[:5] not in places)
    return [token for token in found if token[0]]


@lru_cache(maxsize=65536)
def _token(word: str) -> tuple[str, int]:
    """The stem of a word, or the digits of a number of two digits or more, and what it weighs; else nothing.

    By the shipped tables alone, whatever else was read. A word that has a sense is a subject's, seldom an event's.
    """
    if word[0].isdigit():
        return (word, _weight(word)) if len(word) > 1 and not word.startswith("202") else ("", 0)
    if word in TENS:
        return str(TENS[word]), _weight(str(TENS[word]))
    root = stem(word)
    if len(root) < 3 or root in SILENT:
        return "", 0
    return root, USUAL if root in COMMON or sense_of(word)[0] else RARE


def _weight(number: str) -> int:
    """Days, hours and round numbers recur whatever the event."""
    return USUAL if number.isdigit() and (int(number) <= 31 or int(number) in (40, 50, 60, 80, 100)) else RARE


def _ages(text: str) -> frozenset[str]:
    if " ans" not in text:
        return frozenset()
    return frozenset(age for ages in _AGE.findall(text) for age in ages if age)


def _full_names(text: str, places: frozenset[str]) -> frozenset[str]:
    """The last words of names of two words or more, folded: who or what a piece names, the town left out."""
    found = (fold_title(name).split() for name in _FULL_NAME.findall(text))
    return frozenset(
        words[-1]
        for words in found
        if not any(word[:5] in places or stem(word) in SILENT or stem(word) in COMMON for word in words)
    )
