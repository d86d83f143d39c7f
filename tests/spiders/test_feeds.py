"""Bodies to entries: the formats, the gaps, the broken ones. Every entry that can be read is given."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.model import Entry
from spiders.feeds import parse
from spiders.reading import FormatError, Reading
from tests.press import item, many, rss

URL = "https://gazette.example/rss/une.xml"
DATE = "Fri, 20 Nov 2026 10:33:00 +0100"
UTC = "2026-11-20T09:33:00Z"

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://gazette.example/">
<title>La Gazette</title><updated>2026-11-20T09:33:00Z</updated>
<entry><title type="html">Le &lt;b&gt;marché&lt;/b&gt;</title><id>tag:gazette.example,2026:1</id>
<link rel="alternate" href="articles/1"/><link rel="enclosure" href="/son.mp3"/>
<published>2026-11-20T10:33:00+01:00</published><updated>2026-11-21T10:33:00+01:00</updated>
<author><name>Anne Lebrun</name></author><category term="Commerce"/><category term="Étain"/>
<summary>Le marché couvert rouvre.</summary></entry>
<entry><title>Sans date</title><id>2</id><link href="/articles/2"/></entry>
</feed>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://gazette.example/"><title>G</title></channel>
<item rdf:about="https://gazette.example/1"><title>Le marché</title><link>https://gazette.example/1</link>
<description>Il rouvre.</description><dc:date>2026-11-20T10:33:00+01:00</dc:date><dc:creator>A. L.</dc:creator>
<dc:subject>Commerce</dc:subject></item></rdf:RDF>"""

A10 = """<rss version="2.0" xmlns:a10="http://www.w3.org/2005/Atom"><channel><item><guid>a</guid>
<link>https://gazette.example/1</link><title>Le marché</title><a10:updated>2026-11-20T10:33:00+01:00</a10:updated>
</item></channel></rss>"""


def read(body: bytes | str, known: tuple[str, ...] = ()) -> Reading:
    return parse(body.encode() if isinstance(body, str) else body, "application/xml", URL, known, "gazette")


def only(body: bytes | str) -> Entry:
    (entry,) = read(body).entries
    return entry


def test_rss() -> None:
    entry = only(
        rss(
            item(
                "Le marché <b>couvert</b> & la halle",
                link="https://gazette.example/1#xtor=RSS-3",
                guid="241244 at https://gazette.example",
                pubDate=DATE,
                description="<p>Il rouvre.</p>",
                category="Commerce",
                author="Anne Lebrun",
            )
        )
    )
    assert entry.source_id == "gazette"
    assert entry.title == "Le marché <b>couvert</b> & la halle"
    assert entry.url == "https://gazette.example/1#xtor=RSS-3"
    assert entry.guid == "241244 at https://gazette.example"
    assert entry.summary == "<p>Il rouvre.</p>"
    assert (entry.published_at, entry.precision) == (UTC, "minute")
    assert (entry.author, entry.categories) == ("Anne Lebrun", ("Commerce",))
    assert len(entry.key) == 16
    assert int(entry.key, 16) >= 0


def test_atom() -> None:
    first, second = read(ATOM).entries
    assert first.url == "https://gazette.example/articles/1"
    assert first.published_at == UTC
    assert (first.author, first.categories) == ("Anne Lebrun", ("Commerce", "Étain"))
    assert first.title == "Le <b>marché</b>"
    assert (second.url, second.published_at, second.precision) == ("https://gazette.example/articles/2", "", "")


def test_rdf() -> None:
    entry = only(RDF)
    assert (entry.url, entry.guid) == ("https://gazette.example/1",) * 2
    assert (entry.published_at, entry.author, entry.categories) == (UTC, "A. L.", ("Commerce",))


def test_a_date_under_atoms_name_only() -> None:
    assert only(A10).published_at == UTC


