"""A page's text: the Source's own selector first, else trafilatura. No network; size of page and text bounded.

Trafilatura and lxml are imported when there is a page, not before: most runs of a quiet morning have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pvd_watch.model import PageDone
from pvd_watch.standing import TextState
from pvd_watch.text import plain

LONGEST_PAGE = 3_000_000
"""Characters of HTML that are read; pages of articles hold a tenth of this."""
MOST_ELEMENTS = 40_000
"""Elements of a page that is read: what takes long grows with them."""
LONGEST_TEXT = 60_000
_SHORTEST = 120
"""Characters under which what was found is no text of an article."""
_UNREAD = "header, footer, nav, aside, form, figure, script, style, noscript, template, iframe, button"
_BLOCKS = "p, h2, h3, h4, li, blockquote, pre"
_WALL = re.compile(
    r"(?:réservée?s? (?:exclusivement )?aux abonn|(?:la suite|cet article|ce contenu) est réservé|déjà abonné ?\?"
    r"|il vous reste \d+ ?% de|pour lire la suite,? abonnez|abonnez-vous pour (?:lire|continuer|accéder))",
    re.I,
)
_CRUMB = re.compile(r"- .{1,40}")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 40
_TELLING = """
fr le la les des et est une un dans pour que qui sur du au aux par plus ce cette sont avec ont été pas
en the and of to in is for that on with was are by from it as has at be have this
de der die und das ist den von zu mit im auf für ein eine nicht des dem sich
es el los las y que del por una con para se su al lo como más es en
it il che di è per una con del della sono non le gli nel dei alla si
nl de het een en van is dat op te voor met zijn niet aan door er
br ar ur hag eus evit gant zo eo ez er war da ha ne
oc lo los e es dins per amb que del una dels qu un las sus
ca el els i és amb per que del una dels en les al són
co u di i è in per chì a una incù sò da cù hè
eu eta da du dira bat ere egin zen baina dute
"""
"""A language a line: its code and its smallest words."""
_COMMON = {name: frozenset(words) for name, *words in map(str.split, _TELLING.strip().splitlines())}


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was got out of a page. ``text``: paragraphs parted by an empty line, unless ``state`` is not ``read``."""

    state: TextState
    text: str = ""
    reason: str = ""


def extract(page: PageDone, selector: str = "") -> Extracted:
    """The text of the article on a page that was fetched well.

    A page behind a paywall gives none: what it shows is the beginning, which the feed told already, or more than it
    means to give away.

    :param selector: where the Source's articles have their text (CSS); without a match trafilatura is asked.
    """
    if page.free is False:
        return Extracted("paywall", reason="abonnés")
    if len(page.html) > LONGEST_PAGE:
        return Extracted("empty", reason=f"the page has {len(page.html)} characters, more than is read")
    tree = _tree(page.html)
    if tree is None:
        return Extracted("empty", reason="the page is no HTML that can be read")
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return Extracted("empty", reason=f"the page has more than {MOST_ELEMENTS} elements")
    text = (_selected(tree, selector) if selector else "") or _main_text(tree, page.url)
    text = text[:LONGEST_TEXT]
    if _is_walled(tree, text):
        return Extracted("paywall", reason="abonnés")
    if len(text) < _SHORTEST:
        return Extracted("empty", reason="no text of an article was found in the page")
    language = language_of(text, page.language)
    if language != "fr":
        return Extracted("foreign", reason=language)
    return Extracted("read", text)


def _tree(html: str) -> Any:
    from trafilatura import load_html

    return load_html(html) if html.strip() else None


def _selected(tree: Any, selector: str) -> str:
    from cssselect import SelectorError

    try:
        found = tree.cssselect(selector)
    except SelectorError:
        return ""
    text = "\n\n".join(filter(None, (_paragraphs(element) for element in found[:20])))
    return text if len(text) >= _SHORTEST else ""


def _paragraphs(element: Any) -> str:
    """The words of an element, block by block, without what stands in it but is not of the article."""
    from copy import deepcopy

    kept = deepcopy(element)
    for unread in kept.cssselect(_UNREAD):
        unread.drop_tree()
    blocks = [block for block in kept.cssselect(_BLOCKS) if not block.cssselect(_BLOCKS)] or [kept]
    return "\n\n".join(filter(None, (" ".join(block.text_content().split()) for block in blocks)))


def _main_text(tree: Any, url: str) -> str:
    """Trafilatura's answer, the precise one first, without the way through the site that may stand before the text."""
    found = _asked(tree, url, precise=True) or _asked(tree, url, precise=False)
    lines = [" ".join(line.split()) for line in found.splitlines() if line.strip()]
    crumbs = next((place for place, line in enumerate(lines) if not _CRUMB.fullmatch(line)), 0)
    return "\n\n".join(lines[crumbs:])


def _asked(tree: Any, url: str, *, precise: bool) -> str:
    from copy import deepcopy

    from trafilatura import extract as main_text

    try:
        # It changes the tree it is given.
        found = main_text(
            deepcopy(tree), url=url or None, include_comments=False, include_tables=False, favor_precision=precise
        )
    except (ValueError, RecursionError, AttributeError, TypeError):
        # A page that breaks the library is a page without a text, not the end of a run.
        return ""
    return found or ""


def _is_walled(tree: Any, text: str) -> bool:
    """Whether a short text stands on a page that says that the rest is for subscribers."""
    if _WALL.search(text[-400:]):
        return True
    return len(text) < 1_500 and bool(_WALL.search(plain(tree.text_content() if len(tree) else "")[:200_000]))


def language_of(text: str, said: str = "") -> str:
    """The language of a text (``fr``, ``en``, ``de``…), by its smallest words; ``said`` where it is too short to tell.

    What a page says of itself is often the language of its template.
    """
    words = _WORD.findall(text[:20_000].lower())
    counts = {name: sum(word in common for word in words) for name, common in _COMMON.items()}
    best = max(counts, key=lambda name: (counts[name], name == "fr"))
    if len(words) < _LEAST_WORDS or counts[best] < len(words) / 20:
        return said or "fr"
    return best
