"""What editors' Decisions make of a Digest's items: pure, and the same whenever it is asked.

Items and standing Decisions go in, in the order in which they were taken; the items as they are now come out. Each
Decision sets one thing of one Story, so Decisions on different Stories may be taken in any order, a Decision taken
twice changes nothing, and one left out (undone) leaves what was there before. One on a Story that is not there does
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pvd_watch.model import CommuneRef, Decision, DigestItem, Verdict
from pvd_watch.typography import day_in_words

NO_TOWN = "aucune commune du programme"
"""Why an item is dropped whose last commune an editor rejected."""
PUBLISHED = "déjà publié le "
"""Why an item is dropped that another day published, before that day in words."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with what its place in the day and the editors' desk know of it. ``place``: items go by it;
    ``dropped_for``: why it was dropped; ``note`` never leaves the desk; ``published_on``: the other day that published
    its Article, so that this one does not."""

    item: DigestItem
    place: int | Fraction
    dropped_for: str = ""
    note: str = ""
    published_on: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day as editors see it: every item in its order, ranked from 1, dropped ones in their place."""

    lines: tuple[Placed, ...]
    published: bool

    @property
    def items(self) -> tuple[DigestItem, ...]:
        """The items alone."""
        return tuple(line.item for line in self.lines)

    @property
    def shown(self) -> tuple[DigestItem, ...]:
        """What the day's Digest shows: every item of a draft, what was chosen once it is published."""
        return publication(self.items) if self.published else self.items

    def of(self, story: int) -> Placed | None:
        """The line of a Story."""
        return next((line for line in self.lines if line.item.story_id == story), None)


def apply(items: Sequence[DigestItem], decisions: Iterable[Decision]) -> tuple[DigestItem, ...]:
    """The items as Decisions leave them, dropped ones included, ranked from 1."""
    return lay(items, decisions).items


def publication(items: Iterable[DigestItem]) -> tuple[DigestItem, ...]:
    """What is published of items: those kept or pinned, in their order, ranked from 1."""
    chosen = [item for item in items if item.state == "kept" or (item.pinned and item.state != "dropped")]
    return tuple(replace(item, rank=rank, state="kept") for rank, item in enumerate(chosen, start=1))


def lay(
    items: Sequence[DigestItem], decisions: Iterable[Decision], elsewhere: Mapping[int, str] | None = None
) -> Sheet:
    """The day as Decisions leave it.

    :param elsewhere: the days on which Articles of other days' published Digests stand, by Article: none of them is
        published here too.
    """
    lines: _Lines = {}
    for item in items:
        lines[item.story_id] = (*lines.get(item.story_id, ()), Placed(item, item.rank))
    published = False
    for decision in decisions:
        if decision.action in ("publish", "unpublish"):
            published = decision.action == "publish"
        elif decision.action in _SHAPES:
            _SHAPES[decision.action](lines, decision)
        elif decision.action in _CHANGES and decision.story_id in lines:
            change = _CHANGES[decision.action]
            lines[decision.story_id] = tuple(change(line, decision) for line in lines[decision.story_id])
    ordered = sorted((line for story in lines.values() for line in story), key=_order)
    if elsewhere:
        ordered = [_once(line, elsewhere.get(line.item.article_id, "")) for line in ordered]
    return Sheet(tuple(_ranked(line, rank) for rank, line in enumerate(ordered, start=1)), published)


def place_at(sheet: Sheet, story: int, rank: int, used: Iterable[Fraction]) -> Fraction:
    """A place that puts a Story at a rank of the day, the last one where there are fewer.

    :param used: places that must not be given again: those of every earlier move of the day, undone ones included.
    """
    others = sorted({line.place for line in sheet.lines if line.item.story_id != story})
    if not others:
        return Fraction(1)
    place = min(max(rank, 1), len(others) + 1) - 1
    low = others[place - 1] if place else others[0] - 2
    high = others[place] if place < len(others) else others[-1] + 2
    taken, middle = {*used, *others}, Fraction(low + high) / 2
    while middle in taken:
        middle = (low + middle) / 2
    return middle


_Lines = dict[int, tuple[Placed, ...]]


def _ranked(line: Placed, rank: int) -> Placed:
    """The line at a rank; itself where it stands there already, as most of thousands do."""
    return line if line.item.rank == rank else replace(line, item=replace(line.item, rank=rank))


def _once(line: Placed, day: str) -> Placed:
    """The line as it is, or out of the way where its Article was published on another day."""
    if not day:
        return line
    item = replace(line.item, state="dropped")
    return replace(line, item=item, dropped_for=PUBLISHED + day_in_words(day), published_on=day)


def _order(line: Placed) -> tuple[int | Fraction, int, int]:
    return line.place, line.item.story_id, line.item.article_id


def _state(line: Placed, decision: Decision) -> Placed:
    kept = decision.action == "keep"
    item = replace(line.item, state="kept" if kept else "dropped")
    return replace(line, item=item, dropped_for="" if kept else decision.text)


