"""The three poll bars: ``python -m tests.bench.poll [--feeds 300] [--entries 40] [--times 5]``.

Times ``run --all`` as a whole process over feeds that are all new, unchanged, and have one new entry each; beside it,
in the same turns, lemon24/reader's own update where it is installed (``pip install reader``). Medians in seconds.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

PORT = 9917
_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for number in range(int(sys.argv[2])):
    reader.add_feed(f"http://127.0.0.1:{sys.argv[3]}/feed/{number}.xml", exist_ok=True)
reader.update_feeds(workers=1, scheduled=False)
"""


@contextmanager
def press(feeds: int, entries: int) -> Iterator[None]:
    """The press in a process of its own."""
    server = subprocess.Popen([sys.executable, "-m", "tests.bench.feeds", str(PORT), str(feeds), str(entries)])
    try:
        for _ in range(100):
            time.sleep(0.1)
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/feed/0.xml").read()
                break
            except OSError:
                continue
        yield
    finally:
        server.terminate()
        server.wait()


def make_home(folder: Path, feeds: int) -> None:
    """A home that watches the press, without delay: one request at a time to its one host."""
    subprocess.run([sys.executable, "-m", "pvd_watch", "init", "--bare", "--quiet", str(folder)], check=True)
    settings = folder / "config" / "watch.toml"
    text = settings.read_text(encoding="utf-8").replace("delay_seconds = 2.0", "delay_seconds = 0.0")
    settings.write_text(
        text.replace("allow_private_hosts = []", 'allow_private_hosts = ["127.0.0.1"]'), encoding="utf-8"
    )
    records = (
        f'[[source]]\nid = "j{number}"\nname = "Journal {number}"\nkind = "feed"\ndepartments = []\n'
        f'url = "http://127.0.0.1:{PORT}/feed/{number}.xml"\nhomepage = "http://127.0.0.1:{PORT}/"\n'
        'full_text = "never"\n'
        for number in range(feeds)
    )
    (folder / "config" / "sources.toml").write_text("\n".join(records), encoding="utf-8")


def timed(command: list[str]) -> tuple[float, int]:
    """Wall seconds of a command, and the peak memory in MB of its largest process (children included)."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - began, usage.ru_maxrss // 1024


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--entries", type=int, default=40)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    peer = importlib.util.find_spec("reader") is not None
    found: dict[tuple[str, str], list[float]] = {}
    memory = 0
    for _ in range(asked.times):
        with press(asked.feeds, asked.entries), tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            make_home(home, asked.feeds)
            ours = [sys.executable, "-m", "pvd_watch", "--home", str(home), "run", "--all", "--quiet"]
            theirs = [sys.executable, "-c", _READER, f"{folder}/reader.sqlite", str(asked.feeds), str(PORT)]
            for case in ("all new", "nothing new", "one new each"):
                if case == "one new each":
                    urllib.request.urlopen(f"http://127.0.0.1:{PORT}/tick", data=b"").read()
                for name, command in (("pvd-watch", ours), ("reader", theirs)) if peer else (("pvd-watch", ours),):
                    seconds, peak = timed(command)
                    found.setdefault((case, name), []).append(seconds)
                    memory = max(memory, peak if name == "pvd-watch" else 0)
            shutil.rmtree(home)
    for (case, name), seconds in found.items():
        print(f"{case:<14} {name:<10} median {median(seconds):6.2f} s  ({min(seconds):.2f} to {max(seconds):.2f})")
    print(f"peak memory of a pvd-watch process: {memory} MB")


if __name__ == "__main__":
    main()
