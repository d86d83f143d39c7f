"""An export as Parquet, with pyarrow: columns have types, codes are text, credits stand in the file's metadata too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from pvd_watch.errors import UsageError
from pvd_watch.export.record import CREDIT, CREDITS, Record
from pvd_watch.times import Period, moment_of
from pvd_watch.typography import Places

if TYPE_CHECKING:
    import pyarrow

_ROWS = 20_000
"""Rows of one group: what is in memory at a time."""


def write_parquet(exported: Iterable[Record], places: Places, period: Period, file: IO[bytes]) -> int:
    """Write an export, a row for each town that an Article names; how many rows it has.

    :raises UsageError: pyarrow is not installed.
    """
    pyarrow, writer_of = _pyarrow()
    schema = _schema(pyarrow, period)
    rows, written = _rows(exported, places), 0
    with writer_of(file, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))
            written += len(batch)
    return written


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed: pip install 'pvd-watch[parquet]', or take --format csv"
        ) from error
    return pyarrow, ParquetWriter


def _schema(pyarrow: Any, period: Period) -> pyarrow.Schema:
    text, texts = pyarrow.string(), pyarrow.list_(pyarrow.string())
    fields = [
        ("day", pyarrow.date32()),
        ("published_at", pyarrow.timestamp("s", tz="UTC")),
        ("precision", text),
        ("title", text),
        ("url", text),
        ("outlet", text),
        ("also_in", texts),
        ("insee", text),
        ("commune", text),
        ("department", text),
        ("department_name", text),
        ("region", text),
        ("region_name", text),
        ("about", pyarrow.bool_()),
        ("themes", texts),
        ("story_id", pyarrow.int64()),
        ("article_id", pyarrow.int64()),
        ("credits", text),
    ]
    facts = {"credits": "\n".join(CREDITS), "period": f"{period.first}/{period.last}"}
    return pyarrow.schema(fields, metadata=facts)


def _rows(exported: Iterable[Record], places: Places) -> Iterator[dict[str, Any]]:
    for record in exported:
        for commune in record.communes:
            yield {
                "day": date.fromisoformat(record.day),
                "published_at": moment_of(record.published_at) if record.published_at else None,
                "precision": record.precision,
                "title": record.title,
                "url": record.url,
                "outlet": record.outlet,
                "also_in": record.also_in,
                "insee": commune.insee,
                "commune": commune.name,
                "department": commune.department,
                "department_name": places.departments.get(commune.department, ""),
                "region": commune.region,
                "region_name": places.regions.get(commune.region, ""),
                "about": commune.about,
                "themes": record.themes,
                "story_id": record.story_id,
                "article_id": record.article_id,
                "credits": CREDIT,
            }
