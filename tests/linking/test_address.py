"""What a page's address says, and what it only seems to say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.linking.address import NOWHERE, Address, read_address, slug

from .linker import LINKER, clues, codes

SLUGS = {slug(item.name): code for code, item in LINKER.gazetteer.departments.items()}
PRESS = "https://www.presse.example"


def _read(path: str) -> Address:
    return read_address(PRESS + path, SLUGS)


@pytest.mark.parametrize(
    ("path", "code", "insee"),
    [
        ("/bretagne/carhaix-plouguer-29270/la-halle-123.php", "29270", "29024"),
        ("/les-andelys_27016/un-marche.html", "27016", "27016"),
        ("/communes/quimperle,29233/", "29233", "29233"),
        ("/meteo/saint-flour-15100/demain", "15100", "15187"),
        ("/27016-les-andelys/actualites", "27016", "27016"),
    ],
)
def test_a_code_with_its_slug_names_the_commune(path: str, code: str, insee: str) -> None:
    address = _read(path)
    assert [found for found, _ in address.codes] == [code]
    assert address.names(LINKER.gazetteer.communes[insee])


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/les-andelys/un-marche.html",
        "/paris-75000/politique",
        "/paris-75001/une-depeche",
        "/29270/12345/",
        "/top-10-des-villes",
        "/article-1234567.html",
        "/2025/11/26/",
        "/quimperle-292339",
        "/quimperle-a29233b",
    ],
)
def test_a_number_that_is_no_code_says_nothing(path: str) -> None:
    address = _read(path)
    assert address.codes == ()
    assert not any(address.names(commune) for commune in LINKER.gazetteer.communes.values() if commune.pvd)


@pytest.mark.parametrize(
    ("path", "departments"),
    [
        ("/ile-de-france/essonne-91/nozay-un-parc_60912777.html", {"91"}),
        ("/cote-d-or-21/l-eau-coupee", {"21"}),
        ("/edition/29-finistere/la-halle", {"29"}),
        ("/finistere/quimperle/la-halle", {"29"}),
        ("/corse/haute-corse-2b/calvi", {"2B"}),
        ("/guadeloupe-971/une-ecole", {"971"}),
        ("/top-10-des-plages", set()),
        ("/les-22-plus-belles", set()),
        ("/essonne-92/une-ecole", set()),
        ("/covid-19/dossier", set()),
        ("/finistere", set()),
    ],
)
def test_a_department_counts_where_name_and_number_agree(path: str, departments: set[str]) -> None:
    assert _read(path).departments == departments


def test_an_address_without_a_path_is_nowhere() -> None:
    assert read_address("https://finistere.example", SLUGS) is NOWHERE
    assert read_address("", SLUGS) is NOWHERE


@given(st.text(max_size=60), st.lists(st.sampled_from(["/", "-", "29233", "essonne-91", "2A004", "é", "://"])))
@settings(max_examples=150, deadline=None)
def test_any_address_is_read(text: str, parts: list[str]) -> None:
    for code, name in read_address(text + "".join(parts), SLUGS).codes:
        assert len(code) == 5
        assert name


@pytest.mark.parametrize(
    ("name", "written"),
    [("Côtes-d'Armor", "cotes-d-armor"), ("L’Haÿ-les-Roses", "l-hay-les-roses"), ("Jœuf", "joeuf"), ("Eu", "eu")],
)
def test_a_slug_is_written_as_addresses_write_it(name: str, written: str) -> None:
    assert slug(name) == written


def test_the_address_settles_homonyms_and_everyday_words() -> None:
    assert codes("Breteuil : une crèche ouvre", url=f"{PRESS}/breteuil-27160/une-creche") == ["27112"]
    assert codes("Breteuil : une crèche ouvre", url=f"{PRESS}/oise-60/breteuil-une-creche") == ["60104"]
    assert codes("Rue barrée tout l'été", url=f"{PRESS}/rue-80120/une-voie-fermee") == ["80688"]
    assert codes("Rue barrée tout l'été", url=f"{PRESS}/amiens-80000/une-voie-fermee") == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/quimperle-29300/la-halle", "url_commune"),
        ("/quimperle_29233/la-halle", "url_commune"),
        ("/bretagne/quimperle/la-halle", "url_slug"),
        ("/finistere-29/la-halle", "setting"),
    ],
)
def test_each_form_of_address_is_told_by_its_clue(path: str, code: str) -> None:
    assert code in clues("29233", "Quimperlé rouvre sa halle", url=PRESS + path)


@pytest.mark.parametrize(
    "path", ["/paris-75000/la-halle", "/quimperle", "/top-29-des-halles", "/morlaix-29600/la-halle"]
)
def test_another_address_gives_no_clue_of_the_commune(path: str) -> None:
    found = clues("29233", "Quimperlé rouvre sa halle", url=PRESS + path)
    assert not found & {"url_commune", "url_slug", "setting"}


def test_an_address_never_names_a_commune_that_the_text_does_not() -> None:
    assert codes("La halle rouvre", "Le maire a coupé le ruban.", url=f"{PRESS}/quimperle-29300/la-halle") == []
