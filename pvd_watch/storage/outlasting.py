"""What of a database must outlast its replacement by an older one, read without changing the file in any way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pvd_watch.model import Removal, Sending
from pvd_watch.storage.removals import read_removals
from pvd_watch.storage.sendings import read_sendings


@dataclass(frozen=True, slots=True)
class Outlasting:
    """Removals on request, each with the addresses that it keeps out, and which mails have gone."""

    removals: tuple[tuple[Removal, tuple[str, ...]], ...]
    sendings: tuple[Sending, ...]


def outlasting(path: Path) -> Outlasting | None:
    """What must outlast a database, of whatever version; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as sql:
            tables = {row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return Outlasting(
                tuple(read_removals(sql)) if "removals" in tables else (),
                tuple(read_sendings(sql)) if "sendings" in tables else (),
            )
    except sqlite3.DatabaseError:
        return None
