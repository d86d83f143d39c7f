"""Export: Articles that name towns, as CSV, JSON or Parquet; metadata and links, never texts or internal notes."""

from pvd_watch.export.csv_file import SEPARATORS, write_csv
from pvd_watch.export.json_file import write_json
from pvd_watch.export.parquet_file import write_parquet
from pvd_watch.export.record import CREDITS, Record, records

__all__ = ["CREDITS", "SEPARATORS", "Record", "records", "write_csv", "write_json", "write_parquet"]
