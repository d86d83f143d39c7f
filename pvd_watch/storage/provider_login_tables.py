"""The table of logins under way at the OpenID Connect provider, as its migration makes it."""

from __future__ import annotations

PROVIDER_LOGINS = """
CREATE TABLE provider_logins ( -- people who are at the OpenID Connect provider and may come back, once
    state_hash TEXT PRIMARY KEY,
    nonce TEXT NOT NULL,             -- must stand in the ID token
    verifier TEXT NOT NULL,          -- of PKCE
    suite TEXT NOT NULL,             -- where the way is to lead
    expires_at TEXT NOT NULL
) WITHOUT ROWID;
"""
