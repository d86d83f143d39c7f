"""Write pages and mails of invented digests, to look at in a browser: ``python -m tests.bench.look FOLDER``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from pvd_watch.digest.appendix import render_appendix_html
from pvd_watch.digest.mail import letter
from pvd_watch.digest.render import Around, render_archive, render_html
from pvd_watch.digest.view import view_of
from pvd_watch.model import Digest
from pvd_watch.standing import Appendix
from pvd_watch.typography import excerpt
from tests.digest.scenes import real_places, scene

SIZES = (0, 5, 300)


HOSTILE = (
    "<script>alert(1)</script> & <b>gras</b>",
    "\u202egnihtemos sdaer txet siht\u202c",
    "🎉🎪 Fête 👩‍👩‍👧‍👦 au village 🇫🇷",
    "Une halle " * 200,
    "Sansaucuneespace" * 130,
    "ligne\nautre\x00\x1b[31mrouge\x07",
    '=HYPERLINK("https://evil.example")',
    "",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
)


def hostile() -> Digest:
    """A day of what no feed should hold."""
    day = scene(len(HOSTILE))
    items = [
        replace(item, title=title, excerpt=excerpt(title, 200), outlet=title[:80] or "?", url="javascript:alert(1)")
        for item, title in zip(day.items, HOSTILE, strict=True)
    ]
    items[0] = replace(items[0], published_at="", precision="", url='https://x.example/"><script>')
    return replace(day, items=tuple(items))


def main() -> None:
    """Write all of them, say their sizes."""
    folder, places = Path(sys.argv[1]), real_places()
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        digest = scene(size, "draft" if size == 5 else "published")
        view = view_of(digest, places)
        mail = letter(view, "https://veille.example/veille/2026-11-01", "veille@example.fr")
        texts = {
            f"page-{size}.html": render_html(view, places, Around("2026-10-31", "2026-11-02", "index.html")),
            f"mail-{size}.html": mail.html,
            f"mail-{size}.txt": mail.text,
            f"appendix-{size}.html": render_appendix_html(digest, Appendix((), (), (), ()), places),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
            print(f"{name}: {len(text.encode())} bytes")
    (folder / "page-hostile.html").write_text(render_html(view_of(hostile(), places), places), encoding="utf-8")
    (folder / "mail-hostile.html").write_text(letter(view_of(hostile(), places)).html, encoding="utf-8")
    days = [(f"2026-{month:02d}-{day:02d}", "published") for month in (9, 10) for day in range(1, 31)]
    (folder / "index.html").write_text(render_archive([*days, ("2026-11-01", "draft")]), encoding="utf-8")


if __name__ == "__main__":
    main()
