"""The table ``digest_lines``: what counting over months of digests needs of each item, kept by triggers.

An item's JSON holds all that a page shows, over a kilobyte; a month has tens of thousands of them. These columns are
read without opening it. The triggers follow ``digest_items`` whoever writes there; a row that another replaces fires no
trigger of its own, so that lines are replaced too.
"""

from __future__ import annotations


def _value(name: str, default: str) -> str:
    """A value out of an item's JSON; older items lack some."""
    return f"coalesce(json_extract({{row}}shown, '$.{name}'), {default})"


_COLUMNS = ", ".join(
    (
        *("{row}day", "{row}rank", "{row}story_id", "{row}article_id"),
        _value("state", "'proposed'"),
        _value("pinned", "0"),
        _value("score", "0.0"),
        _value("size", "1"),
        _value("outlet", "''"),
        *(_value(name, "'[]'") for name in ("also_in", "communes", "themes")),
    )
)
_OF_NEW = _COLUMNS.format(row="new.")
DIGEST_LINES = f"""
CREATE TABLE digest_lines ( -- an item of a digest in columns, for counting; triggers keep it equal to digest_items
    day TEXT NOT NULL,
    rank INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    state TEXT NOT NULL,             -- proposed, kept or dropped
    pinned INTEGER NOT NULL,
    score REAL NOT NULL,
    size INTEGER NOT NULL,           -- articles of the story
    outlet TEXT NOT NULL,
    also_in TEXT NOT NULL,           -- JSON list: other outlets
    communes TEXT NOT NULL,          -- JSON list of insee, name, department, region, about
    themes TEXT NOT NULL,            -- JSON list of codes
    PRIMARY KEY (day, rank)
) WITHOUT ROWID;
CREATE TRIGGER digest_lines_insert AFTER INSERT ON digest_items BEGIN
    INSERT OR REPLACE INTO digest_lines VALUES ({_OF_NEW});
END;
CREATE TRIGGER digest_lines_update AFTER UPDATE ON digest_items BEGIN
    DELETE FROM digest_lines WHERE day = old.day AND rank = old.rank;
    INSERT OR REPLACE INTO digest_lines VALUES ({_OF_NEW});
END;
CREATE TRIGGER digest_lines_delete AFTER DELETE ON digest_items BEGIN
    DELETE FROM digest_lines WHERE day = old.day AND rank = old.rank;
END;
INSERT INTO digest_lines SELECT {_COLUMNS.format(row="")} FROM digest_items;
CREATE INDEX stories_merged ON stories(id, merged_into) WHERE merged_into IS NOT NULL;
"""
"""Statements of the migration that brings the table, with what the digests already hold."""
