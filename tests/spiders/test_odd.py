"""Mutated feeds, as the instrument `tests.bench.odd` makes them by the thousand."""

from __future__ import annotations

from random import Random

import pytest

from tests.bench.mutations import CHEAP, Mutation, nested, with_bomb
from tests.bench.odd import judged
from tests.press import item, many, rss

from .test_feeds import ATOM, RDF

SAMPLES = {
    "rss": many(12),
    "atom": ATOM.encode(),
    "rdf": RDF.encode(),
    "odd": rss(item("Été & <b>marché</b>", inconnu="x", link="/1"), item("", guid="2"), encoding="iso-8859-15"),
}
SECONDS = 20


@pytest.mark.parametrize("mutation", [*CHEAP, nested, with_bomb], ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_lost_that_feedparser_sees(name: str, mutation: Mutation) -> None:
    random = Random(f"{name} {mutation.__name__}")
    for _ in range(12 if mutation in CHEAP else 1):
        body = mutation(SAMPLES[name], random)
        assert judged(body, SECONDS)[0] == "", body[:3_000]
