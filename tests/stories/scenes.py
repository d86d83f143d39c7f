"""Labelled scenes: a few Articles of some days, each with the Story it belongs to; how well grouping finds these."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from pvd_watch.config import shipped
from pvd_watch.gazetteer import load
from pvd_watch.model import CommuneRef, ToGroup
from pvd_watch.stories.group import group

COMMUNES = load(shipped("data/communes.csv"), shipped("data/departments.csv")).communes


@dataclass
class PairScores:
    """Counts over all pairs of all scenes; ``errors``: the scenes that went wrong, with the pairs."""

    hits: int
    false: int
    missed: int
    errors: list[str] = field(default_factory=list, repr=False)

    @property
    def precision(self) -> float:
        """Share of the pairs put together that belong together."""
        return self.hits / (self.hits + self.false)

    @property
    def recall(self) -> float:
        """Share of the pairs that belong together that were put together."""
        return self.hits / (self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.hits / (2 * self.hits + self.false + self.missed)


def read(path: Path) -> Iterator[tuple[str, list[ToGroup], dict[str, str]]]:
    """The scenes of a file: id, Articles, and the labelled Story of each by key."""
    for line in path.read_text(encoding="utf-8").splitlines():
        scene = json.loads(line)
        labels = {article["key"]: article["story"] for article in scene["articles"]}
        yield scene["id"], [_article(article) for article in scene["articles"]], labels


def measure(path: Path) -> PairScores:
    """Group each scene alone and count its pairs."""
    scores = PairScores(0, 0, 0, [])
    for scene, articles, labels in read(path):
        found = {key: number for number, story in enumerate(group(articles, ()).stories) for key in story.articles}
        for a, b in combinations(sorted(labels), 2):
            together, same = found[a] == found[b], labels[a] == labels[b]
            scores.hits += together and same
            scores.false += together and not same
            scores.missed += same and not together
            if together != same:
                scores.errors.append(f"{scene} {a}{b} {'together' if together else 'apart'}")
    return scores


def _article(row: Mapping[str, Any]) -> ToGroup:
    communes = [COMMUNES[insee] for insee in row["communes"]]
    return ToGroup(
        key=row["key"],
        title=row["title"],
        text=row["summary"],
        at=row["published_at"],
        outlet=row["outlet"],
        communes=tuple(CommuneRef(one.insee, one.name, one.department, one.region) for one in communes),
        departments=tuple(row["departments"]),
        length=len(row["summary"]),
    )
