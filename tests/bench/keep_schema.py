"""Keep the database of a demonstration as ``tests/schemas/<n>.db.gz``: ``python -m tests.bench.keep_schema N``.

Later programs are tested against these files: each must open, and be brought forward.
"""

from __future__ import annotations

import gzip
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from pvd_watch.demo.show import show

FOLDER = Path(__file__).resolve().parents[1] / "schemas"


def main() -> None:
    """Make the database, pack it, say its size."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        show(home)
        packed = Path(folder) / "packed.db"
        with closing(sqlite3.connect(home / "data" / "pvd_watch.db")) as sql:
            sql.execute("VACUUM INTO ?", (str(packed),))
        target = FOLDER / f"{sys.argv[1]}.db.gz"
        FOLDER.mkdir(exist_ok=True)
        target.write_bytes(gzip.compress(packed.read_bytes(), 9, mtime=0))
        print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
