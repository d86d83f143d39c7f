"""The tables of removals on request, as their migration makes them."""

from __future__ import annotations

REMOVALS = """
CREATE TABLE removals ( -- what was removed on request, and stays out while undone_at is empty
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,              -- article, pattern or name
    value TEXT NOT NULL,             -- an address, a pattern of addresses (* stands for anything), a name
    editor TEXT NOT NULL,            -- who removed it
    at TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '', -- who asked for it, and why
    result TEXT NOT NULL DEFAULT '{}',  -- JSON: how much of what was removed
    sources TEXT NOT NULL DEFAULT '[]', -- JSON: ids of the sources that carried it, read whole again once it is undone
    undone_at TEXT NOT NULL DEFAULT '',
    undone_by TEXT NOT NULL DEFAULT '',
    UNIQUE (kind, value, at)
);
CREATE TABLE removed_addresses ( -- all addresses of the articles that were removed one by one
    address TEXT NOT NULL,
    removal_id INTEGER NOT NULL REFERENCES removals(id) ON DELETE CASCADE,
    PRIMARY KEY (address, removal_id)
) WITHOUT ROWID;
"""
