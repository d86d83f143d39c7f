"""In which Story an Article stands, as editors see and change it.

The last four are functions over an open write transaction. Grouping takes up again what they touch, and obeys the pairs
they leave.
"""

from __future__ import annotations

import sqlite3
from itertools import product

from pvd_watch.model import CommuneRef, LinkedArticle
from pvd_watch.storage.articles import ARTICLE, article_from
from pvd_watch.storage.database import Connection
from pvd_watch.storage.linked_communes import communes_of


class Membership:
    """Reads over ``stories`` and their ``articles``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def became(self, story: int) -> int:
        """The Story that a merged one leads to, else itself."""
        [(found,)] = self._connection.rows(
            "WITH RECURSIVE way(id, step) AS (SELECT ?1, 0 UNION SELECT s.merged_into, step + 1 FROM way "
            "JOIN stories s ON s.id = way.id WHERE s.merged_into IS NOT NULL AND step < 99) SELECT id FROM way "
            "ORDER BY step DESC LIMIT 1",
            story,
        )
        return int(found)

    def articles(self, story: int) -> list[LinkedArticle]:
        """The linked Articles of a Story, the earliest first."""
        rows = self._connection.rows(
            f"SELECT {ARTICLE}, s.name, coalesce((SELECT t.state FROM article_texts t WHERE t.article_id = a.id "
            "AND t.address = a.canonical_url), '') FROM articles a JOIN sources s ON s.id = a.source_id "
            "WHERE a.story_id = ? AND a.places != '' ORDER BY a.published_at, a.canonical_url",
            story,
        )
        found = []
        for *values, outlet, page in rows:
            article = article_from(tuple(values))
            also_in = tuple(name for name in self._carriers(article.id) if name != outlet)
            found.append(LinkedArticle(article, story, outlet, self.communes(article.id), also_in, page))
        return found

    def communes(self, article: int) -> tuple[CommuneRef, ...]:
        """The communes that an Article is linked to, best first."""
        return communes_of(self._connection, [article]).get(article, ())

    def town(self, insee: str) -> tuple[CommuneRef, bool] | None:
        """A commune and whether it is in the programme; None where the code is unknown."""
        rows = self._connection.rows("SELECT insee, name, department, region, pvd FROM communes WHERE insee = ?", insee)
        return (CommuneRef(*rows[0][:4]), bool(rows[0][4])) if rows else None

    def _carriers(self, article: int) -> list[str]:
        rows = self._connection.rows(
            "SELECT DISTINCT s.name FROM article_sources c JOIN sources s ON s.id = c.source_id "
            "WHERE c.article_id = ? ORDER BY s.name",
            article,
        )
        return [row[0] for row in rows]


def new_story(sql: sqlite3.Connection, article: int) -> int:
    """A Story that an Article will have of its own; its id."""
    return int(sql.execute("INSERT INTO stories (lead_article_id) VALUES (?)", (article,)).lastrowid or 0)


def join_stories(sql: sqlite3.Connection, stays: int, goes: int) -> None:
    """Put the Articles of one Story into another, whose id the first leads to from now on."""
    sql.execute("UPDATE articles SET story_id = ? WHERE story_id = ?", (stays, goes))
    sql.execute("UPDATE stories SET merged_into = ? WHERE id = ?", (stays, goes))
    _group_again(sql, stays)


def part_stories(sql: sqlite3.Connection, review: int, stays: int, comes: int) -> None:
    """Give the Articles that a decision names on its other side to a Story of their own.

    :param comes: the Story that they make; where one took the lead Article of ``stays`` with it, the smallest address
        that is left leads.
    """
    sql.execute(
        "UPDATE articles SET story_id = ? WHERE story_id = ? AND id IN (SELECT other_id FROM story_pairs "
        "WHERE review_id = ?)",
        (comes, stays, review),
    )
    sql.execute("UPDATE stories SET merged_into = NULL WHERE id = ?", (comes,))
    sql.execute(
        "UPDATE stories SET lead_article_id = coalesce((SELECT id FROM articles WHERE story_id = ?1 ORDER BY "
        "id != (SELECT lead_article_id FROM stories WHERE id = ?1), canonical_url LIMIT 1), lead_article_id) "
        "WHERE id = ?1",
        (stays,),
    )
    for story in (stays, comes):
        _group_again(sql, story)


def keep_pairs(sql: sqlite3.Connection, review: int, ones: list[int], others: list[int], *, together: bool) -> None:
    """Remember for every pair of two sides whether a decision keeps it together or apart."""
    sql.executemany(
        "INSERT INTO story_pairs VALUES (?, ?, ?, ?)",
        [(review, one, other, int(together)) for one, other in product(ones, others)],
    )


def _group_again(sql: sqlite3.Connection, story: int) -> None:
    sql.execute("UPDATE articles SET grouped_at = NULL WHERE story_id = ?", (story,))
