"""Backup, restoration and removals at full size: ``python -m tests.bench.restore PATH``.

PATH is a database as ``tests.bench.fill`` writes it; it is copied first. Prints seconds and sizes, and whether the
restored content is what was backed up.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pvd_watch.config import Home, init_home
from pvd_watch.keeping.backup import backup_now
from pvd_watch.keeping.purge import purge_now
from pvd_watch.keeping.removal import remove_now
from pvd_watch.keeping.restore import restore_now
from pvd_watch.wiring import Watch

T = TypeVar("T")


def _timed(name: str, work: Callable[[], T]) -> T:
    began = time.perf_counter()
    found = work()
    print(f"{name}: {time.perf_counter() - began:.1f} s", flush=True)
    return found


def main() -> None:
    """Do each once, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--folder", type=Path, help="where the copies go; else the system's temporary folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        home = Path(folder) / "home"
        init_home(home, bare=True)
        shutil.copy(asked.path, Home(home).database)
        print(f"{Home(home).database.stat().st_size / 1e6:.0f} MB")
        watch = Watch(Home(home))
        backup = _timed("backup", lambda: backup_now(watch))
        print(f"{backup.file.name}: {backup.size / 1e6:.0f} MB")
        restored = _timed("restore", lambda: restore_now(watch, backup.file, print))
        print(f"{restored.articles} articles")
        _timed("purge", lambda: purge_now(watch))
        _timed("remove a pattern", lambda: remove_now(watch, "pattern", "https://journal-7.example/1-*", "bench"))
        _timed("remove a name", lambda: remove_now(watch, "name", "Jeanne Quelconque", "bench"))
        restored = _timed("restore with removals", lambda: restore_now(watch, backup.file, print))
        print(f"{restored.articles} articles, {restored.removals} removals carried out again")


if __name__ == "__main__":
    main()
