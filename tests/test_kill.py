"""Kills at random instants: running on gives the same content as one clean run, and a dead parent means no request."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

from tests import kill
from tests.press import Press


def test_killed_runs_end_like_a_clean_one(tmp_path: Path) -> None:
    with Press(kill.HOSTS) as press:
        sources = kill.publish(press)
        clean, killed = tmp_path / "clean", tmp_path / "killed"
        kill.write_home(clean, sources)
        shutil.copytree(clean, killed)
        kill.run_to_end(clean)
        hit = kill.kill_many(killed, press, 10, random.Random(3))
        kill.run_to_end(killed)
        wanted = kill.stored(clean)
        assert hit >= 6
        assert sum(line.startswith('["text"') for line in wanted) >= 20
        assert kill.differences(kill.stored(killed), wanted) == []


def test_after_the_death_of_the_parent_no_request_is_made(tmp_path: Path) -> None:
    with Press(kill.HOSTS) as press:
        kill.write_home(tmp_path / "home", kill.publish(press), delay=0.3)

        assert kill.kill_once(tmp_path / "home", "parent", kill.after_requests(press, 6))
        died = time.monotonic()
        time.sleep(6.0)
        assert max(press.tally(host).last_at for host in range(kill.HOSTS)) < died + 5.0
        assert 6 <= kill.asked(press) < 30
