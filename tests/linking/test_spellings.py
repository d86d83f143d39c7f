"""Every spelling of a name that the press writes is found, and what stands in the text is given back as it stands."""

from __future__ import annotations

import pytest

from pvd_watch.linking.spellings import short_forms, spellings, without_article
from pvd_watch.model import LinkText
from pvd_watch.text import fold_name

from .linker import LINKER, codes, told

WRITTEN = [
    # Saint, St, Sainte, Ste
    ("Saint-Flour", "15187"),
    ("St-Flour", "15187"),
    ("St Flour", "15187"),
    ("Saint Flour", "15187"),
    ("SAINT-FLOUR", "15187"),
    ("SAINT FLOUR", "15187"),
    ("ST-FLOUR", "15187"),
    ("Ste-Menehould", "51507"),
    ("Ste Menehould", "51507"),
    ("STE-MENEHOULD", "51507"),
    # hyphens, spaces
    ("Saint\u2011Flour", "15187"),
    ("Saint\u2013Flour", "15187"),
    ("Saint\u00a0Flour", "15187"),
    ("St\u202fFlour", "15187"),
    ("L'Isle sur le Doubs", "25315"),
    ("Pont l'Evêque", "14514"),
    # accents missing, on capitals too
    ("Quimperle", "29233"),
    ("QUIMPERLE", "29233"),
    ("QUIMPERLÉ", "29233"),
    ("Ploermel", "56165"),
    ("Quimperle\u0301", "29233"),
    # apostrophes
    ("L’Isle-sur-le-Doubs", "25315"),
    ("L\u02bcIsle-sur-le-Doubs", "25315"),
    ("Pont-l’Évêque", "14514"),
    # soft hyphens, broken lines
    ("Sai\u00adnt-Flour", "15187"),
    ("Quim\u00adper\u00adlé", "29233"),
    ("Quimper-\nlé", "29233"),
    ("Saint-\nFlour", "15187"),
    ("Saint-Flo-\r\nur", "15187"),
    # careless capitals
    ("Carhaix-plouguer", "29024"),
    ("L'Isle-Sur-Le-Doubs", "25315"),
    # œ, œ written out, capital
    ("Jœuf", "54280"),
    ("Joeuf", "54280"),
    ("JŒUF", "54280"),
    ("JOEUF", "54280"),
]


@pytest.mark.parametrize(("written", "insee"), WRITTEN)
@pytest.mark.parametrize("frame", ["Le marché de {} rouvre", "{}", "On vient de loin à {}."])
def test_a_spelling_of_the_press_is_found(written: str, insee: str, frame: str) -> None:
    title = frame.format(written)
    item = told(insee, title)
    assert title[item.mentions[0].start : item.mentions[0].end] == written
    assert codes("Une halle neuve", f"Le maire de {written} a coupé le ruban.") == [insee]


@pytest.mark.parametrize(
    ("title", "insee", "surface"),
    [
        ("Le marché au Teil rouvre", "07319", "Teil"),
        ("Les commerçants du Teil attendent", "07319", "Teil"),
        ("La base du Blanc (Indre) ferme", "36018", "Blanc"),
        ("On déménage aux Andelys", "27016", "Andelys"),
        ("Les élus des Herbiers protestent", "85109", "Herbiers"),
        ("Les bijoutiers du Cheylard embauchent", "07064", "Cheylard"),
        ("Une crèche au Moule, en Guadeloupe", "97117", "Moule"),
        ("Le maire de la Hague inquiet", "50041", "Hague"),
        ("La halle de l'Isle-sur-le-Doubs rouvre", "25315", "Isle-sur-le-Doubs"),
        ("La halle de l’Isle-sur-le-Doubs rouvre", "25315", "Isle-sur-le-Doubs"),
    ],
)
def test_an_article_that_is_contracted_or_in_lower_case(title: str, insee: str, surface: str) -> None:
    assert codes(title) == [insee]
    assert told(insee, title).mentions[0].surface == surface


@pytest.mark.parametrize(
    ("title", "insee"),
    [
        ("Le maire de Carbet, en Martinique, démissionne", "97204"),
        ("Un incendie à Trinité, en Martinique", "97230"),
        ("Les îles d'Yeu et Noirmoutier manquent d'eau", "85113"),
    ],
)
def test_an_article_or_a_shared_word_may_be_dropped(title: str, insee: str) -> None:
    assert codes(title) == [insee]


