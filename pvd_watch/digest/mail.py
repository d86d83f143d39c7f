"""A Digest as an e-mail: tables and inline styles 600 pixels wide, a text part, nothing remote, nothing that tracks.

Mail programs cut a message beyond 102 kB, so a long day is made short: extracts below the top go first, then the
articles that rank lowest, whose number is told.
"""

from __future__ import annotations

from binascii import b2a_qp
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from pvd_watch import typography as french
from pvd_watch.digest.render import environment, numbers_of
from pvd_watch.digest.view import Line, Region, View

LIMIT = 100_000
"""Most bytes of a whole message; the clients that cut do so at 102 kB."""
_MARGIN = 4_000
"""Bytes left for headers and for lines that the encoding breaks."""
_LONGEST_ADDRESS = 1_000
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Part:
    """What of a Digest goes into a mail: ``brief``: no extracts below the top; ``more``: articles left out."""

    top: tuple[Line, ...]
    regions: tuple[Region, ...]
    brief: bool
    more: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it has a reader: the same for all."""

    day: str
    subject: str
    html: str
    text: str


def letter(view: View, page: str = "", unsubscribe: str = "") -> Letter:
    """The mail of a Digest, short enough for every client.

    :param page: the address of the public page; empty: none.
    :param unsubscribe: the address to write to for leaving.
    """
    stories = len(view.digest.items)
    for brief in (False, True):
        made = _written(view, _part(view, stories, brief=brief), page, unsubscribe)
        if _fits(made):
            return made
    low, high = 0, stories  # high is too many; the most that fit are looked for between
    made = _written(view, _part(view, 0, brief=True), page, unsubscribe)
    while high - low > 1:
        middle = (low + high) // 2
        longer = _written(view, _part(view, middle, brief=True), page, unsubscribe)
        if _fits(longer):
            low, made = middle, longer
        else:
            high = middle
    return made


def message(
    made: Letter, sender: Address, to: str, message_id: str, at: datetime, unsubscribe: str = ""
) -> EmailMessage:
    """A letter for one reader. Same arguments, same bytes.

    :param at: the moment of the ``Date`` header, aware.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = made.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id
    leave = unsubscribe or sender.addr_spec
    mail["List-Unsubscribe"] = f"<mailto:{quote(leave, safe='@')}?subject=unsubscribe>"
    mail["List-Id"] = f"<veille.{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(made.text, charset="utf-8", cte="quoted-printable")
    mail.add_alternative(made.html, subtype="html", charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = "fr"  # after the content, which takes such headers away
    mail.set_boundary(f"=_{sha256((made.html + made.text).encode()).hexdigest()[:40]}")
    return mail


def message_id(day: str, to: str, domain: str) -> str:
    """The name of the message of a day for a reader: always the same, and telling nothing of him."""
    return f"<pvd-watch.{day}.{sha256(f'{day} {to}'.encode()).hexdigest()[:24]}@{domain}>"


def _fits(made: Letter) -> bool:
    size = sum(len(b2a_qp(text.encode(), istext=True)) + text.count("\n") for text in (made.html, made.text))
    return size + _MARGIN <= LIMIT


def _part(view: View, count: int, *, brief: bool) -> Part:
    """The best ``count`` Stories in the order of the pages, each once."""
    best = sorted(view.digest.items, key=lambda item: (not item.pinned, -item.score, item.rank))
    kept = {item.article_id for item in best[:count]}
    regions = []
    for region in view.regions:
        departments = [
            replace(each, lines=tuple(line for line in each.lines if line.article_id in kept and not line.up))
            for each in region.departments
        ]
        found = tuple(each for each in departments if each.lines)
        if found:
            regions.append(replace(region, departments=found))
    top = tuple(line for line in view.top if line.article_id in kept)
    return Part(top, tuple(regions), brief, len(view.digest.items) - len(kept))


def _written(view: View, part: Part, page: str, unsubscribe: str) -> Letter:
    words = {
        "subject": f"Veille presse du {french.day_in_words(view.digest.day)}",
        "numbers": ", ".join(french.count(*numbered) for numbered in numbers_of(view)),
        "quiet": _quiet(view),
        "more": f"Et {french.count(part.more, 'autre article', 'autres articles')}.",
        "page": page,
        "unsubscribe": unsubscribe,
    }
    if view.digest.state == "draft":
        words["subject"] += " (brouillon)"
    html = (
        environment()
        .get_template("mail.html")
        .render(digest=view.digest, part=part, cut=french.excerpt, longest=_LONGEST_ADDRESS, **words)
    )
    return Letter(view.digest.day, words["subject"], html.lstrip(), "\n".join(_text(view, part, words)) + "\n")


def _quiet(view: View) -> str:
    read = french.count(view.digest.articles, "article a été lu", "articles ont été lus")
    if view.digest.articles:
        return f"{read}\u00a0; aucun ne cite une commune du programme. À demain\u00a0!"
    return "Les titres suivis n’ont rien publié de nouveau, ou n’ont pas encore été lus. À demain\u00a0!"


def _text(view: View, part: Part, words: dict[str, str]) -> Iterator[str]:
    yield "PETITES VILLES DE DEMAIN"
    yield words["subject"]
    if view.digest.state == "draft":
        yield "\nBrouillon. Cette sélection est automatique et n’a pas encore été relue."
    yield f"\n{words['numbers']}." if view.digest.items else f"\nPas d’article ce jour.\n{words['quiet']}"
    if words["page"]:
        yield f"En ligne, avec la carte\u00a0: {words['page']}"
    if part.top:
        yield "\n\nÀ LA UNE"
        for line in part.top:
            yield from _story(line)
    for region in part.regions:
        yield f"\n\n{region.name.upper()}"
        for department in region.departments:
            for line in department.lines:
                yield from _short(line) if part.brief else _story(line)
    if part.more:
        yield f"\n\n{words['more']}"
    yield "\n-- "
    if words["unsubscribe"]:
        yield f"Pour ne plus recevoir cette lettre, écrivez à {words['unsubscribe']}."
    yield "Composé par PVD Watch, logiciel libre."


def _short(line: Line) -> Iterator[str]:
    yield f"\n{line.commune} ({line.department}), {french.excerpt(line.outlet, 100)}\n{line.title}"
    yield from _address(line)


def _story(line: Line) -> Iterator[str]:
    note = f", {line.note}" if line.note else ""
    yield f"\n{line.commune} ({line.department})\n{line.title}"
    if line.presentation:
        yield french.excerpt(line.presentation, _LONGEST_LINE)
    if line.excerpt:
        yield line.excerpt
    yield f"{french.excerpt(line.outlet, 100)}, {line.when}{note}"
    yield from _address(line)


def _address(line: Line) -> Iterator[str]:
    if line.url and len(line.url) < _LONGEST_ADDRESS:
        yield line.url
