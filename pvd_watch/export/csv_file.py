"""An export as CSV (RFC 4180), a row for each town that an Article names.

It begins with a byte order mark: without it Excel takes UTF-8 for the code page of the machine and spoils every accent;
LibreOffice and the readers of statistics programs know it and leave it out. Credits have a column of their own, as a
line of comment would be a row of data to most readers, and a file beside this one is lost at the first mail. Text
stands in quotes, numbers do not: LibreOffice can be told to keep quoted codes (``01004``) as text; Excel has to be told
that a column is text, by its import. No cell can begin a formula.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from pvd_watch.export.record import CREDIT, Record
from pvd_watch.typography import Places

COLUMNS = (
    *("day", "published_at", "precision", "title", "url", "outlet", "also_in", "insee", "commune", "department"),
    *("department_name", "region", "region_name", "about", "themes", "story_id", "article_id", "credits"),
)
SEPARATORS = {"comma": ",", "semicolon": ";"}
"""The comma is the standard; a French Excel splits columns at the semicolon alone."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula when it stands first (OWASP, CSV injection)."""


def write_csv(exported: Iterable[Record], places: Places, file: TextIO, separator: str = ",") -> int:
    """Write an export; how many rows it has.

    :param file: open for text in UTF-8, without translation of line ends.
    """
    file.write("\ufeff")
    writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = 0
    for record in exported:
        for row in _rows(record, places):
            writer.writerow(row)
            rows += 1
    return rows


def _rows(record: Record, places: Places) -> Iterable[tuple[str | int, ...]]:
    for commune in record.communes:
        yield (
            record.day,
            record.published_at,
            record.precision,
            harmless_cell(record.title),
            record.url,
            harmless_cell(record.outlet),
            harmless_cell(" | ".join(record.also_in)),
            commune.insee,
            harmless_cell(commune.name),
            commune.department,
            harmless_cell(places.departments.get(commune.department, "")),
            commune.region,
            harmless_cell(places.regions.get(commune.region, "")),
            int(commune.about),
            " ".join(record.themes),
            record.story_id,
            record.article_id,
            CREDIT,
        )


def harmless_cell(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would begin a formula, spaces before it or not."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
