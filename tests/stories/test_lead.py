"""The lead of a Story, and the outlets named behind it."""

from __future__ import annotations

from dataclasses import replace

from pvd_watch.model import CommuneRef, ToGroup
from pvd_watch.stories.lead import also_in, by_merit
from pvd_watch.stories.wording import wording

TOWN = CommuneRef("81105", "Graulhet", "81", "76")
TEXT = "La mégisserie Alric, fondée en 1887, a été placée en liquidation jeudi par le tribunal d'Albi."
BASE = ToGroup(
    "m", "Graulhet : Alric liquidée", TEXT, "2026-04-02T12:00:00Z", "Le Journal", (TOWN,), ("81",), length=90
)


def leads(*articles: ToGroup) -> list[str]:
    return [article.key for article in by_merit([(article, wording(article)) for article in articles])]


def test_own_work_stands_before_agency_text_and_copies() -> None:
    agency = replace(BASE, key="a", at="2026-04-02T10:00:00Z", text=f"GRAULHET (AFP) - {TEXT}", length=500)
    own = replace(BASE, key="z", title="Le cuir perd Alric", text="Ils étaient 42 à tanner.", length=40)
    copy = replace(BASE, key="c", at="2026-04-02T15:00:00Z", length=800)
    assert leads(agency, copy, own)[0] == "z"
    assert leads(BASE, copy) == ["m", "c"]


def test_then_free_access_then_nearness_then_length_then_time() -> None:
    paid = replace(BASE, key="a", subscribers=True, text="", title="Coup dur", length=900)
    far = replace(BASE, key="b", departments=("75",), text="", title="Fin", length=900)
    short = replace(BASE, key="c", text="", title="Adieu", length=10)
    late = replace(short, key="d", title="Au revoir", at="2026-04-02T19:00:00Z")
    assert leads(paid, far, late, short, BASE) == ["m", "c", "d", "b", "a"]


def test_the_order_of_arrival_does_not_choose_the_lead() -> None:
    twin = replace(BASE, key="a")
    assert leads(BASE, twin) == leads(twin, BASE) == ["a", "m"]


def test_also_in_names_each_other_outlet_once() -> None:
    others = [replace(BASE, key=key, outlet=outlet) for key, outlet in (("a", "A"), ("b", "Le Journal"), ("c", "A"))]
    assert also_in([BASE, *others]) == ("A",)
