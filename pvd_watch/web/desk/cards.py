"""A Story as the desk's list shows it: words ready, addresses safe, the surfaces that were linked highlighted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pvd_watch import typography as french
from pvd_watch.digest.decisions import NO_TOWN, Placed
from pvd_watch.model import CommuneRef, DigestItem, Mention
from pvd_watch.storage import Storage
from pvd_watch.typography import Places
from pvd_watch.web.desk.highlight import highlighted

_PAGES = {
    "paywall": "abonnés",
    "foreign": "autre langue",
    **dict.fromkeys(("empty", "reserved", "refused", "failed"), "texte non lu"),
}
_STATES = {"proposed": "à trier", "kept": "gardé", "dropped": "écarté"}


@dataclass(frozen=True, slots=True)
class Town:
    """A commune of a Story: its name and that of its department; ``about``: the piece is about it."""

    insee: str
    name: str
    department: str
    code: str
    about: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the list. ``page``: what became of the article's page, where that is to be said; ``line``: what is
    stored; ``seen``: some editor has read it."""

    line: Placed
    title: Markup
    plain: str
    url: str
    when: str
    towns: tuple[Town, ...]
    themes: tuple[str, ...]
    kinds: tuple[str, ...]
    also_in: str
    page: str
    excerpt: Markup
    reason: str
    state: str
    seen: bool

    @property
    def item(self) -> DigestItem:
        """The item behind the line."""
        return self.line.item

    @property
    def dropped_for(self) -> str:
        """The reason that an editor gave for dropping it, not one that follows from elsewhere."""
        line = self.line
        return "" if line.published_on or line.dropped_for == NO_TOWN else line.dropped_for

    @property
    def id(self) -> int:
        """The Story's id."""
        return self.line.item.story_id


def cards_of(
    lines: Iterable[Placed], storage: Storage, places: Places, day: str, seen: frozenset[int] = frozenset()
) -> list[Card]:
    """The cards of some lines of a day."""
    return [
        card_of(line, storage.mentions.of(line.item.article_id), places, day, seen=line.item.story_id in seen)
        for line in lines
    ]


def card_of(line: Placed, mentions: Sequence[Mention], places: Places, day: str, *, seen: bool = False) -> Card:
    """The card of a line, with the Mentions of its lead Article."""
    item = line.item
    surfaces = {mention.surface for mention in mentions}
    plain = french.shown_title(item.title)
    return Card(
        line=line,
        title=highlighted(plain, surfaces),
        plain=plain,
        url=french.web_address(item.url),
        when=french.moment_in_words(item.published_at, item.precision, day),
        towns=() if line.dropped_for == NO_TOWN else tuple(town_of(each, places) for each in item.communes),
        themes=tuple(french.THEMES.get(code, code) for code in item.themes),
        kinds=tuple(french.KINDS.get(code, code) for code in item.kinds),
        also_in=", ".join(french.harmless(name) for name in item.also_in),
        page=_PAGES.get(item.page, ""),
        excerpt=highlighted(french.spaced(item.excerpt), surfaces),
        reason=french.spaced(item.reason),
        state=_STATES[item.state],
        seen=seen,
    )


def town_of(commune: CommuneRef, places: Places) -> Town:
    """A commune as a card names it."""
    name = french.name(commune.name)
    return Town(commune.insee, name, places.department(commune.department), commune.department, commune.about)
