"""What is known of risky names beyond the gazetteer (``config/names.toml``): words, people, products, areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pvd_watch.errors import ConfigError
from pvd_watch.linking.spellings import ARTICLES, without_article
from pvd_watch.model import CommuneName
from pvd_watch.text import fold_name
from pvd_watch.toml import read_toml

NameClass = Literal["distinctive", "people", "given", "everyday", "elsewhere"]
"""What a name is first of all: a town, people's name, a given name, a word of the language, another place."""
_TABLES = {"risk", "people", "elsewhere", "areas", "alias"}


@dataclass(frozen=True)
class NameFacts:
    """Facts on names, folded and in lower case.

    ``everyday``: first of all an ordinary word; ``unaccented``: a word where its accents are missing; ``people``: borne
    by many or famous people; ``elsewhere``: first of all
    another place; ``contexts``: words that tell of something else of that name; ``products``: known for what is made
    there; ``given``: given names; ``titles``: what stands before a person's name; ``areas``: natural and former
    regions, by departments; ``aliases``: further names of communes.
    """

    everyday: frozenset[str]
    unaccented: frozenset[str]
    people: frozenset[str]
    elsewhere: frozenset[str]
    contexts: Mapping[str, tuple[str, ...]]
    products: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    areas: Mapping[str, tuple[str, ...]]
    aliases: tuple[CommuneName, ...]

    @cached_property
    def with_articles(self) -> frozenset[str]:
        """The everyday words, each without and with every article it may stand behind (``loupe``, ``la loupe``)."""
        articles = ("", *(article.lower() for article in ARTICLES))
        return frozenset(article + word for word in self.everyday for article in articles)

    def class_of(self, key: str) -> NameClass:
        """What a name, folded and in lower case, is first of all."""
        if key in self.elsewhere:
            return "elsewhere"
        if key in self.with_articles:
            return "everyday"
        if key in self.given:
            return "given"
        if key in self.people:
            return "people"
        return "distinctive"


def load(path: Path) -> NameFacts:
    """Read ``names.toml``.

    :raises ConfigError: it is no TOML, or a table in it is not one of ours or not of the right form.
    """
    document, unread = read_toml(path)
    if unread:
        raise ConfigError(unread)
    unknown = sorted(document.keys() - _TABLES)
    if unknown:
        raise ConfigError(
            [f"{path}: unknown table [{name}]; known are {', '.join(sorted(_TABLES))}" for name in unknown]
        )
    try:
        return _facts(document)
    except (TypeError, KeyError, AttributeError) as error:
        raise ConfigError(
            [f"{path}: {error!r}: a list of names was expected there; compare with the shipped file"]
        ) from error


def _facts(document: Mapping[str, Any]) -> NameFacts:
    risk, people = document.get("risk", {}), document.get("people", {})
    return NameFacts(
        everyday=_folded(risk.get("everyday", [])),
        unaccented=_folded(risk.get("unaccented", [])),
        people=_folded(risk.get("people", [])),
        elsewhere=_folded(risk.get("elsewhere", [])),
        contexts=_contexts(document.get("elsewhere", {})),
        products=_folded(risk.get("products", [])),
        given=_folded(people.get("given", "").split()),
        titles=_folded(people.get("titles", "").split()),
        areas={fold_name(name): tuple(codes) for name, codes in document.get("areas", {}).items()},
        aliases=tuple(CommuneName(item["insee"], item["name"], "alias", "") for item in document.get("alias", [])),
    )


def _contexts(given: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """The words of each name, under the name with its article and without."""
    found = {}
    for name, words in given.items():
        whole = fold_name(name)
        for key in (whole, without_article(whole)):
            found[key.lower()] = tuple(fold_name(word).lower() for word in words)
    return found


def _folded(names: list[str]) -> frozenset[str]:
    return frozenset(fold_name(name).lower() for name in names)
