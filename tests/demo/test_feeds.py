"""Every feed of the invented press says what its outlet holds, read by parsers that know nothing of it."""

from __future__ import annotations

import calendar
import html
import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest

from pvd_watch.demo.content import Outlet, load_outlets
from pvd_watch.demo.feeds import FeedContext, render_feed

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
OUTLETS = {outlet.id: outlet for outlet in load_outlets(NOW) if outlet.pieces}
XML = [outlet for outlet in OUTLETS.values() if outlet.format != "json"]
LATIN = OUTLETS["clocher-vendeen-85"]


def _context(now: datetime = NOW) -> FeedContext:
    addresses = {piece.key: f"http://{piece.key}" for outlet in load_outlets(now) for piece in outlet.pieces}
    return FeedContext(now, "http://press.example/", addresses)


def _body(outlet: Outlet, now: datetime = NOW) -> bytes:
    return render_feed(outlet, _context(now))[0]


@pytest.mark.parametrize("outlet", XML, ids=lambda outlet: outlet.id)
def test_feedparser_reads_every_entry(outlet: Outlet) -> None:
    entries = feedparser.parse(_body(outlet)).entries
    titles = [html.unescape(entry.get("title", "")) for entry in entries]
    assert titles == [html.unescape(piece.title) for piece in outlet.pieces]
    assert [entry.get("link", "") != "" for entry in entries] == [piece.link for piece in outlet.pieces]


@pytest.mark.parametrize("outlet", XML, ids=lambda outlet: outlet.id)
def test_dates_are_those_of_the_pieces(outlet: Outlet) -> None:
    entries = feedparser.parse(_body(outlet)).entries
    for entry, piece in zip(entries, outlet.pieces, strict=True):
        published = piece.published_at(NOW)
        read = entry.get("published_parsed") or entry.get("updated_parsed")
        assert (read and calendar.timegm(read)) == (published and int(published.timestamp()))


@pytest.mark.parametrize("outlet", XML, ids=lambda outlet: outlet.id)
def test_only_the_broken_feed_is_refused_by_a_strict_parser(outlet: Outlet) -> None:
    if outlet.broken:
        with pytest.raises(ElementTree.ParseError):
            ElementTree.fromstring(_body(outlet))  # noqa: S314 -- our own text
    else:
        assert ElementTree.fromstring(_body(outlet)).tag  # noqa: S314 -- our own text


def test_json_feed_holds_every_piece_and_leaves_out_what_is_not_said() -> None:
    outlet = OUTLETS["feuille-du-bas-berry-36"]
    items = json.loads(_body(outlet))["items"]
    assert [item.get("title", "") for item in items] == [piece.title for piece in outlet.pieces]
    assert sum("title" not in item for item in items) == 1
    assert all(datetime.fromisoformat(item["date_published"]).tzinfo for item in items)


def test_latin_feed_is_not_utf_8_and_says_so() -> None:
    body = _body(LATIN)
    assert feedparser.parse(body).encoding == "iso-8859-1"
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_titles_escaped_twice_show_their_entities_to_a_plain_reader() -> None:
    assert b"<title>L&amp;#039;\xe9cole de musique" in _body(LATIN)


def test_guids_differ_by_outlet() -> None:
    def first(outlet_id: str) -> str:
        return str(feedparser.parse(_body(OUTLETS[outlet_id])).entries[0].get("id", ""))

    assert first("fanal-d-armorique-29").endswith("#xtor=RSS-3-[actualites]")
    assert first("grand-mistral-84").isdigit()
    assert first("vigie-picarde-80").startswith("tag:press.example,2026:")
    assert first("clocher-vendeen-85") == ""


def test_a_carried_piece_has_the_address_of_the_first_outlet_and_tracking_of_the_second() -> None:
    entries = feedparser.parse(_body(OUTLETS["grand-mistral-84"])).entries
    carried = [entry.link for entry in entries if "messager-des-trois-becs-26" in entry.link]
    assert len(carried) == 1
    assert carried[0].endswith("?utm_source=grand-mistral&utm_medium=rss")


@pytest.mark.parametrize("outlet", OUTLETS.values(), ids=lambda outlet: outlet.id)
def test_the_same_moment_gives_the_same_bytes_and_another_does_not(outlet: Outlet) -> None:
    assert _body(outlet) == _body(outlet)
    assert _body(outlet) != _body(outlet, NOW + timedelta(hours=1))
