"""What is known of risky names: classes, articles, contexts, and a file of another form refused with its fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from pvd_watch.errors import ConfigError
from pvd_watch.linking.names import NameFacts, load
from pvd_watch.text import fold_name

from .linker import FACTS, LINKER


def _load(tmp_path: Path, document: str) -> NameFacts:
    path = tmp_path / "names.toml"
    path.write_text(document, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("key", "name_class"),
    [
        ("quimperle", "distinctive"),
        ("rue", "everyday"),
        ("die", "everyday"),
        ("palais", "everyday"),
        ("le palais", "everyday"),
        ("descartes", "people"),
        ("grenade", "elsewhere"),
        ("la haye", "elsewhere"),
        ("alban", "given"),
        ("robert", "everyday"),
    ],
)
def test_each_name_has_one_class(key: str, name_class: str) -> None:
    assert FACTS.class_of(key) == name_class


def test_every_risky_name_is_that_of_a_town() -> None:
    """A word that no town bears would be dead weight: the file holds few entries, each with its reason."""
    known = {fold_name(name.name).lower() for name in LINKER.gazetteer.names}
    bare = known | {key.removeprefix(article) for key in known for article in ("le ", "la ", "les ", "l'")}
    heads = {" ".join(key.split(" ")[:count]) for key in bare for count in (1, 2, 3)}
    for names in (FACTS.everyday, FACTS.unaccented, FACTS.elsewhere):
        assert names <= bare | heads


def test_every_alias_leads_to_a_commune_of_the_programme() -> None:
    assert FACTS.aliases
    for alias in FACTS.aliases:
        assert LINKER.gazetteer.communes[alias.insee].pvd, alias
        assert alias.kind == "alias"


def test_every_area_lies_in_departments_that_exist() -> None:
    assert {code for codes in FACTS.areas.values() for code in codes} <= LINKER.gazetteer.departments.keys()
    assert FACTS.areas["Picardie"] == ("02", "60", "80")


def test_a_context_is_known_under_the_name_with_its_article_and_without() -> None:
    assert FACTS.contexts["les arcs"] == FACTS.contexts["arcs"]
    assert "tarentaise" in FACTS.contexts["arcs"]


def test_names_are_folded_as_texts_are(tmp_path: Path) -> None:
    facts = _load(tmp_path, '[risk]\neveryday = ["Étain", "Jœuf"]\npeople = ["Saint-Saëns"]')
    assert facts.everyday == {"etain", "joeuf"}
    assert facts.people == {"saint saens"}
    assert facts.with_articles >= {"etain", "l'etain", "le etain"}


def test_an_empty_file_knows_nothing_and_refuses_nothing(tmp_path: Path) -> None:
    facts = _load(tmp_path, "")
    assert facts.class_of("rue") == "distinctive"
    assert (facts.aliases, facts.areas, facts.given) == ((), {}, frozenset())


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("[risque]\neveryday = []", r"unknown table \[risque\]; known are alias, areas, elsewhere, people, risk"),
        ("[risk", "names.toml: "),
        ("[risk]\neveryday = 3", "a list of names was expected"),
        ("[risk]\neveryday = [3]", "a list of names was expected"),
        ("[people]\ngiven = 3", "a list of names was expected"),
        ('[[alias]]\nname = "Yeu"', "'insee'"),
        ("[areas]\nPicardie = 2", "a list of names was expected"),
        ("risk = 3", "a list of names was expected"),
    ],
)
def test_another_form_is_refused_with_the_file_and_its_fault(tmp_path: Path, document: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as refused:
        _load(tmp_path, document)
    assert "names.toml" in str(refused.value)


def test_a_missing_file_and_one_of_other_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"names\.toml"):
        load(tmp_path / "names.toml")
    (tmp_path / "names.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"names\.toml"):
        load(tmp_path / "names.toml")
