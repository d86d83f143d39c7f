"""The whole content by natural keys: two databases that went different ways to one content dump the same lines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pvd_watch.storage.database import Connection


def canonical(connection: Connection) -> Iterator[str]:
    """JSON lines, sorted, without ids, runs, fetches or times: carriers, revisions, texts, mentions, stories, digests,
    what editors did and readers reported. Accounts, keys and removals are no content of the watch: what was removed
    would stand in the dump again.

    A date in the future counts as the moment of first sight, which is a time of ours: it is dumped as such. Pages that
    may not be read, or fail, are no content: which of them were asked depends on the moment.
    """
    for kind, query in _QUERIES.items():
        lines = (json.dumps([kind, *row], ensure_ascii=False) for row in connection.rows(query))
        yield from sorted(lines)


_QUERIES = {
    "article": "SELECT canonical_url, source_id, url, title, summary, author, "
    "CASE published_at WHEN first_seen_at THEN 'at first sight' ELSE published_at END, precision, baseline, "
    "categories, places, linked_at IS NOT NULL, grouped_at IS NOT NULL FROM articles",
    "carrier": "SELECT a.canonical_url, c.source_id, c.url, c.guid, c.title, c.summary, c.author, "
    "CASE c.published_at WHEN c.first_seen_at THEN 'at first sight' ELSE c.published_at END, "
    "c.precision, c.categories, c.baseline FROM article_sources c JOIN articles a ON a.id = c.article_id",
    "revision": "SELECT a.canonical_url, r.source_id, r.title, r.summary FROM revisions r "
    "JOIN articles a ON a.id = r.article_id",
    "text": "SELECT a.canonical_url, t.address, t.state, t.text, t.author, t.published_at, t.precision, t.old "
    "FROM article_texts t JOIN articles a ON a.id = t.article_id "
    "WHERE t.state IN ('read', 'paywall', 'foreign', 'empty')",
    "address": "SELECT a.canonical_url, d.address, d.canonical FROM article_addresses d "
    "JOIN articles a ON a.id = d.article_id",
    "known": "SELECT source_id, key FROM entry_keys",
    "source": "SELECT id, url, learnt_url, etag, last_modified, body_hash FROM sources",
    "mention": 'SELECT a.canonical_url, m.insee, m.field, m.start, m."end", m.surface, m.score, m.about, m.evidence '
    "FROM mentions m JOIN articles a ON a.id = m.article_id",
    "story": "SELECT l.canonical_url, a.canonical_url FROM stories s JOIN articles l ON l.id = s.lead_article_id "
    "JOIN articles a ON a.story_id = s.id",
    "verdict": "SELECT a.canonical_url, v.insee, v.answer, v.insee_to, v.editor FROM verdicts v "
    "JOIN articles a ON a.id = v.article_id WHERE v.undone_at = ''",
    "name rule": "SELECT source_id, name, insee, editor FROM name_rules WHERE undone_at = ''",
    "review": "SELECT day, action, title, json_remove(value, '$.article_id', '$.of'), editor FROM reviews "
    "WHERE undone_at = '' AND action != 'undo'",
    "story pair": "SELECT min(a.canonical_url, b.canonical_url), max(a.canonical_url, b.canonical_url), p.together "
    "FROM story_pairs p JOIN reviews r ON r.id = p.review_id JOIN articles a ON a.id = p.article_id "
    "JOIN articles b ON b.id = p.other_id WHERE r.undone_at = ''",
    "read item": "SELECT DISTINCT s.day, a.canonical_url, s.editor FROM seen_items s "
    "JOIN stories t ON t.id = s.story_id JOIN articles a ON a.id = t.lead_article_id",
    "report": "SELECT page, kind, words, closed_by FROM reports",
    "digest": "SELECT day, state, articles, sources FROM digests",
    "digest item": "SELECT d.day, d.rank, a.canonical_url FROM digest_items d JOIN articles a ON a.id = d.article_id",
    "draft item": "SELECT d.day, d.rank, a.canonical_url FROM draft_items d JOIN articles a ON a.id = d.article_id",
}
