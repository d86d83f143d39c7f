"""An instrument: kill a command at random instants, run it on to its end, compare what is stored with one clean run.

The command is ``pvd-watch run --all`` over a press on loopback, pages of articles included; what dies is the parent,
its crawl child, or both. What is compared is ``dump --canonical``, which knows no ids, runs, fetches or times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from pvd_watch.config import init_home
from tests.press import Page, Press, feed, item, rss, status

Victim = Literal["parent", "child", "both"]
VICTIMS: tuple[Victim, ...] = ("parent", "child", "both")
RUN = ("run", "--all", "--quiet")
HOSTS = 3
_LIMIT = 60.0
_TOWNS = ("Quimperlé", "Saint-Flour", "Guise", "Carhaix-Plouguer", "Puiseaux", "Thiers", "Lunel", "Die")
_NEWS = (
    "la halle rouvre",
    "le cinéma fête ses quarante ans",
    "une maison de santé ouvre",
    "la gare retrouve un guichet",
)
_BODY = (
    "Les habitants sont venus en nombre samedi, et le maire a rappelé que le chantier avait été soutenu par le "
    "département comme par la région. Les commerçants de la place attendent maintenant la fin des travaux de la rue."
)


# --- a press whose pages try what can go wrong ------------------------------------------------------------------------


def publish(press: Press, entries: int = 12) -> str:
    """Put up five feeds and their pages; the ``sources.toml`` that watches them.

    Two Sources share articles, one announces pages that name the other's addresses as canonical, one has links to the
    home page alone, one is reserved against text mining.
    """
    now = datetime.now(UTC).replace(microsecond=0)

    def dated(number: int, title: str, link: str, guid: str) -> str:
        date = format_datetime(now - timedelta(minutes=90 + 7 * number))
        return item(title, link=link, guid=guid, pubDate=date, description=f"À {_TOWNS[number % 8]}, un résumé.")

    def story(number: int, folder: str, host: int, head: str = "") -> str:
        title = f"{_TOWNS[number % 8]} : {_NEWS[number % 4]} ({number})"
        town = _TOWNS[(number + 3) % 8]
        html = (
            f'<html lang="fr"><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1><p>{_BODY}</p>'
            f"<p>À {town} aussi, on y pense depuis l'automne, dit-on à la mairie.</p></article></body></html>"
        )
        link = press.put(f"/{folder}/{number}", _slow(status(200, html.encode(), "text/html; charset=utf-8")), host)
        return dated(number, title, link, link)

    own = [story(number, "un", 0) for number in range(entries)]
    shared = own[: entries // 3] + [story(number, "deux", 1) for number in range(entries)]
    named = [
        story(number, "trois", 0, f'<link rel="canonical" href="{press.url(f"/un/{number}")}">')
        for number in range(entries // 2)
    ]
    home = [dated(number, f"Thiers, brève {number}", press.url("/", 1), f"guid-{number}") for number in range(entries)]
    reserved = [
        story(number, "quatre", 2, '<meta name="tdm-reservation" content="1">') for number in range(entries // 2)
    ]
    feeds = {"un": (own, 0), "deux": (shared, 1), "trois": (named, 0), "accueil": (home, 1), "quatre": (reserved, 2)}
    records = []
    for place, (name, (items, host)) in enumerate(feeds.items()):
        url = press.put(f"/{name}.xml", feed(rss(*items)), host)
        records.append(
            f'[[source]]\nid = "{name}"\nname = "Le {name}"\nkind = "feed"\nurl = "{url}"\nhomepage = "{press.url()}"\n'
            f"departments = []\nweight = {1 + place}\n"
        )
    return "\n".join(records)


def _slow(page: Page) -> Page:
    def later(visit: object) -> None:
        time.sleep(0.01)
        page(visit)  # type: ignore[arg-type]

    return later


def write_home(folder: Path, sources: str, delay: float = 0.0) -> None:
    """A home that watches the press, without the language model, which takes long to load and changes nothing here."""
    init_home(folder, bare=True)
    settings = folder / "config" / "watch.toml"
    text = settings.read_text(encoding="utf-8").replace("delay_seconds = 2.0", f"delay_seconds = {delay}")
    hosts = ", ".join(f'"127.0.0.{number}"' for number in range(1, HOSTS + 1))
    text = text.replace("allow_private_hosts = []", f"allow_private_hosts = [{hosts}]").replace(
        "model = true", "model = false"
    )
    settings.write_text(text, encoding="utf-8")
    (folder / "config" / "sources.toml").write_text(sources, encoding="utf-8")
    stored(folder)  # the communes are loaded once, before the first kill


# --- runs and kills ---------------------------------------------------------------------------------------------------


def command(home: Path, *words: str) -> list[str]:
    """A command of the program on a home."""
    return [sys.executable, "-m", "pvd_watch", "--home", str(home), *words]


def run_to_end(home: Path) -> None:
    """One run that nobody kills."""
    done = subprocess.run(command(home, *RUN), capture_output=True, text=True, timeout=_LIMIT)
    if done.returncode:
        raise AssertionError(f"the run ended with {done.returncode}: {done.stderr}")


def kill_once(
    home: Path, victim: Victim, wait: Callable[[subprocess.Popen[bytes]], object], words: Sequence[str] = RUN
) -> bool:
    """Start a run, or another command, and kill the victim once ``wait`` returns; False where it had ended before."""
    process = subprocess.Popen(command(home, *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait(process)
    if process.poll() is not None:
        return False
    children = _children(process.pid)
    targets = {"parent": [process.pid], "child": children, "both": [process.pid, *children]}[victim]
    for target in targets:
        try:
            os.kill(target, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait(timeout=_LIMIT)
    return True


def asked(press: Press) -> int:
    """How many requests a press has seen."""
    return sum(len(press.tally(host).requests) for host in range(HOSTS))


def after_requests(press: Press, count: int, seconds: float = 0.0) -> Callable[[subprocess.Popen[bytes]], None]:
    """Wait until a press has seen so many more requests, and then a little longer, or until the run has ended.

    Seconds since the start would say little: on a busy machine a run begins its work late.
    """
    wanted = asked(press) + count

    def wait(process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _LIMIT
        while asked(press) < wanted and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(seconds)

    return wait


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


def stored(home: Path) -> list[str]:
    """The canonical content of a home."""
    done = subprocess.run(command(home, "dump", "--canonical"), capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def kill_many(home: Path, press: Press, times: int, chance: random.Random) -> int:
    """Kill so many runs, each victim in its turn, at random instants of their work; how many died while they ran.

    One in ten dies before its first request.
    """
    hit = 0
    for turn in range(times):
        early = chance.random() < 0.1
        wait = after_requests(
            press, 0 if early else chance.randrange(1, 12), chance.uniform(0.0, 1.5 if early else 0.12)
        )
        hit += kill_once(home, VICTIMS[turn % 3], wait)
    return hit


def differences(found: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Lines that only one side has, for the message of a failed comparison."""
    return [f"- {line}" for line in sorted(set(wanted) - set(found))] + [
        f"+ {line}" for line in sorted(set(found) - set(wanted))
    ]