@pytest.mark.parametrize(
    ("title", "departments", "insee"),
    [
        ("Carhaix : le festival est complet", (), "29024"),
        ("La base de Luxeuil recrute", ("70",), "70311"),
        ("Un forum des métiers à Pacy", ("27",), "27448"),
        ("Saint-Bonnet : la laiterie rouvre", ("05",), "05132"),
        ("Un incendie à Sainte-Livrade", ("47",), "47252"),
    ],
)
def test_a_short_form_names_the_town_once_the_setting_says_where(
    title: str, departments: tuple[str, ...], insee: str
) -> None:
    assert codes(title, departments=departments) == [insee]


def test_a_short_form_that_many_share_names_none_without_a_setting() -> None:
    assert codes("Saint-Bonnet : la laiterie rouvre") == []
    assert codes("Un forum des métiers à Saint-Georges") == []


@pytest.mark.parametrize(
    ("title", "insee", "name"),
    [
        ("Segré : la piscine rouvre", "49331", "Segré-en-Anjou Bleu"),
        ("Le maire de Bellegarde, dans l'Ain, s'explique", "01033", "Valserhône"),
        ("Bellegarde-sur-Valserine : la gare en travaux", "01033", "Valserhône"),
        ("Aunay-sur-Odon : deux médecins arrivent", "14027", "Les Monts d'Aunay"),
        ("Un marché de Noël à Livarot, dans le Calvados", "14371", "Livarot-Pays-d'Auge"),
    ],
)
def test_an_old_name_leads_to_the_commune_of_today(title: str, insee: str, name: str) -> None:
    assert codes(title) == [insee]
    assert told(insee, title).commune.name == name


@pytest.mark.parametrize("glued", ["QuimperléLa halle rouvre", "PhotoQuimperlé rouvre sa halle"])
def test_a_glued_word_hides_no_name(glued: str) -> None:
    item = told("29233", glued)
    assert item.mentions[0].surface == "Quimperlé"
    assert codes(glued) == ["29233"]


@pytest.mark.parametrize(
    "text",
    [
        "ville et village, la ville de demain",
        "à quimperlé en minuscules",
        "Quimperlésien, Quimperléenne",
        "aQuimperlé1",
        "la rue, la mer, le bourg, des cours, du blanc",
        "SaintFlour",
    ],
)
def test_what_is_no_spelling_is_not_found(text: str) -> None:
    assert LINKER.explain(LinkText(text, "")) == []


def test_spellings_are_told_with_their_form_and_the_article_they_leave_out() -> None:
    found = {text: (form, article) for text, form, article in spellings("Le Teil", {}, careless=False)}
    assert found == {
        "Le Teil": ("full", ""),
        "LE TEIL": ("full", ""),
        "Teil": ("bare", "Le"),
        "TEIL": ("bare", "Le"),
    }


def test_saint_is_written_in_four_ways_and_oe_in_two() -> None:
    saint = {text for text, _, _ in spellings("Saint-Flour", {}, careless=False)}
    assert saint == {"Saint Flour", "St Flour", "SAINT FLOUR", "ST FLOUR"}
    assert {text for text, _, _ in spellings("Jœuf", {}, careless=False)} == {
        "Joeuf", "J\x9cuf", "JOEUF", "J\x8cUF",
    }  # fmt: skip


def test_careless_capitals_are_made_only_where_they_are_wanted() -> None:
    careful = {text for text, _, _ in spellings("Dol-de-Bretagne", {}, careless=False)}
    careless = {text for text, _, _ in spellings("Dol-de-Bretagne", {}, careless=True)}
    assert careless - careful == {"Dol De Bretagne", "Dol de bretagne"}


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("Carhaix-Plouguer", ["Carhaix"]),
        ("Saint-Bonnet-en-Champsaur", ["Saint Bonnet"]),
        ("Port-en-Bessin-Huppain", ["Port en Bessin"]),
        ("Die", []),
        ("Pont-de-Vaux", []),
    ],
)
def test_a_short_form_never_ends_in_a_link_word_and_is_no_common_word(name: str, heads: list[str]) -> None:
    assert list(short_forms(fold_name(name))) == heads


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Le Teil", "Teil"), ("Les Andelys", "Andelys"), ("L'Isle", "Isle"), ("Lens", "Lens"), ("Lavit", "Lavit")],
)
def test_only_an_article_is_left_out(name: str, bare: str) -> None:
    assert without_article(name) == bare
