"""The table of editors' rules on names, as its migration makes it."""

from __future__ import annotations

NAME_RULES = """
CREATE TABLE name_rules ( -- an editors' rule: in this source, this name never means that commune
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    name TEXT NOT NULL,              -- as it stands in the text, whatever its case, accents and hyphens
    insee TEXT NOT NULL,
    editor TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT ''
);
"""
