"""The table of mails sent, as its migration makes it."""

from __future__ import annotations

SENDINGS = """
CREATE TABLE sendings ( -- the mail of a day's digest to one reader: marked before the dialogue with the server
    day TEXT NOT NULL,
    address TEXT NOT NULL,
    message_id TEXT NOT NULL,        -- the same each time it is tried
    state TEXT NOT NULL,             -- sending, sent, failed (surely did not go) or uncertain (may have gone)
    at TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (day, address)
) WITHOUT ROWID;
CREATE INDEX sendings_open ON sendings(state) WHERE state IN ('sending', 'uncertain');
"""
