"""The first tables of communes, digests, verdicts and reviews, as their migration makes them."""

from __future__ import annotations

DIGESTS = """
CREATE TABLE communes ( -- one row a current commune of France (COG); pvd marks the programme's towns
    insee TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    region TEXT NOT NULL,
    population INTEGER NOT NULL,
    postcodes TEXT NOT NULL,         -- parted by a space
    lon REAL,
    lat REAL,
    pvd INTEGER NOT NULL
);
CREATE INDEX communes_department ON communes(department);
CREATE TABLE commune_names ( -- every name that leads to a current commune
    insee TEXT NOT NULL REFERENCES communes(insee),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,              -- actuelle, deleguee, associee, ancienne or alias
    own_code TEXT NOT NULL           -- the code this name has or had of its own
);
CREATE INDEX commune_names_insee ON commune_names(insee);
CREATE TABLE facts ( -- what the program must remember of itself: the stamp of the communes' file
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE digests ( -- one a local day, over the window (from_at, to_at]
    day TEXT PRIMARY KEY,
    from_at TEXT NOT NULL,
    to_at TEXT NOT NULL,
    state TEXT NOT NULL,             -- draft or published
    articles INTEGER NOT NULL,       -- first seen in the window, linked or not
    sources INTEGER NOT NULL         -- that carried them
);
CREATE TABLE digest_items ( -- what a digest shows, kept as it was shown
    day TEXT NOT NULL REFERENCES digests(day),
    rank INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    shown TEXT NOT NULL,             -- JSON: title, outlet, url, date, communes, extract
    PRIMARY KEY (day, rank)
) WITHOUT ROWID;
CREATE INDEX digest_items_article ON digest_items(article_id);
CREATE TABLE verdicts ( -- an editor's answer on (article, commune); it outranks the linker for ever
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    insee TEXT NOT NULL,
    answer TEXT NOT NULL,            -- accept, reject, correct or add
    insee_to TEXT NOT NULL DEFAULT '',
    editor TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT ''
);
CREATE INDEX verdicts_article ON verdicts(article_id);
CREATE TABLE reviews ( -- an editor's decision on a digest or story
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    story_id INTEGER,
    action TEXT NOT NULL,            -- keep, drop, move, pin, publish...
    value TEXT NOT NULL DEFAULT '{}',
    editor TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT ''
);
CREATE INDEX reviews_day ON reviews(day);
"""
