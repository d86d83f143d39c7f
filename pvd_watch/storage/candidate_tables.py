"""Refused candidates, keys for completing names, marks of what editors read, as their migration makes them."""

from __future__ import annotations

CANDIDATES = """
CREATE TABLE candidates ( -- a place where a programme town was weighed and refused; kept as long as full texts
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    insee TEXT NOT NULL,
    field TEXT NOT NULL,             -- title or text, as in mentions
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface TEXT NOT NULL,
    score REAL NOT NULL,             -- the probability that the words name this commune, as the linker had it
    share REAL NOT NULL,             -- of this commune among all bearers of the name
    logit REAL NOT NULL,             -- that the words name a town at all (log-odds)
    evidence TEXT NOT NULL,          -- JSON list of [code, weight, words]
    PRIMARY KEY (article_id, insee, field, start)
) WITHOUT ROWID;
CREATE INDEX candidates_commune ON candidates(insee, article_id);
CREATE TABLE commune_keys ( -- every beginning by which a commune may be looked up while its name is being typed
    outside INTEGER NOT NULL,        -- 0: a town of the programme
    inner INTEGER NOT NULL,          -- 0: the whole name, with or without its article; 1: from a later word on
    key TEXT NOT NULL,               -- lower case, without accents and hyphens, St written out
    insee TEXT NOT NULL REFERENCES communes(insee),
    name TEXT NOT NULL,              -- the name that has this key
    PRIMARY KEY (outside, inner, key, insee, name)
) WITHOUT ROWID;
CREATE TABLE seen_items ( -- what an editor has read on a day without deciding on it
    day TEXT NOT NULL,
    story_id INTEGER NOT NULL,
    editor TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (day, story_id)
) WITHOUT ROWID;
ALTER TABLE name_rules ADD COLUMN undone_by TEXT NOT NULL DEFAULT '';        -- the editor who took it back
"""
