"""The table ``api_tokens``: keys of programs that may read what is not public."""

from __future__ import annotations

API_TOKENS = """
CREATE TABLE api_tokens ( -- stored as a hash alone: the token itself is shown once, when it is made
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
    name TEXT NOT NULL,              -- what it is for
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_on TEXT NOT NULL DEFAULT '' -- the last day on which it was used
);
CREATE INDEX api_tokens_user ON api_tokens(user);
"""
