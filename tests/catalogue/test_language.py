"""The language of titles."""

from __future__ import annotations

import pytest

from pvd_watch.catalogue.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le conseil municipal a voté le budget pour la rénovation de la halle et des écoles de la ville", "fr"),
        (
            "The town council has voted for the renovation of the market hall and it will be open by the end of May",
            "en",
        ),
        (
            "El ayuntamiento de la ciudad ha votado por la renovación del mercado y las escuelas en el centro con más",
            "es",
        ),
        (
            "Der Gemeinderat hat für die Renovierung der Markthalle und der Schulen gestimmt, die auf dem Platz ist",
            "de",
        ),
        ("Ar c’huzul-kêr en deus votet evit ar sal-varc’had hag ar skolioù eus kêr gant an holl, zo war an hent", "br"),
        ("Guéret, Aubusson, Bourganeuf", ""),
        ("", ""),
    ],
)
def test_little_words_tell_the_language(text: str, language: str) -> None:
    assert language_of([text]) == language
