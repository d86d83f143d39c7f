"""What grouping keeps of Stories and Articles, as its migration adds it."""

from __future__ import annotations

THREADS = """
ALTER TABLE stories ADD COLUMN thread TEXT NOT NULL DEFAULT ''; -- smallest canonical URL of what may hold together
ALTER TABLE articles ADD COLUMN merit INTEGER NOT NULL DEFAULT 0;        -- place in its story, 0: lead
ALTER TABLE article_texts ADD COLUMN length INTEGER NOT NULL DEFAULT 0;  -- of its text, which outlives the text
UPDATE stories SET thread = coalesce((SELECT canonical_url FROM articles WHERE id = lead_article_id), '');
UPDATE article_texts SET length = length(text);
CREATE INDEX stories_thread ON stories(thread);
CREATE INDEX articles_in_stories ON articles(coalesce(nullif(published_at, ''), first_seen_at))
    WHERE story_id IS NOT NULL;
CREATE TRIGGER article_texts_length AFTER UPDATE OF text ON article_texts WHEN new.text != '' BEGIN
    UPDATE article_texts SET length = length(new.text) WHERE article_id = new.article_id AND address = new.address;
END;
CREATE TRIGGER article_texts_first AFTER INSERT ON article_texts WHEN new.text != '' BEGIN
    UPDATE article_texts SET length = length(new.text) WHERE article_id = new.article_id AND address = new.address;
END;
"""
