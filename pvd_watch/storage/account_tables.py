"""The tables of accounts, as their migration makes them."""

from __future__ import annotations

ACCOUNTS = """
CREATE TABLE users ( -- who may log in at the desk
    name TEXT PRIMARY KEY,
    display TEXT NOT NULL,
    role TEXT NOT NULL,              -- reader, editor or admin
    password TEXT NOT NULL,          -- Argon2 hash; empty: OpenID Connect alone
    created_at TEXT NOT NULL,
    disabled_at TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE sessions ( -- logins that have not expired; the cookie's token is stored as a hash alone
    token_hash TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
    csrf TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    notice TEXT NOT NULL DEFAULT '', -- a sentence for the next page
    id_token TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions(user);
CREATE TABLE login_failures ( -- of the last hour: by them logins are slowed down
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,              -- hash of what was typed
    address TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX login_failures_at ON login_failures(at);
"""
