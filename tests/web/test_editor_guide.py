"""The editors' guide is true to the desk: its keys, pages, pictures and words are there."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from pvd_watch.web.routes import PAGES
from tests.web.conftest import Desk

_PACKAGE = files("pvd_watch")
GUIDE = (_PACKAGE / "help" / "editor.md").read_text(encoding="utf-8")
PROSE = re.sub(r"```.*?```", "", GUIDE, flags=re.S)
SPANS = set(re.findall(r"`([^`\n]+)`", PROSE))
PATHS = sorted(span for span in SPANS if span.startswith("/"))
KEYS = SPANS - set(PATHS)
PICTURES = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", GUIDE)
_TEMPLATES = _PACKAGE / "web" / "templates"


def test_every_key_is_in_the_map_of_the_desk_and_every_key_of_the_map_in_the_guide() -> None:
    script = (_PACKAGE / "web" / "static" / "desk.js").read_text(encoding="utf-8")
    table = script.partition("const KEYS = {")[2].partition("\n  };")[0]
    works = {one or other for one, other in re.findall(r'^    (?:"(.)"|(\w)):', table, re.M)}
    shifted = {key for key in works if key.isupper()}
    typed = {key.lower() for key in works}
    assert shifted == {key.upper() for key in re.findall(r"`Maj` \+ `(\w)`", PROSE)}
    assert typed | {"Maj", "Échap"} == KEYS
    shown = (_TEMPLATES / "desk_help.html").read_text(encoding="utf-8")
    assert set(re.findall(r"<dt>.*?<kbd>([^<]+)</kbd></dt>", shown)) | {"Maj"} == KEYS


@pytest.mark.parametrize("path", PATHS)
def test_every_page_that_it_names_is_a_route(path: str) -> None:
    assert path in {page.path for page in PAGES if page.method == "GET"}


def test_what_it_quotes_stands_on_the_pages() -> None:
    pages = "".join(item.read_text(encoding="utf-8") for item in _TEMPLATES.iterdir() if item.name.startswith("desk"))
    pages = pages.replace("&#8239;", "\u202f").replace("&nbsp;", "\u00a0")
    quoted = set(re.findall(r"«\u00a0([A-ZÀ-Ý][^»]+?)\u00a0»", re.sub(r"!\[[^\]]*\]", "", PROSE)))
    assert len(quoted) > 15
    base = (_TEMPLATES / "base.html").read_text(encoding="utf-8")
    assert [words for words in sorted(quoted) if words not in pages + base] == []


def test_it_is_shown_with_its_pictures(desk: Desk) -> None:
    page = desk.ask.get("/aide/editor")
    assert page.status_code == 200
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    assert 3 <= len(PICTURES) <= 4
    for alt, name in PICTURES:
        assert alt
        assert f'src="{name}"' in page.text
        picture = desk.ask.get(f"/aide/{name}")
        assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
        assert picture.content.startswith(b"\x89PNG")
        assert len(picture.content) < 150_000


def test_it_is_set_as_french_is() -> None:
    prose = re.sub(r"`[^`\n]*`|^\|[-|]+$|\]\([^)]*\)", "x", PROSE, flags=re.M)
    assert re.findall(r"[^\s]* [:;!?»]|« |'|\.\.\.", prose) == []


def test_the_list_of_guides_leads_to_it(desk: Desk) -> None:
    assert 'href="/aide/editor"' in desk.ask.get("/aide").text
