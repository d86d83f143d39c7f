"""The mail of a digest: short enough for every client, nothing remote, the same bytes each time."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from lxml import html

from pvd_watch.digest.mail import letter, message, message_id
from pvd_watch.digest.view import view_of
from pvd_watch.model import Digest
from tests.digest.sample import DIGEST, DROPPED, EMPTY, HALL, PLACES, one
from tests.digest.scenes import real_places, scene
from tests.digest.test_render import ANYTHING, keep_or_compare

PAGE = "https://veille.example/2026-11-01"
SENDER = Address("Veille presse", addr_spec="veille@example.fr")
AT = datetime(2026, 11, 1, 7, 0, tzinfo=UTC)


def mail_of(digest: Digest) -> EmailMessage:
    """A digest as one reader gets it, read back from its bytes."""
    made = letter(view_of(digest, real_places()), PAGE, "adieu@example.fr")
    to = "maire@ville.example"
    raw = message(made, SENDER, to, message_id(digest.day, to, "example.fr"), AT, "adieu@example.fr").as_bytes()
    found = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def part(mail: EmailMessage, kind: str) -> str:
    """The words of a part."""
    found = mail.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_mails_are_those_of_the_golden_files(kind: str) -> None:
    made = letter(view_of(DIGEST, PLACES, 2), PAGE, "adieu@example.fr")
    keep_or_compare(f"mail.{kind}", made.html if kind == "html" else made.text)


@pytest.mark.parametrize("count", [0, 1, 5, 120, 2000])
def test_no_mail_is_cut_by_a_client(count: int) -> None:
    mail = mail_of(scene(count))
    assert len(mail.as_bytes(policy=policy.SMTP)) < 102_000
    assert all(len(line) < 998 for line in mail.as_bytes(policy=policy.SMTP).split(b"\r\n"))
    shown = len(html.document_fromstring(part(mail, "html")).xpath("//a[contains(@href, '/article-')]"))
    left = re.search(r"Et (.+?)\u00a0autre", part(mail, "html"))
    assert shown + (int(left[1].replace("\u202f", "")) if left else 0) == count
    assert part(mail, "plain").count("/article-") == shown


def test_even_the_worst_day_fits() -> None:
    """Long titles and addresses, presentations and outlets without end, all of signs that take most room."""
    items = tuple(
        replace(
            HALL, article_id=number, rank=number, title="é& <" * 500, url="https://x.example/" + "=" * 900,
            presentation="<é>" * 900, outlet="&é" * 900, also_in=("&é" * 900,) * 9, excerpt="<é" * 100,
        )
        for number in range(1, 300)
    )  # fmt: skip
    mail = mail_of(replace(DIGEST, items=items))
    assert 30_000 < len(mail.as_bytes(policy=policy.SMTP)) < 102_000
    assert "autres articles" in part(mail, "html")


def test_what_is_left_out_ranks_lowest() -> None:
    digest = scene(1500)
    best = max(digest.items, key=lambda item: item.score)
    worst = min(digest.items, key=lambda item: item.score)
    words = part(mail_of(digest), "html")
    assert best.url in words
    assert worst.url not in words


def test_nothing_is_remote_and_nothing_tracks() -> None:
    page = html.document_fromstring(part(mail_of(scene(60)), "html"))
    assert page.xpath("//img | //script | //link | //style | //@src | //@background | //form") == []
    assert "url(" not in part(mail_of(scene(60)), "html")
    assert page.get("lang") == "fr"
    assert all(link.startswith(("https://", "mailto:")) for link in page.xpath("//a/@href"))


def test_headers_name_reader_sender_and_the_way_out() -> None:
    mail = mail_of(DIGEST)
    assert mail["To"] == "maire@ville.example"
    assert mail["From"] == "Veille presse <veille@example.fr>"
    assert mail["Subject"] == "Veille presse du dimanche 1er\u00a0novembre 2026"
    assert mail["List-Unsubscribe"] == "<mailto:adieu@example.fr?subject=unsubscribe>"
    assert mail["Content-Language"] == "fr"
    assert "maire" not in mail["Message-ID"]
    assert mail.get_content_type() == "multipart/alternative"


def test_same_digest_same_bytes() -> None:
    assert mail_of(scene(40)).as_bytes() == mail_of(scene(40)).as_bytes()


def test_a_day_without_news_has_a_mail_too() -> None:
    mail = mail_of(EMPTY)
    for kind in ("html", "plain"):
        assert "Pas d’article" in part(mail, kind)
        assert "À demain" in part(mail, kind)
    assert mail["Subject"].endswith("(brouillon)")


def test_both_parts_say_the_same() -> None:
    digest = replace(DIGEST, items=(*DIGEST.items, DROPPED))
    made = letter(view_of(digest, PLACES, 2), PAGE)
    for words in (made.html, made.text):
        assert "Étain (Meuse)" in words
        assert "À lire pour la méthode" in words
        assert "abonnés" in words
        assert PAGE in words
        assert "écarté" not in words


@settings(max_examples=60, deadline=None)
@given(title=ANYTHING, excerpt=ANYTHING, name=ANYTHING, address=ANYTHING)
def test_nothing_of_a_feed_becomes_markup_or_a_header(title: str, excerpt: str, name: str, address: str) -> None:
    given_ = one(title=title, excerpt=excerpt + ".", outlet=name, url="https://x.example/" + address)
    mail, plain = mail_of(given_), mail_of(one())
    assert [str(each.tag) for each in html.document_fromstring(part(mail, "html")).iter()] == [
        str(each.tag) for each in html.document_fromstring(part(plain, "html")).iter()
    ]
    assert mail.keys() == plain.keys()
