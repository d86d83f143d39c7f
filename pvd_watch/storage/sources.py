"""Sources and hosts as tables: the catalogue's records with what the runs learnt of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, fields
from typing import Any

from pvd_watch.model import Done, Failure, FeedJob, HostState, Selectors, Source, build
from pvd_watch.standing import Appendix, KeptPage, Notice, Outlook, Poll, SourceState
from pvd_watch.storage.database import Connection

_RECORD = (
    "id", "name", "kind", "url", "homepage", "departments", "weight", "full_text", "enabled", "selectors", "licence",
)  # fmt: skip
_ENABLED = _RECORD.index("enabled") - 1
_HOST = tuple(field.name for field in fields(HostState))
_STATE = tuple(field.name for field in fields(SourceState) if field.name != "failure")
_STATE_ROW = f"{', '.join(_STATE)}, failure_stage, failure_message"
_LONGEST_KEPT = 300_000
"""Characters of a body that are kept for whoever looks why nothing was found in it."""
_APPENDIX = 200
"""Most Sources or notices of one sort that an appendix lists."""


class Sources:
    """The tables ``sources``, ``hosts``, ``entry_keys``, ``fetches``, ``notices`` and ``kept_pages``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sync(self, sources: Sequence[Source]) -> None:
        """Bring the table to the catalogue: new records in, changed ones updated, vanished ones disabled.

        A changed address forgets validators and entry keys, which belonged to the old one; a licence lifts a
        reservation.
        """
        stored = {row[0]: row[1:] for row in self._connection.rows(f"SELECT {', '.join(_RECORD)} FROM sources")}
        wanted = {source.id: _record(source)[1:] for source in sources}
        changed = [(key, *record) for key, record in wanted.items() if stored.get(key) != record]
        gone = [(key,) for key, record in stored.items() if key not in wanted and record[_ENABLED]]
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
                "UPDATE sources SET learnt_url = '', etag = '', last_modified = '', body_hash = '', body_at = '', "
                "etag_lies = 0, entries = 0, next_poll_at = '' WHERE id = ?",
                moved,
            )
            sql.executemany("DELETE FROM entry_keys WHERE source_id = ?", moved)
            sql.execute("UPDATE sources SET reserved_at = '', reserved_reason = '' WHERE licence != ''")

    def states(self) -> list[SourceState]:
        """The state of every Source, by id."""
        return [_state(row) for row in self._connection.rows(f"SELECT {_STATE_ROW} FROM sources ORDER BY id")]

    def state(self, source_id: str) -> SourceState:
        """The state of one Source."""
        return _state(self._connection.rows(f"SELECT {_STATE_ROW} FROM sources WHERE id = ?", source_id)[0])

    def names(self) -> list[tuple[str, str]]:
        """Id and name of every Source that is watched, by name."""
        return self._connection.rows("SELECT id, name FROM sources WHERE enabled ORDER BY name COLLATE NOCASE, id")

    def due(self, until: str) -> list[str]:
        """Ids of the enabled Sources whose next poll is at that time (UTC text) or earlier, longest-waiting first."""
        rows = self._connection.rows(
            "SELECT id FROM sources WHERE enabled AND next_poll_at <= ? ORDER BY next_poll_at, id", until
        )
        return [row[0] for row in rows]

    def jobs(self, ids: Iterable[str]) -> list[FeedJob]:
        """The feed jobs of these Sources, with validators and the keys of the entries already stored."""
        keys: dict[str, list[str]] = {}
        for source_id, key in self._connection.rows("SELECT source_id, key FROM entry_keys"):
            keys.setdefault(source_id, []).append(key)
        rows = self._connection.rows(
            "SELECT id, url, learnt_url, etag, last_modified, body_hash, kind, selectors FROM sources"
        )
        by_id = {row[0]: row[1:] for row in rows}
        return [
            FeedJob(
                key, learnt or url, etag, modified, body_hash, tuple(keys.get(key, ())), kind, _selectors(selectors)
            )
            for key in ids
            for url, learnt, etag, modified, body_hash, kind, selectors in [by_id[key]]
        ]

    def first_fetch(self, source_id: str) -> bool:
        """True where no fetch of this Source was ever stored as read."""
        rows = self._connection.rows("SELECT last_ok_at = '' FROM sources WHERE id = ?", source_id)
        return bool(rows[0][0])

    def polls(self, source_id: str, count: int = 30) -> list[Poll]:
        """The last polls of a Source, newest first."""
        rows = self._connection.rows(
            "SELECT at, entries, new_entries, failure_stage = '' FROM fetches WHERE source_id = ? "
            "ORDER BY id DESC LIMIT ?",
            source_id,
            count,
        )
        return [Poll(at, entries, new, bool(read)) for at, entries, new, read in rows]

    def look_ahead(self, source_id: str, outlook: Outlook, at: str) -> None:
        """Store how a Source is seen after a poll, with the notice of it where there is one."""
        notice = outlook.notice
        with self._connection.write() as sql:
            sql.execute(
                "UPDATE sources SET next_poll_at = ?, interval_minutes = ?, usual_gap_minutes = ?, trouble_since = "
                "CASE WHEN ? = '' THEN '' WHEN trouble = '' THEN ? ELSE trouble_since END, trouble = ?, "
                "missed_at = CASE WHEN ? THEN ? ELSE missed_at END WHERE id = ?",
                (
                    outlook.next_poll_at, outlook.interval_minutes, outlook.usual_gap_minutes, outlook.trouble, at,
                    outlook.trouble, outlook.missed, at, source_id,
                ),
            )  # fmt: skip
            if notice is not None:
                sql.execute(f"INSERT OR IGNORE INTO notices ({_NOTICE}) VALUES (?, ?, ?, ?, ?, ?)", astuple(notice))

    def reserve(self, source_id: str, reason: str, at: str) -> None:
        """Note that a page of a Source refuses text and data mining, by what it says so."""
        with self._connection.write() as sql:
            sql.execute("UPDATE sources SET reserved_at = ?, reserved_reason = ? WHERE id = ?", (at, reason, source_id))

    def lift(self, source_id: str) -> None:
        """Note that a page of a Source could be read: an earlier reservation no longer stands."""
        if self.state(source_id).reserved_at:
            self.reserve(source_id, "", "")

    def notices(self, from_at: str, to_at: str) -> list[Notice]:
        """What was noticed in ``(from_at, to_at]``, oldest first."""
        rows = self._connection.rows(
            f"SELECT {_NOTICE} FROM notices WHERE at > ? AND at <= ? ORDER BY at, source_id LIMIT ?",
            from_at,
            to_at,
            _APPENDIX,
        )
        return [Notice(*row) for row in rows]

    def appendix(self, from_at: str, to_at: str) -> Appendix:
        """What the desk must know of the Sources beside the Digest of the window ``(from_at, to_at]``."""
        return Appendix(
            tuple(self.notices(from_at, to_at)),
            self._enabled("trouble != '' ORDER BY trouble, trouble_since, id"),
            self._enabled("missed_at > ? AND missed_at <= ? ORDER BY id", from_at, to_at),
            self._enabled("reserved_at != '' ORDER BY id"),
        )

    def _enabled(self, condition: str, *values: str) -> tuple[SourceState, ...]:
        query = f"SELECT {_STATE_ROW} FROM sources WHERE enabled AND {condition} LIMIT {_APPENDIX}"
        return tuple(_state(row) for row in self._connection.rows(query, *values))

    def keep_page(self, page: KeptPage) -> None:
        """Keep the body in which nothing was found, in place of an earlier one of the same Source."""
        with self._connection.write() as sql:
            sql.execute(
                "INSERT OR REPLACE INTO kept_pages (source_id, at, url, body) VALUES (?, ?, ?, ?)",
                (page.source_id, page.at, page.url, page.body[:_LONGEST_KEPT]),
            )

    def kept_page(self, source_id: str) -> KeptPage | None:
        """The body kept of a Source."""
        rows = self._connection.rows("SELECT source_id, at, url, body FROM kept_pages WHERE source_id = ?", source_id)
        return KeptPage(*rows[0]) if rows else None

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


_NOTICE = ", ".join(field.name for field in fields(Notice))


def _state(row: tuple[Any, ...]) -> SourceState:
    *known, stage, message = row
    values = dict(zip(_STATE, known, strict=True))
    values["departments"] = tuple(values["departments"].split())
    values |= {name: bool(values[name]) for name in ("enabled", "etag_lies")}
    return SourceState(**values, failure=Failure(stage, message) if stage else None)


def _selectors(stored: str) -> Selectors | None:
    known = json.loads(stored)
    return build(Selectors, known) if known else None


def _record(source: Source) -> tuple[object, ...]:
    selectors = asdict(source.selectors) if source.selectors is not None else {}
    return (
        source.id, source.name, source.kind, source.url, source.homepage, " ".join(source.departments), source.weight,
        source.full_text, int(source.enabled), json.dumps(selectors, ensure_ascii=False), source.licence,
    )  # fmt: skip
