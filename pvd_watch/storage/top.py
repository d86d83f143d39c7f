"""The Stories of a period of digest days, for the newsletter."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from pvd_watch.model import CommuneRef, TopLine, TopStory
from pvd_watch.storage.database import Connection
from pvd_watch.storage.digests import item_from


class Top:
    """Reads over the digests of a period; both days are included."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lines(self, first: str, last: str, *, published_only: bool = False) -> list[TopLine]:
        """The items of the digests from ``first`` to ``last``, by day and rank, without what editors dropped."""
        # The cross join keeps digests first, so that lines of drafts are not even read where they are not wanted.
        rows = self._connection.rows(
            "SELECT l.day, l.rank, l.story_id, l.pinned, d.state = 'published', l.score, l.size, l.outlet, l.also_in, "
            "l.communes, l.themes FROM digests d CROSS JOIN digest_lines l ON l.day = d.day "
            "WHERE d.day BETWEEN ? AND ? AND (d.state = 'published' OR NOT ?) AND l.state != 'dropped' "
            "AND l.communes != '[]' ORDER BY d.day, l.rank",
            first,
            last,
            published_only,
        )
        merged = self._merged()
        texts, communes = cache(_texts), cache(_communes)  # the same towns come again and again
        return [
            TopLine(
                day,
                rank,
                _root(story, merged) if story in merged else story,
                "pinned" if pinned else "published" if published else "proposed",
                bool(published),
                score,
                size,
                (outlet, *texts(also_in)),
                communes(named),
                texts(themes),
            )
            for day, rank, story, pinned, published, score, size, outlet, also_in, named, themes in rows
        ]

    def stories(self, lines: Sequence[TopLine]) -> list[TopStory]:
        """The items of these lines as they were shown, in the order asked for."""
        found = []
        for line in lines:
            [(shown, size)] = self._connection.rows(
                "SELECT shown, (SELECT count(*) FROM articles WHERE story_id = ?) FROM digest_items "
                "WHERE day = ? AND rank = ?",
                line.story_id,
                line.day,
                line.rank,
            )
            found.append(TopStory(line, item_from(json.loads(shown)), size or line.size))
        return found

    def current(self, stories: Collection[int], urls: Collection[str]) -> set[int]:
        """The Stories that others became by merging, and those in which the Articles at these addresses stand now."""
        merged = self._merged()
        rows = self._connection.rows(
            "SELECT story_id FROM articles WHERE story_id IS NOT NULL "
            "AND canonical_url IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(urls)),
        )
        return {_root(story, merged) for story in (*stories, *(row[0] for row in rows))}

    def _merged(self) -> Mapping[int, int]:
        rows = self._connection.rows("SELECT id, merged_into FROM stories WHERE merged_into IS NOT NULL")
        return dict(rows)


def _root(story: int, merged: Mapping[int, int]) -> int:
    """The Story that this one became; a circle, which no merge makes, ends where it began."""
    seen = {story}
    while (into := merged.get(story)) is not None and into not in seen:
        seen.add(into)
        story = into
    return story


def _texts(encoded: str) -> tuple[str, ...]:
    return tuple(json.loads(encoded))


def _communes(encoded: str) -> tuple[CommuneRef, ...]:
    return tuple(CommuneRef(**commune) for commune in json.loads(encoded))
