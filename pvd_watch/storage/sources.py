"""Sources and hosts as tables: the catalogue's records with what the runs learnt of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from pvd_watch.model import Done, Failure, FeedJob, HostState, Source
from pvd_watch.storage.database import Connection

_RECORD = ("id", "name", "kind", "url", "homepage", "departments", "weight", "full_text", "enabled")
_HOST = tuple(field.name for field in fields(HostState))


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a Source beyond its record; times are empty where the thing never happened."""

    id: str
    name: str
    departments: tuple[str, ...]
    enabled: bool
    last_polled_at: str
    last_ok_at: str
    last_new_at: str
    failures: int
    failure: Failure | None


class Sources:
    """The tables ``sources``, ``hosts``, ``entry_keys`` and ``fetches``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sync(self, sources: Sequence[Source]) -> None:
        """Bring the table to the catalogue: new records in, changed ones updated, vanished ones disabled.

        A changed address forgets validators and entry keys, which belonged to the old one.
        """
        stored = {row[0]: row[1:] for row in self._connection.rows(f"SELECT {', '.join(_RECORD)} FROM sources")}
        wanted = {source.id: _record(source)[1:] for source in sources}
        changed = [(key, *record) for key, record in wanted.items() if stored.get(key) != record]
        gone = [(key,) for key, record in stored.items() if key not in wanted and record[-1]]
        if not changed and not gone:
            return
        moved = [(row[0],) for row in changed if row[0] in stored and stored[row[0]][2] != row[3]]
        columns = ", ".join(f"{name} = excluded.{name}" for name in _RECORD[1:])
        with self._connection.write() as sql:
            sql.executemany(
                f"INSERT INTO sources ({', '.join(_RECORD)}) VALUES ({', '.join('?' * len(_RECORD))}) "
                f"ON CONFLICT (id) DO UPDATE SET {columns}",
                changed,
            )
            sql.executemany("UPDATE sources SET enabled = 0 WHERE id = ?", gone)
            sql.executemany(
                "UPDATE sources SET learnt_url = '', etag = '', last_modified = '', body_hash = '' WHERE id = ?", moved
            )
            sql.executemany("DELETE FROM entry_keys WHERE source_id = ?", moved)

    def states(self) -> list[SourceState]:
        """The state of every Source, by id."""
        rows = self._connection.rows(
            "SELECT id, name, departments, enabled, last_polled_at, last_ok_at, last_new_at, failures, failure_stage, "
            "failure_message FROM sources ORDER BY id"
        )
        return [_state(row) for row in rows]

    def due(self, polled_before: str) -> list[str]:
        """Ids of the enabled feeds last polled before that time (UTC text), the longest-waiting first."""
        rows = self._connection.rows(
            "SELECT id FROM sources WHERE enabled AND last_polled_at < ? ORDER BY last_polled_at, id", polled_before
        )
        return [row[0] for row in rows]

    def jobs(self, ids: Iterable[str]) -> list[FeedJob]:
        """The feed jobs of these Sources, with validators and the keys of the entries already stored."""
        keys: dict[str, list[str]] = {}
        for source_id, key in self._connection.rows("SELECT source_id, key FROM entry_keys"):
            keys.setdefault(source_id, []).append(key)
        rows = self._connection.rows("SELECT id, url, learnt_url, etag, last_modified, body_hash FROM sources")
        by_id = {row[0]: row[1:] for row in rows}
        return [
            FeedJob(key, learnt or url, etag, modified, body_hash, tuple(keys.get(key, ())))
            for key in ids
            for url, learnt, etag, modified, body_hash in [by_id[key]]
        ]

    def first_fetch(self, source_id: str) -> bool:
        """True where no fetch of this Source was ever stored as read."""
        rows = self._connection.rows("SELECT last_ok_at = '' FROM sources WHERE id = ?", source_id)
        return bool(rows[0][0])

    def verified(self) -> dict[str, str]:
        """The day on which each listing passed its check, by id; those that did not are left out."""
        return dict(self._connection.rows("SELECT id, verified FROM sources WHERE verified <> ''"))

    def verify(self, source_id: str, day: str) -> None:
        """Remember the day on which a listing was seen to work."""
        with self._connection.write() as sql:
            sql.execute("UPDATE sources SET verified = ? WHERE id = ?", (day, source_id))

    def hosts(self) -> tuple[HostState, ...]:
        """What is known of every host."""
        return tuple(HostState(*row) for row in self._connection.rows(f"SELECT {', '.join(_HOST)} FROM hosts"))

    def save_hosts(self, states: Sequence[HostState]) -> None:
        """Replace what is known of these hosts."""
        if not states:
            return
        with self._connection.write() as sql:
            sql.executemany(
                f"INSERT OR REPLACE INTO hosts ({', '.join(_HOST)}) VALUES ({', '.join('?' * len(_HOST))})",
                [astuple(state) for state in states],
            )


FETCH_INSERT = (
    "INSERT INTO fetches (run_id, source_id, at, status, url, bytes, seconds, entries, new_entries, unchanged, "
    "failure_stage, failure_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def fetch_row(run_id: int, done: Done, at: str, new_entries: int) -> tuple[object, ...]:
    """The row of one poll in ``fetches``."""
    failure = done.failure or Failure("", "")
    return (
        run_id, done.source_id, at, done.status, done.url, done.bytes, done.seconds, done.entries, new_entries,
        int(done.unchanged), failure.stage, failure.message,
    )  # fmt: skip


def _state(row: tuple[Any, ...]) -> SourceState:
    source_id, name, departments, enabled, polled, ok, new, failures, stage, message = row
    failure = Failure(stage, message) if stage else None
    return SourceState(source_id, name, tuple(departments.split()), bool(enabled), polled, ok, new, failures, failure)


def _record(source: Source) -> tuple[object, ...]:
    return (
        source.id, source.name, source.kind, source.url, source.homepage, " ".join(source.departments), source.weight,
        source.full_text, int(source.enabled),
    )  # fmt: skip
