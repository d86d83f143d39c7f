"""Hundreds of kills: ``python -m tests.bench.kills 200 [SEED]``. Nothing is lost, nothing doubled, or it says what.

Of ten kills six hit a run (parent, crawl child, or both), the others a backup, a purge, linking, the jobs of editors.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests import kill
from tests.press import Press

PER_HOME = 10
"""Kills a home takes before it is run to its end and compared."""
_RUNS = 6
_STEPS = (("backup",), ("purge",), ("link", "--again"), ("run", "--jobs"))
_LONGEST = 1.6
"""Seconds after its start within which such a step dies; half of that passes before it begins its work."""


def main() -> None:
    """Kill, compare, report."""
    total, chance = int(sys.argv[1]), random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    done = hit = 0
    with Press(kill.HOSTS) as press, tempfile.TemporaryDirectory() as folder:
        sources = kill.publish(press)
        clean = Path(folder) / "clean"
        kill.write_home(clean, sources)
        kill.run_to_end(clean)
        wanted = kill.stored(clean)
        began = time.monotonic()
        while done < total:
            home = Path(folder) / f"killed-{done}"
            kill.write_home(home, sources)
            times = min(PER_HOME, total - done)
            hit += kill.kill_many(home, press, min(_RUNS, times), chance)
            for step in _STEPS[: max(0, times - _RUNS)]:
                hit += kill.kill_once(home, "both", lambda _: time.sleep(chance.uniform(0, _LONGEST)), step)
            kill.run_to_end(home)
            different = kill.differences(kill.stored(home), wanted) + _damages(home)
            if different:
                raise SystemExit(f"after {done + times} kills the content differs:\n" + "\n".join(different[:20]))
            done += times
            seconds = (time.monotonic() - began) / done
            print(f"{done} kills, {hit} while running, {seconds:.1f} s each: content equal ({len(wanted)} lines)",
                  flush=True)  # fmt: skip


def _damages(home: Path) -> list[str]:
    """What is wrong in the database, and in the backups that stand under their names."""
    found = []
    for path in (home / "data" / "pvd_watch.db", *(home / "data" / "backups").glob("pvd_watch-*.db")):
        with closing(sqlite3.connect(path)) as sql:
            said = [row[0] for row in sql.execute("PRAGMA integrity_check")]
            found += [f"{path.name}: {line}" for line in said if line != "ok"]
    return found


if __name__ == "__main__":
    main()
