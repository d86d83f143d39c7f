"""The tables of the editors' way, as a forward migration brings them to the first ones.

Words of an Article stand in ``digest_items``, ``draft_items`` and, for what editors moved or split, in ``title`` and
``items`` of ``reviews``: whoever must remove an Article on request removes it there too.
"""

from __future__ import annotations

REVIEWS = """
ALTER TABLE reviews ADD COLUMN version INTEGER NOT NULL DEFAULT 0;           -- of the day once this was done
ALTER TABLE reviews ADD COLUMN other_id INTEGER NOT NULL DEFAULT 0;          -- story merged into it or split out of it
ALTER TABLE reviews ADD COLUMN title TEXT NOT NULL DEFAULT '';               -- of the story, as it then read
ALTER TABLE reviews ADD COLUMN items TEXT NOT NULL DEFAULT '[]';             -- JSON: items that it brought, as shown
ALTER TABLE reviews ADD COLUMN correction INTEGER NOT NULL DEFAULT 0;        -- 1: it changed a published digest
ALTER TABLE reviews ADD COLUMN with_id INTEGER NOT NULL DEFAULT 0;           -- its other side, on another day
ALTER TABLE reviews ADD COLUMN verdict_id INTEGER NOT NULL DEFAULT 0;        -- its row among the verdicts
ALTER TABLE digests ADD COLUMN version INTEGER NOT NULL DEFAULT 1;           -- rises with every change of the day
ALTER TABLE digests ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;            -- 1: its draft stands in draft_items
CREATE TABLE draft_items ( -- a draft as the line made it, where digest_items is what editors made of it
    day TEXT NOT NULL REFERENCES digests(day),
    rank INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    shown TEXT NOT NULL,             -- as in digest_items
    PRIMARY KEY (day, rank)
) WITHOUT ROWID;
CREATE INDEX draft_items_article ON draft_items(article_id);
CREATE TABLE story_pairs ( -- articles that an editor's split keeps apart, or a merge together, while it stands
    review_id INTEGER NOT NULL REFERENCES reviews(id),
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,   -- of the story that stays
    other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,     -- of the one merged into it, or split out
    together INTEGER NOT NULL,       -- 1: in one story, 0: never in one story
    PRIMARY KEY (review_id, article_id, other_id)
) WITHOUT ROWID;
CREATE INDEX story_pairs_article ON story_pairs(article_id);
CREATE INDEX story_pairs_other ON story_pairs(other_id);
"""
