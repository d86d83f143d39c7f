"""Hundreds of kills: ``python -m tests.bench.kills 200``. Nothing is lost, nothing doubled, or it says what."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests import kill
from tests.press import Press

PER_HOME = 10
"""Kills a home takes before it is run to its end and compared."""


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
        while done < total:
            home = Path(folder) / f"killed-{done}"
            kill.write_home(home, sources)
            times = min(PER_HOME, total - done)
            hit += kill.kill_many(home, press, times, chance)
            kill.run_to_end(home)
            different = kill.differences(kill.stored(home), wanted)
            if different:
                raise SystemExit(f"after {done + times} kills the content differs:\n" + "\n".join(different[:20]))
            done += times
            print(f"{done} kills, {hit} while running: content equal ({len(wanted)} lines)", flush=True)


if __name__ == "__main__":
    main()