def test_json_feed() -> None:
    whole = {
        "id": 7,
        "url": "/1",
        "title": "Le marché",
        "summary": "Il rouvre.",
        "date_published": "2026-11-20T10:33:00+01:00",
        "authors": [{"name": "A. L."}],
        "tags": ["Commerce", 3],
    }
    full = {"content_html": "<p>" + "mot " * 400 + "</p>"}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [whole, full, {"content_text": "Une brève."}, "no item"],
    }
    first, second, third = read(json.dumps(feed)).entries
    assert (first.guid, first.url, first.published_at) == ("7", "https://gazette.example/1", UTC)
    assert (first.author, first.categories) == ("A. L.", ("Commerce", "3"))
    assert second.summary == "mot " * 124 + "mot"
    assert third.summary == "Une brève."
    known = read(json.dumps(feed), (first.key,))
    assert [entry.summary for entry in known.entries] == [second.summary, third.summary]
    assert known.present == (first.key, second.key, third.key)


@pytest.mark.parametrize("lacking", ["title", "link", "guid", "pubDate", "description"])
def test_an_entry_may_lack_anything(lacking: str) -> None:
    fields = {"link": "https://gazette.example/1", "guid": "1", "pubDate": DATE, "description": "Il rouvre."}
    fields.pop(lacking, None)
    body = rss(item("Le marché", **fields))
    if lacking == "title":
        body = body.replace(
            "<title>Le marché</title><link>https://gazette.example/1".encode(), b"<link>https://gazette.example/1"
        )
    entry = only(body)
    told = {"title": entry.title, "link": entry.url, "guid": entry.guid, "pubDate": entry.published_at}
    told["description"] = entry.summary
    assert [name for name, value in told.items() if not value] == [lacking]


def test_entries_with_almost_nothing_are_kept_apart() -> None:
    body = (
        '<rss version="2.0"><channel><item/><item><enclosure url="/a.mp3"/></item><item><title/></item></channel></rss>'
    )
    reading = read(body)
    assert reading.count == 3
    assert len(reading.entries) == len(reading.present) == 3


def test_a_guid_is_a_link_only_where_it_looks_like_one() -> None:
    urls = [
        entry.url
        for entry in read(rss(*(item("x", guid=guid) for guid in ("https://a.example/1", "/2", "3", "urn:4")))).entries
    ]
    assert urls == ["https://a.example/1", "https://gazette.example/2", "", ""]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "mailto:a@b.example", "http://", "http://[", "ftp://a.example/"]
)
def test_links_that_lead_to_no_page_are_left_out(link: str) -> None:
    assert only(rss(item("x", link=link))).url == ""


def test_the_link_behind_feedburner() -> None:
    space = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    links = "<link>http://feeds.example/~r/1</link><feedburner:origLink>https://gazette.example/1</feedburner:origLink>"
    body = f'<rss version="2.0" {space}><channel><item><title>x</title>{links}</item></channel></rss>'
    assert only(body).url == "https://gazette.example/1"


def test_links_escaped_twice() -> None:
    assert only(rss(item("x", link="https://a.example/?a=1&amp;b=2"))).url == "https://a.example/?a=1&b=2"


def test_titles_with_a_child() -> None:
    body = '<rss version="2.0"><channel><item><title><a href="/1">Le marché</a></title></item></channel></rss>'
    assert "Le marché" in only(body).title


def test_the_full_text_is_no_summary() -> None:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    start, end = f'<rss version="2.0" {space}><channel><item><title>x</title>', "</item></channel></rss>"
    long = "<p>" + "l&#039;été &amp; " * 300 + "</p><script>x()</script>"
    full = f"<content:encoded><![CDATA[{long}]]></content:encoded>"
    brief = "<content:encoded><![CDATA[<p>Une <b>brève</b>.</p>]]></content:encoded>"
    described = "<description>Court.</description>"
    same = f"<description><![CDATA[{long}]]></description>"
    excerpt = ("l'été & " * 300)[:500].replace("&", "&amp;")
    assert only(start + full + end).summary == excerpt.strip()
    assert only(start + same + full + end).summary == excerpt.strip()
    assert only(start + brief + end).summary == "<p>Une <b>brève</b>.</p>"
    assert only(start + described + full + end).summary == "Court."
    assert only(start + full + described + end).summary == "Court."