def _pinned(line: Placed, decision: Decision) -> Placed:
    return replace(line, item=replace(line.item, pinned=decision.action == "pin"))


def _presented(line: Placed, decision: Decision) -> Placed:
    return replace(line, item=replace(line.item, presentation=decision.text))


def _noted(line: Placed, decision: Decision) -> Placed:
    return replace(line, note=decision.text)


def _judged(line: Placed, decision: Decision) -> Placed:
    if decision.verdict is None or line.item.article_id != decision.article_id:
        return line
    townless = line.dropped_for == NO_TOWN
    before = () if townless else line.item.communes
    communes = _communes(before, decision.verdict, decision.commune)
    if not communes:
        return replace(line, item=replace(line.item, state="dropped"), dropped_for=NO_TOWN)
    if townless:
        return replace(line, item=replace(line.item, communes=communes, state="proposed"), dropped_for="")
    return replace(line, item=replace(line.item, communes=communes))


def _communes(before: Sequence[CommuneRef], verdict: Verdict, right: CommuneRef | None) -> tuple[CommuneRef, ...]:
    found = {commune.insee: commune for commune in before}
    if verdict.answer == "accept":
        return tuple(found.values())
    if verdict.answer == "add":
        return tuple((found | ({right.insee: right} if right else {})).values())
    put = [right if commune.insee == verdict.insee else commune for commune in before]
    return tuple({commune.insee: commune for commune in put if commune is not None}.values())


def _moved(lines: _Lines, decision: Decision) -> None:
    if decision.day:
        lines.pop(decision.story_id, None)
        return
    for line in lines.pop(decision.story_id, ()):
        moved = replace(line, place=Fraction(decision.place))
        lines[decision.story_id] = (*lines.get(decision.story_id, ()), moved)


def _received(lines: _Lines, decision: Decision) -> None:
    for item in decision.items:
        lines.setdefault(item.story_id, (Placed(item, Fraction(decision.place), note=decision.text),))


def _added(lines: _Lines, decision: Decision) -> None:
    """An Article that an editor put into the day: a line of its own, or one outlet more of a Story that is there."""
    for item in decision.items:
        holder = next((key for key, held in lines.items() if any(_has(line, item) for line in held)), item.story_id)
        if holder not in lines:
            lines[item.story_id] = (Placed(item, Fraction(decision.place)),)
            continue
        lines[holder] = tuple(replace(line, item=_taken_in(line.item, item, decision.text)) for line in lines[holder])


def _has(line: Placed, item: DigestItem) -> bool:
    return line.item.article_id == item.article_id


def _taken_in(item: DigestItem, added: DigestItem, line: str) -> DigestItem:
    known = item.article_id == added.article_id or added.outlet in (item.outlet, *item.also_in)
    joined = item if known else _joined(item, [added])
    return replace(joined, state="kept", presentation=line or joined.presentation)


def _merged(lines: _Lines, decision: Decision) -> None:
    if decision.story_id in lines and decision.other_id in lines:
        gone = lines.pop(decision.other_id)
        lines[decision.story_id] = tuple(
            replace(line, item=_joined(line.item, [other.item for other in gone])) for line in lines[decision.story_id]
        )


def _joined(item: DigestItem, others: Sequence[DigestItem]) -> DigestItem:
    """A Story with what others bring to it: outlets, towns, themes, Articles."""
    outlets = sorted({*item.also_in, *(name for other in others for name in (other.outlet, *other.also_in))})
    known = {commune.insee for commune in item.communes}
    more: dict[str, CommuneRef] = {
        commune.insee: commune for other in others for commune in other.communes if commune.insee not in known
    }
    return replace(
        item,
        also_in=tuple(name for name in outlets if name != item.outlet),
        communes=(*item.communes, *more.values()),
        size=item.size + sum(other.size for other in others),
    )


_BORNE = ("article_id", "title", "url", "outlet", "source_id", "published_at", "precision", "excerpt", "communes")
_BY_STORY = ("also_in", "page", "size")
"""What an item takes from its lead Article, and from the Articles of its Story: a split changes these."""


def _split(lines: _Lines, decision: Decision) -> None:
    if decision.story_id not in lines or len(decision.items) != 2:
        return
    left, alone = decision.items
    changes = {name: getattr(left, name) for name in (*_BORNE, *_BY_STORY)}
    lines[decision.story_id] = tuple(
        replace(line, item=replace(line.item, **changes)) for line in lines[decision.story_id]
    )
    lines.setdefault(decision.other_id, (Placed(replace(alone, story_id=decision.other_id), Fraction(decision.place)),))


_CHANGES: Mapping[str, Callable[[Placed, Decision], Placed]] = {
    "keep": _state,
    "drop": _state,
    "pin": _pinned,
    "unpin": _pinned,
    "present": _presented,
    "note": _noted,
    "verdict": _judged,
    "rule": _judged,
}
_SHAPES: Mapping[str, Callable[[_Lines, Decision], None]] = {
    "move": _moved,
    "receive": _received,
    "add": _added,
    "merge": _merged,
    "split": _split,
}
