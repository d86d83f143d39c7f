"""The table ``digest_facets``: under which town, department and theme each line of a Digest stands, kept by triggers.

A town's page asks for the newest of a few lines among tens of thousands; with this index it reads only those. The
triggers follow ``digest_lines``, which follows ``digest_items`` whoever writes there.
"""

from __future__ import annotations

_SIDES = (
    "SELECT 'commune', json_extract(value, '$.insee'), {row}day, {row}rank FROM json_each({row}communes) "
    "UNION SELECT 'department', json_extract(value, '$.department'), {row}day, {row}rank FROM json_each({row}communes) "
    "UNION SELECT 'theme', value, {row}day, {row}rank FROM json_each({row}themes)"
)
_OF_NEW = _SIDES.format(row="new.")
_ALL = " UNION ALL ".join(
    (
        "SELECT DISTINCT 'commune', json_extract(value, '$.insee'), day, rank FROM digest_lines, "
        "json_each(communes) WHERE state != 'dropped'",
        "SELECT DISTINCT 'department', json_extract(value, '$.department'), day, rank FROM digest_lines, "
        "json_each(communes) WHERE state != 'dropped'",
        "SELECT DISTINCT 'theme', value, day, rank FROM digest_lines, json_each(themes) WHERE state != 'dropped'",
    )
)
FACETS = f"""
CREATE TABLE digest_facets ( -- towns, departments and themes of the lines of digests that were not dropped
    facet TEXT NOT NULL,             -- commune, department or theme
    code TEXT NOT NULL,              -- INSEE code, code of the department or of the theme
    day TEXT NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (facet, code, day, rank)
) WITHOUT ROWID;
CREATE INDEX digest_facets_line ON digest_facets(day, rank);
CREATE TRIGGER digest_facets_insert AFTER INSERT ON digest_lines BEGIN
    DELETE FROM digest_facets WHERE day = new.day AND rank = new.rank;
    INSERT INTO digest_facets SELECT * FROM ({_OF_NEW}) WHERE new.state != 'dropped';
END;
CREATE TRIGGER digest_facets_delete AFTER DELETE ON digest_lines BEGIN
    DELETE FROM digest_facets WHERE day = old.day AND rank = old.rank;
END;
INSERT INTO digest_facets {_ALL};
CREATE INDEX article_sources_source ON article_sources(source_id, article_id);
"""
"""Statements of the migration that brings the table, with what the digests already hold."""
