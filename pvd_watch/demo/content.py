"""The invented press as data: outlets and their pieces, read from the TOML files beside this module.

Texts are dated relative to a moment handed in: ``{jour:+3}`` becomes the name of the weekday three days after it,
``{Jour:+3}`` the same with a capital, ``{date:-1}`` weekday, day and month. Each piece is labelled with the INSEE
codes of the programme's towns that it names (``towns``), so that the demonstration can be checked from end to end.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Literal
from zlib import crc32

from pvd_watch.model import FullText
from pvd_watch.times import PARIS
from pvd_watch.typography import DAYS, MONTHS

FeedFormat = Literal["rss", "atom", "rdf", "json"]
GuidStyle = Literal["link", "tracked", "number", "tag", "none"]

_PLACEHOLDER = re.compile(r"\{(jour|Jour|date):([+-]\d+)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of one outlet.

    ``age_hours`` counts back from the press's moment (negative: dated in the future; ``None``: undated). ``towns`` are
    the programme's communes it names; empty means that nothing must be linked. ``carries`` is ``outlet/slug`` of the
    piece whose address this entry gives instead of one of its own; ``tracking`` overrides the outlet's.
    """

    outlet_id: str
    slug: str
    title: str
    summary: str
    section: str
    towns: tuple[str, ...]
    body: tuple[str, ...] = ()
    author: str = ""
    age_hours: float | None = None
    link: bool = True
    paywall: bool = False
    carries: str = ""
    tracking: str | None = None

    @property
    def key(self) -> str:
        """The name by which ``carries`` refers to a piece."""
        return f"{self.outlet_id}/{self.slug}"

    def published_at(self, now: datetime) -> datetime | None:
        """When the piece says it was published, or ``None`` if it does not say."""
        if self.age_hours is None:
            return None
        # Without these odd minutes a whole newsroom would publish in the same minute of the hour.
        return now - timedelta(hours=self.age_hours, minutes=crc32(self.slug.encode()) % 25)

    def dated(self, now: datetime) -> Piece:
        """The same piece with the days in its texts named as seen from ``now``."""
        return replace(
            self,
            title=dated_text(self.title, now),
            summary=dated_text(self.summary, now),
            body=tuple(dated_text(paragraph, now) for paragraph in self.body),
        )


@dataclass(frozen=True, slots=True)
class Outlet:
    """One title of the press: where and how it publishes, and its pieces.

    ``address`` is its place among the loopback addresses (1 for 127.0.0.1). ``broken`` feeds are not well-formed XML;
    ``delay_seconds`` is how long the server takes to build the feed; ``status`` what it answers to a feed request;
    ``crawl_delay`` (seconds) what its robots.txt asks for, 0 for nothing.
    """

    id: str
    name: str
    address: int
    format: FeedFormat
    path: str
    departments: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    home: str = "/"
    weight: float = 1.0
    full_text: FullText = "matched"
    encoding: str = "utf-8"
    timezone: str = "Europe/Paris"
    guid: GuidStyle = "link"
    guid_tracking: str = ""
    tracking: str = ""
    html_summary: bool = False
    broken: bool = False
    delay_seconds: float = 0.0
    status: int = 200
    crawl_delay: int = 0


def load_outlets(now: datetime) -> tuple[Outlet, ...]:
    """All outlets in the order of their addresses, their texts dated as seen from ``now`` (an aware datetime)."""
    folder = files(__package__) / "outlets"
    records = [tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")]
    outlets = [_outlet(record, now) for record in records]
    return tuple(sorted(outlets, key=lambda outlet: (outlet.address, outlet.home)))


def dated_text(text: str, now: datetime) -> str:
    """``text`` with its placeholders replaced by French day names, counted from the day of ``now`` in Paris."""
    today = now.astimezone(PARIS).date()

    def name(match: re.Match[str]) -> str:
        day = today + timedelta(days=int(match[2]))
        weekday = DAYS[day.weekday()]
        if match[1] == "date":
            return f"{weekday} {'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"
        return weekday.capitalize() if match[1] == "Jour" else weekday

    return _PLACEHOLDER.sub(name, text)


def _outlet(record: dict[str, Any], now: datetime) -> Outlet:
    pieces = [_piece(record["id"], piece).dated(now) for piece in record.pop("piece", ())]
    # Newest first, as feeds are; what has no date is where an editor has just put it, on top.
    pieces.sort(key=lambda piece: piece.age_hours or 0.0)
    return Outlet(**_frozen(record), pieces=tuple(pieces))


def _piece(outlet_id: str, record: dict[str, Any]) -> Piece:
    return Piece(outlet_id=outlet_id, **_frozen(record))


def _frozen(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
