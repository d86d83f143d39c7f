"""Rhythms, states, notices, pages, addresses and searches, as their migration makes them."""

from __future__ import annotations

STATES_AND_PAGES = """
ALTER TABLE sources ADD COLUMN selectors TEXT NOT NULL DEFAULT '{}';         -- JSON: CSS selectors of the record
ALTER TABLE sources ADD COLUMN next_poll_at TEXT NOT NULL DEFAULT '';        -- due from then on
ALTER TABLE sources ADD COLUMN interval_minutes INTEGER NOT NULL DEFAULT 0;  -- its rhythm, 0: not learnt
ALTER TABLE sources ADD COLUMN usual_gap_minutes INTEGER NOT NULL DEFAULT 0; -- between two new entries, 0: unknown
ALTER TABLE sources ADD COLUMN newest_at TEXT NOT NULL DEFAULT '';           -- date of its newest entry
ALTER TABLE sources ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;           -- in the last body that was read
ALTER TABLE sources ADD COLUMN body_at TEXT NOT NULL DEFAULT '';             -- when a whole body last came
ALTER TABLE sources ADD COLUMN etag_lies INTEGER NOT NULL DEFAULT 0;         -- 1: same validators, other bodies
ALTER TABLE sources ADD COLUMN trouble TEXT NOT NULL DEFAULT '';             -- failing, empty, silent or gone
ALTER TABLE sources ADD COLUMN trouble_since TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN missed_at TEXT NOT NULL DEFAULT '';           -- two fetches did not overlap
ALTER TABLE sources ADD COLUMN reserved_at TEXT NOT NULL DEFAULT '';         -- a page refused text and data mining
ALTER TABLE sources ADD COLUMN reserved_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE hosts ADD COLUMN tdm_text TEXT NOT NULL DEFAULT '';              -- tdmrep.json, as robots.txt
ALTER TABLE hosts ADD COLUMN tdm_status INTEGER NOT NULL DEFAULT -1;
ALTER TABLE hosts ADD COLUMN tdm_at TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN page_source TEXT NOT NULL DEFAULT '';        -- the source for which its page waits
ALTER TABLE articles ADD COLUMN searchable INTEGER NOT NULL DEFAULT 1;       -- 0: not linked yet, not in articles_fts
DROP TRIGGER articles_fts_insert;
DROP TRIGGER articles_fts_delete;
DROP TRIGGER articles_fts_update;
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles WHEN new.searchable BEGIN
    INSERT INTO articles_fts(rowid, title, summary, places) VALUES (new.id, new.title, new.summary, new.places);
END;
CREATE TRIGGER articles_fts_linked AFTER UPDATE OF searchable ON articles WHEN new.searchable AND NOT old.searchable
BEGIN -- an article goes in once, with the names of its communes
    INSERT INTO articles_fts(rowid, title, summary, places) VALUES (new.id, new.title, new.summary, new.places);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles WHEN old.searchable BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, summary, places)
    VALUES ('delete', old.id, old.title, old.summary, old.places);
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, summary, places ON articles
WHEN old.searchable AND new.searchable BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, summary, places)
    VALUES ('delete', old.id, old.title, old.summary, old.places);
    INSERT INTO articles_fts(rowid, title, summary, places) VALUES (new.id, new.title, new.summary, new.places);
END;
CREATE INDEX articles_page_source ON articles(page_source, canonical_url) WHERE page_source != '';
ALTER TABLE article_sources ADD COLUMN address TEXT NOT NULL DEFAULT '';     -- clean address of this wording
ALTER TABLE digests ADD COLUMN link_round INTEGER NOT NULL DEFAULT 0;        -- facts.link_round when it was made
CREATE TABLE notices ( -- told once: a source broke, or is back
    source_id TEXT NOT NULL REFERENCES sources(id),
    kind TEXT NOT NULL,              -- broken or back
    since TEXT NOT NULL,             -- when the trouble began: one notice of each kind for one trouble
    at TEXT NOT NULL,
    trouble TEXT NOT NULL,           -- failing, empty, silent or gone
    reason TEXT NOT NULL,
    PRIMARY KEY (source_id, kind, since)
) WITHOUT ROWID;
CREATE INDEX notices_at ON notices(at);
CREATE TABLE kept_pages ( -- a body in which nothing was found where there used to be entries; the last of each source
    source_id TEXT PRIMARY KEY REFERENCES sources(id),
    at TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE article_texts ( -- what became of an article's page, under each address it was asked at
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    state TEXT NOT NULL,             -- asked, read, paywall, foreign, empty, reserved, refused, failed, purged
    reason TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    published_at TEXT NOT NULL DEFAULT '',
    precision TEXT NOT NULL DEFAULT '',
    old INTEGER NOT NULL DEFAULT 0,  -- 1: by the page's own date the article was old when first seen
    asked INTEGER NOT NULL DEFAULT 0,         -- how often it was asked
    failures INTEGER NOT NULL DEFAULT 0,
    read_at TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',   -- empty unless read; kept for a time (pages.keep_days)
    PRIMARY KEY (article_id, address)
);
CREATE INDEX article_texts_state ON article_texts(state, read_at);
CREATE TABLE article_addresses ( -- other addresses of an article, and what a page names as its canonical one
    address TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    canonical TEXT NOT NULL DEFAULT ''        -- empty: the page was not read, or names itself
) WITHOUT ROWID;
CREATE INDEX article_addresses_article ON article_addresses(article_id);
CREATE INDEX article_addresses_canonical ON article_addresses(canonical);
CREATE TABLE searches ( -- the rotation of a search source: when each town or department was last asked for
    source_id TEXT NOT NULL REFERENCES sources(id),
    query TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    PRIMARY KEY (source_id, query)
) WITHOUT ROWID;
"""
