"""Articles to export, plain and hostile."""

from __future__ import annotations

from pvd_watch.export import Record, records
from pvd_watch.model import Article, CommuneRef, LinkedArticle
from tests.digest.sample import CARHAIX, GUINGAMP, QUIMPERLE

AMBERIEU = CommuneRef("01004", "Ambérieu-en-Bugey", "01", "84")
HOSTILE = (
    '=HYPERLINK("https://evil.example";"clic")', "+33 1 23", "-2+3", "@SUM(A1)", "\t=1+1", "\r\n=1+1", " =1+1",
    "\u00a0=1+1", "\u202e=1+1", "＝1+1", 'a";=1+1;"', "a\r\nb,c;d", "\x00\x1b[31m",
    "👩‍👩‍👧 🏘️", "é" * 2_000, "\ud800=", "<b>x</b>",
)  # fmt: skip


def linked(
    title: str = "La halle rouvre",
    *,
    number: int = 1,
    url: str = "https://x.example/a",
    outlet: str = "Le Fanal",
    published_at: str = "2026-10-08T05:00:00Z",
    communes: tuple[CommuneRef, ...] = (QUIMPERLE,),
    also_in: tuple[str, ...] = (),
) -> LinkedArticle:
    """An Article with a summary and an author, which no export may hold."""
    article = Article(
        number, "fanal", url, url, title, "LE RÉSUMÉ", "L’AUTRICE", published_at, "minute" if published_at else "",
        "2026-10-08T06:00:00Z", False, ("LA RUBRIQUE",),
    )  # fmt: skip
    return LinkedArticle(article, 10 + number, outlet, communes, also_in)


SAMPLE = (
    linked("Quimperlé : « on l’attendait »", communes=(QUIMPERLE, GUINGAMP), also_in=("Ouest", "Le Blanc Hebdo")),
    linked("", number=2, url="javascript:alert(1)", published_at="", communes=(CARHAIX,)),
    linked('=HYPERLINK("https://evil.example";"clic")', number=3, communes=(AMBERIEU,), outlet="@Radio"),
)


def exported(*articles: LinkedArticle) -> list[Record]:
    """As they are exported, all on one day, the first Story with two themes."""
    return list(records([("2026-10-08", article) for article in articles], {11: ("commerce", "habitat")}))
