"""The demonstration itself: the press started, the whole line run against it in a home of its own."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pvd_watch.config import Home, init_home
from pvd_watch.crawling import Progress
from pvd_watch.daily import Report, run_now
from pvd_watch.demo.press import DemoPress
from pvd_watch.errors import HomeError, StepError
from pvd_watch.model import Source
from pvd_watch.wiring import Watch, system_clock

MARK = "demo.json"
"""In the demo's home: when its press was first started, and on which port; what tells a demo's home from a real one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demonstration did, with its Sources for the table."""

    home: Path
    sources: tuple[Source, ...]
    report: Report


def show(folder: Path, progress: Progress | None = None) -> Shown:
    """Run the line against the demo press.

    :param folder: the demo's home; made where there is none, used again where a demo made it.
    :raises HomeError: the folder is a home that no demo made.
    :raises LockedError: another demonstration runs in it.
    """
    began, port = _earlier(folder)
    if port and not _free(began, port):
        # The articles' addresses hold the port: with another one this would be another press, so begin anew.
        # Unless it is another demonstration in this very folder that holds it.
        with Watch(Home(folder)).lock():
            shutil.rmtree(folder)
        began, port = None, 0
    with DemoPress(began or system_clock(), port) as press:
        if not (folder / "config" / "watch.toml").exists():
            write_home(folder, press)
        report = run_now(Watch(Home(folder)), every=True, progress=progress)
        return Shown(folder, press.sources(), report)


def _free(began: datetime | None, port: int) -> bool:
    try:
        with DemoPress(began or system_clock(), port):
            return True
    except StepError:
        return False


def _earlier(folder: Path) -> tuple[datetime | None, int]:
    """When an earlier demonstration in this folder began, and on which port."""
    mark = folder / "data" / MARK
    if not mark.exists():
        if (folder / "config").exists():
            raise HomeError(f"{folder} is a home that no demo made; name another folder with --folder")
        return None, 0
    try:
        known = json.loads(mark.read_text(encoding="utf-8"))
        began, port = datetime.fromisoformat(known["began"]), int(known["port"])
        if not 0 < port < 65_000:
            raise ValueError(f"{port} is no port")
        return began, port
    except (OSError, OverflowError, ValueError, KeyError, TypeError) as error:
        raise HomeError(f"{mark} cannot be read ({error}); delete {folder} to begin the demo anew") from error


def write_home(folder: Path, press: DemoPress) -> None:
    """Write a home that watches the demo press and nothing else, without delay between requests."""
    init_home(folder, bare=True)
    settings = folder / "config" / "watch.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("delay_seconds = 2.0", "delay_seconds = 0.0")
    text = text.replace("allow_private_hosts = []", f"allow_private_hosts = {json.dumps(press.hosts)}")
    settings.write_text(text, encoding="utf-8")
    records = "\n".join(_record(source) for source in press.sources())
    (folder / "config" / "sources.toml").write_text(f"# The invented press of the demo.\n\n{records}", encoding="utf-8")
    mark = {"began": press.started_at.isoformat(), "port": press.port}
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / MARK).write_text(json.dumps(mark), encoding="utf-8")


def _record(source: Source) -> str:
    values = {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "url": source.url,
        "homepage": source.homepage,
        "departments": list(source.departments),
        "weight": source.weight,
        "full_text": source.full_text,
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["[[source]]", *lines, ""])
