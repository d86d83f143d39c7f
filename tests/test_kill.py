"""Kills at random instants: running on gives the same content as one clean run."""

from __future__ import annotations

import random
import time
from pathlib import Path

from pvd_watch.demo.press import DemoPress
from pvd_watch.demo.show import write_home
from pvd_watch.wiring import system_clock
from tests import kill


def test_killed_runs_end_like_a_clean_one(tmp_path: Path) -> None:
    with DemoPress(system_clock()) as press:
        clean, killed = tmp_path / "clean", tmp_path / "killed"
        write_home(clean, press)
        write_home(killed, press)
        began = time.perf_counter()
        kill.run_to_end(clean)
        longest = time.perf_counter() - began
        hit = kill.kill_many(killed, 5, longest * 0.8, random.Random(3))
        kill.run_to_end(killed)
        assert hit >= 2
        assert kill.differences(kill.stored(killed), kill.stored(clean)) == []
