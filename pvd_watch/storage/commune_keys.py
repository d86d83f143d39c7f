"""Names of communes by their beginnings: completed in a few index look-ups, without the gazetteer in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from pvd_watch.model import Completion
from pvd_watch.text import bare_key, name_key

_LINKS = frozenset(("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "lez", "sous", "sur"))
"""Words with which no one begins to type the rest of a name."""
_LAST = "\U0010ffff"
_FOUND = (
    "SELECT c.insee, c.name, c.department, c.pvd, k.name FROM commune_keys k JOIN communes c ON c.insee = k.insee "
    "WHERE k.outside = ? AND k.inner = ? AND k.key >= ? AND k.key < ? ORDER BY k.key, k.insee, k.name LIMIT ?"
)
_NAMES_EACH = 6
"""Keys that are read for each commune wanted: several names of one may begin alike."""


def put_keys(sql: sqlite3.Connection) -> None:
    """Fill ``commune_keys`` from the communes and their names as they are stored, over an open transaction."""
    rows = sql.execute(
        "SELECT NOT c.pvd, n.insee, n.name FROM commune_names n JOIN communes c ON c.insee = n.insee "
        "UNION SELECT NOT pvd, insee, name FROM communes"
    ).fetchall()
    sql.executemany(
        "INSERT OR IGNORE INTO commune_keys VALUES (?, ?, ?, ?, ?)",
        ((outside, inner, key, insee, name) for outside, insee, name in rows for inner, key in _keys(name)),
    )


def _keys(name: str) -> Iterator[tuple[int, str]]:
    whole = name_key(name)
    yield 0, whole
    bare = bare_key(name)
    yield 0, bare
    words = bare.split()
    for place in range(1, len(words)):
        if words[place] not in _LINKS:
            yield 1, " ".join(words[place:])


def complete(rows: Callable[..., list[tuple[Any, ...]]], text: str, limit: int) -> list[Completion]:
    """See :meth:`pvd_watch.storage.communes.Communes.complete`.

    :param rows: runs a query.
    """
    key = name_key(text[:100])
    if not key or limit < 1:
        return []
    found = {row[0]: _completion(row) for row in _by_code(rows, key)}
    for outside in (0, 1):
        for inner in (0, 1):
            if len(found) < limit:
                for row in rows(_FOUND, outside, inner, key, key + _LAST, limit * _NAMES_EACH):
                    found.setdefault(row[0], _completion(row))
    return list(found.values())[:limit]


def _by_code(rows: Callable[..., list[tuple[Any, ...]]], key: str) -> list[tuple[Any, ...]]:
    if len(key) != 5 or not key[3:].isdigit():
        return []
    return rows("SELECT insee, name, department, pvd, name FROM communes WHERE insee = ?", key.upper())


def _completion(row: tuple[Any, ...]) -> Completion:
    insee, name, department, pvd, matched = row
    return Completion(insee, name, department, bool(pvd), "" if matched == name else matched)
