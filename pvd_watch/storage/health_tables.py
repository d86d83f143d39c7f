"""The tables of the service's own health, as their migration makes them."""

from __future__ import annotations

HEALTH = """
CREATE TABLE alarms ( -- what was wrong with the service itself, from when to when, and who was told
    kind TEXT NOT NULL,              -- database, digest, poll, sources, disk, mail or backup
    began_at TEXT NOT NULL,
    details TEXT NOT NULL,           -- JSON: the figures, times and reasons of it, as last seen
    ended_at TEXT NOT NULL DEFAULT '',        -- empty: it is still so
    told TEXT NOT NULL DEFAULT '[]',          -- JSON: addresses, or webhook, that the alarm went to
    cleared TEXT NOT NULL DEFAULT '[]',       -- JSON: those that know that it is over
    PRIMARY KEY (kind, began_at)
) WITHOUT ROWID;
CREATE TABLE table_sizes ( -- bytes of each table with its indexes, measured once a day: it takes a while
    name TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
"""
