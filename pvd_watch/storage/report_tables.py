"""The table ``reports``: what readers say is wrong on a page, until an editor has dealt with it."""

from __future__ import annotations

REPORTS = """
CREATE TABLE reports ( -- an error that a reader reported; nothing is kept of who it was
    id INTEGER PRIMARY KEY,
    page TEXT NOT NULL,              -- the path of the page it is about
    kind TEXT NOT NULL,              -- commune, lien, doublon, retrait or autre
    words TEXT NOT NULL,
    at TEXT NOT NULL,
    closed_at TEXT NOT NULL DEFAULT '',
    closed_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX reports_open ON reports(id) WHERE closed_at = '';
"""