def test_many_items_are_read_in_order() -> None:
    """More than are given to feedparser at once."""
    reading = read(many(601))
    assert [entry.title for entry in reading.entries] == [f"Le marché n° {number} rouvre" for number in range(601)]
    assert len(reading.present) == reading.count == 601


def test_pictures_have_titles_of_their_own() -> None:
    def body(title: str) -> str:
        media = '<media:title xmlns:media="http://search.yahoo.com/mrss/">Photo</media:title>'
        return f'<rss version="2.0"><channel><item>{media}<title>{title}</title></item></channel></rss>'

    assert only(body("Un")).key != only(body("Deux")).key


def test_keys_follow_the_wording() -> None:
    plain = {"link": "https://gazette.example/1", "guid": "1", "pubDate": DATE, "description": "Il rouvre."}
    key = only(rss(item("Le marché", **plain))).key
    assert only(rss(item("Le marché", **plain))).key == key
    assert only(rss(item("Le marché", **plain), encoding="iso-8859-1")).key == key
    changed = [only(rss(item("Le marché", **plain | {name: "autre"}))).key for name in plain]
    changed.append(only(rss(item("La halle", **plain))).key)
    assert len({key, *changed}) == 6


def test_equal_items_come_once() -> None:
    reading = read(rss(item("a", guid="1"), item("b", guid="2"), item("a", guid="1")))
    assert [entry.title for entry in reading.entries] == ["a", "b"]
    assert (reading.count, len(reading.present)) == (3, 2)


def test_shared_links() -> None:
    shared = [
        item("a", link="https://gazette.example/une?utm_source=rss#a"),
        item("b", link="https://gazette.example/une#b"),
        item("c", link="https://gazette.example/une?id=3"),
        item("d"),
        item("e"),
    ]
    reading = read(rss(*shared))
    assert [entry.link_shared for entry in reading.entries] == [True, True, False, False, False]
    rest = read(rss(*shared), reading.present[1:])
    assert [(entry.title, entry.link_shared) for entry in rest.entries] == [("a", True)]


@pytest.mark.parametrize("kind", ["fine", "control", "entity", "ampersand", "tag", "prefix", "cut", "junk", "latin"])
def test_broken_feeds_give_every_item(kind: str) -> None:
    body = many(45)
    breaks = {
        "fine": body,
        "control": body.replace(b"n\xc2\xb0 7 ", b"n&#x1F; 7 "),
        "entity": body.replace("marché".encode(), b"march&eacute;"),
        "ampersand": body.replace("marché".encode(), "marché & halle".encode()),
        "tag": body.replace(b"<title>Le", b"<title><b>Le"),
        "prefix": body.replace(b"<guid>", b'<media:thumbnail url="x"/><guid>'),
        "cut": body[: body.rfind(b"</item>") + 7],
        "junk": b"<br>\nNotice: undefined index\n" + body + b"<!-- 12 ms -->",
        "latin": body.decode().encode("latin-1"),
    }
    reading = read(breaks[kind])
    assert reading.count == len(reading.entries) == 45
    assert all(
        "march" in entry.title and entry.url and entry.published_at and entry.summary for entry in reading.entries
    )
    again = read(breaks[kind], reading.present[:40])
    assert again.entries == reading.entries[40:]
    assert again.present == reading.present


@pytest.mark.parametrize(
    "body",
    [
        b'<rss version="2.0"><channel></channel></rss>' + many(2),
        many(2) + b"<item><title>Trois</title></item>",
        many(2).replace(b"<channel>", b"=channel>").replace(b"n\xc2\xb0", b"&#x3C;"),
        many(2).replace(b"<rss ", b'<rss xmlns:a="ht&nbsp;tp://a" '),
    ],
)
def test_items_in_odd_places_are_kept(body: bytes) -> None:
    assert read(body).count >= 2


