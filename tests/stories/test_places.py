"""Departments by the words that name them."""

from __future__ import annotations

import pytest

from pvd_watch.stories.places import departments_named


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("une usine vosgienne liquidee", {"88"}),
        ("assises de la creuse : l'accuse clame son innocence", {"23"}),
        ("de l'orne aux hauteurs de seine et marne", {"61", "77"}),
        ("un tir dans la manche, la loire en crue", {"50"}),
        ("les marnais et les haut marnais", {"51", "52"}),
        ("deux hommes en garde a vue, l'usine a ferme, il faut s'allier", set()),
        ("", set()),
    ],
)
def test_departments_are_read_from_names_and_adjectives(text: str, codes: set[str]) -> None:
    assert departments_named(text) == codes
