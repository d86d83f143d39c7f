"""Articles with what is found in them, and their full-text index: tables of the first release."""

from __future__ import annotations

ARTICLES = """
CREATE TABLE stories ( -- the articles of several sources on one event
    id INTEGER PRIMARY KEY,
    lead_article_id INTEGER NOT NULL,
    merged_into INTEGER REFERENCES stories(id)
);
CREATE TABLE articles ( -- one canonical URL, one article; wording of its carrier of highest weight
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    canonical_url TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    author TEXT NOT NULL,
    published_at TEXT NOT NULL,      -- empty: no date given
    precision TEXT NOT NULL,         -- minute, day (then published_at is noon in Paris) or empty
    first_seen_at TEXT NOT NULL,
    baseline INTEGER NOT NULL,       -- 1: old when first seen, stands in no digest
    categories TEXT NOT NULL,        -- JSON list
    places TEXT NOT NULL DEFAULT '', -- names of the linked communes, for the search
    linked_at TEXT,                  -- NULL: not yet linked in this wording
    story_id INTEGER REFERENCES stories(id),
    grouped_at TEXT                  -- NULL: not yet grouped since it was linked
);
CREATE INDEX articles_first_seen ON articles(first_seen_at);
CREATE INDEX articles_not_linked ON articles(id) WHERE linked_at IS NULL;
CREATE INDEX articles_not_grouped ON articles(id) WHERE grouped_at IS NULL AND linked_at IS NOT NULL;
CREATE INDEX articles_story ON articles(story_id) WHERE story_id IS NOT NULL;
CREATE TABLE article_sources ( -- every source that carried an article, with its own wording
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    source_id TEXT NOT NULL REFERENCES sources(id),
    url TEXT NOT NULL,
    guid TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    author TEXT NOT NULL,
    published_at TEXT NOT NULL,
    precision TEXT NOT NULL,
    categories TEXT NOT NULL,
    baseline INTEGER NOT NULL,
    first_seen_at TEXT NOT NULL,
    PRIMARY KEY (article_id, source_id)
) WITHOUT ROWID;
CREATE TABLE revisions ( -- an earlier wording of an article, as one carrier had it
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    source_id TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    replaced_at TEXT NOT NULL
);
CREATE INDEX revisions_article ON revisions(article_id);
CREATE TABLE entry_keys ( -- the wordings in each source's last body: what needs no reading again
    source_id TEXT NOT NULL REFERENCES sources(id),
    key TEXT NOT NULL,
    PRIMARY KEY (source_id, key)
) WITHOUT ROWID;
CREATE TABLE mentions ( -- a commune named in an article: place in the field in code points, end exclusive
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    insee TEXT NOT NULL,
    field TEXT NOT NULL,             -- title or text (the summary, or the full text once read)
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface TEXT NOT NULL,
    score REAL NOT NULL,
    about INTEGER NOT NULL,
    evidence TEXT NOT NULL,          -- JSON list of [code, weight, words]
    PRIMARY KEY (article_id, insee, field, start)
) WITHOUT ROWID;
CREATE INDEX mentions_commune ON mentions(insee, article_id);
CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, summary, places, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts(rowid, title, summary, places) VALUES (new.id, new.title, new.summary, new.places);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, summary, places)
    VALUES ('delete', old.id, old.title, old.summary, old.places);
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, summary, places ON articles BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, summary, places)
    VALUES ('delete', old.id, old.title, old.summary, old.places);
    INSERT INTO articles_fts(rowid, title, summary, places) VALUES (new.id, new.title, new.summary, new.places);
END;
"""
