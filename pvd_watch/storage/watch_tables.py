"""The first tables of sources, hosts, runs, fetches and jobs, as their migration makes them."""

from __future__ import annotations

WATCH = """
CREATE TABLE sources ( -- a press title or institution that is watched; what a run learnt of it
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,              -- feed, news-sitemap, listing or search
    url TEXT NOT NULL,               -- the address in the catalogue
    homepage TEXT NOT NULL,
    departments TEXT NOT NULL,       -- COG codes parted by a space; empty: national
    weight REAL NOT NULL,            -- of several carriers the highest gives title and summary
    full_text TEXT NOT NULL,         -- never, matched or always
    enabled INTEGER NOT NULL,
    learnt_url TEXT NOT NULL DEFAULT '',      -- where permanent redirects led
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body_hash TEXT NOT NULL DEFAULT '',
    last_polled_at TEXT NOT NULL DEFAULT '',
    last_ok_at TEXT NOT NULL DEFAULT '',
    last_new_at TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,      -- in a row, up to now
    failure_stage TEXT NOT NULL DEFAULT '',
    failure_message TEXT NOT NULL DEFAULT ''
);
CREATE TABLE hosts ( -- what the next crawl must know of a host (name or name:port)
    host TEXT PRIMARY KEY,
    delay_seconds REAL NOT NULL,
    robots_text TEXT NOT NULL,
    robots_status INTEGER NOT NULL,  -- 0: no answer, -1: never asked
    robots_at TEXT NOT NULL,
    not_before TEXT NOT NULL,        -- no request before this time
    requests_day TEXT NOT NULL,
    requests_count INTEGER NOT NULL
);
CREATE TABLE runs ( -- one pass of the line
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',         -- ok, failed, or empty while it runs (or was killed)
    result TEXT NOT NULL DEFAULT '{}'         -- counts, as JSON
);
CREATE TABLE fetches ( -- one poll of one source
    id INTEGER PRIMARY KEY,
    run_id INTEGER REFERENCES runs(id),
    source_id TEXT NOT NULL REFERENCES sources(id),
    at TEXT NOT NULL,
    status INTEGER NOT NULL,         -- HTTP status, 0: none
    url TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    seconds REAL NOT NULL,
    entries INTEGER NOT NULL,        -- in the body
    new_entries INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    failure_stage TEXT NOT NULL DEFAULT '',
    failure_message TEXT NOT NULL DEFAULT ''
);
CREATE INDEX fetches_source ON fetches(source_id, id);
CREATE INDEX fetches_run ON fetches(run_id);
CREATE TABLE jobs ( -- work asked for from outside the line
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    argument TEXT NOT NULL,
    state TEXT NOT NULL,             -- waiting, running, done or failed
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    done_at TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT ''
);
"""