def test_a_body_that_feedparser_fails_on_is_refused_or_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lenient reader raises errors of many kinds on bodies that nobody would write."""

    def fail(*args: object, **named: object) -> None:
        raise AttributeError("odd")

    monkeypatch.setattr("feedparser.parse", fail)
    with pytest.raises(FormatError, match="no feed"):
        read('<rss><channel><item xml:base="x"><title>Un</item></channel></rss>')


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty body"),
        (b"\xef\xbb\xbf \n", "empty body"),
        (b"<!DOCTYPE html>\n<!-- x --><html><head><title>\n Page &eacute;gar&eacute;e </title>", '("Page égarée")'),
        (b"<html></html>", "an HTML page instead"),
        (b'<?xml version="1.0"?><urlset></urlset>', "its kind is to be 'news-sitemap'"),
        (b"Service indisponible", "Service indisponible"),
        (b"%PDF-1.7\n\x00\x01\xff", "no feed"),
        (b'{"error": "no such feed"}', "no list of items"),
        (b"[1]", "no list of items"),
        (b"{" * 100_000, "no JSON Feed"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=r"^https://gazette\.example/rss/une\.xml gives ") as refused:
        read(body)
    assert words in str(refused.value)


@pytest.mark.parametrize("body", ['<rss version="2.0"><channel/></rss>', '<feed xmlns="http://www.w3.org/2005/Atom"/>'])
def test_an_empty_feed_is_a_feed(body: str) -> None:
    assert read(body) == Reading((), (), 0)


def test_entities_are_neither_expanded_without_end_nor_loaded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">' + "".join(
        f'<!ENTITY {chr(n)} "&{chr(n - 1)};&{chr(n - 1)};&{chr(n - 1)};&{chr(n - 1)};">'
        for n in range(ord("c"), ord("z"))
    )
    file = '<!DOCTYPE rss [<!ENTITY y SYSTEM "file:///etc/passwd">'
    for start in (bomb, file):
        entry = only(start + ']><rss version="2.0"><channel><item><title>T &y;</title></item></channel></rss>')
        assert len(entry.title) < 50
        assert "root:" not in entry.title


def test_a_body_is_never_taken_for_the_name_of_a_file() -> None:
    with pytest.raises(FormatError, match="no feed"):
        read("/etc/passwd")


def test_texts_are_bounded_and_clean() -> None:
    entry = only(rss(item("a\u0085b" + "x" * 5_000, description="y" * 50_000, link="https://a.example/" + "z" * 9_000)))
    assert (len(entry.title), len(entry.summary), entry.url) == (1_000, 20_000, "")
    entry = only('{"items": [{"title": "a\\u0000\\ud800b"}]}')
    assert entry.title == "ab"


def test_known_entries_need_no_second_reading() -> None:
    reading = read(many(20))
    assert read(many(20), reading.present) == replace(reading, entries=())


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
FIELDS = dict.fromkeys(("guid", "link", "description", "pubDate"), WORDS)
ITEMS = st.lists(st.fixed_dictionaries({"title": WORDS}, optional=FIELDS), max_size=6)


@settings(max_examples=60)
@given(ITEMS, st.data())
def test_known_and_new_make_the_whole(fields: list[dict[str, str]], data: st.DataObject) -> None:
    body = rss(*(item(**one) for one in fields))
    whole = read(body)
    assert whole.count == len(fields)
    assert [entry.key for entry in whole.entries] == list(whole.present)
    known = tuple(data.draw(st.sets(st.sampled_from(whole.present)))) if whole.present else ()
    part = read(body, known)
    assert part.entries == tuple(entry for entry in whole.entries if entry.key not in known)
    assert part.present == whole.present


@settings(max_examples=60)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss><channel><item><title>", b"{", b"<feed><entry>"]))
def test_any_body_is_a_feed_or_refused(tail: bytes, head: bytes) -> None:
    try:
        reading = read(head + tail)
    except FormatError as error:
        message = str(error)
        assert message.startswith(URL)
    else:
        assert len(reading.entries) == len(reading.present) <= reading.count
