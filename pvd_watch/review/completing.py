"""A Decision as an editor gives it, checked on the day as it is and completed with what must be stored with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from pvd_watch.digest.decisions import NO_TOWN, Placed, Sheet, place_at
from pvd_watch.errors import UsageError
from pvd_watch.model import Decision, LinkedArticle, Logged
from pvd_watch.review.splitting import parted
from pvd_watch.storage.membership import Membership
from pvd_watch.typography import harmless, shown_title

_LONGEST = {"drop": 200, "present": 300, "note": 2000}
"""Longest text of an action, in characters."""

_INNER = ("receive", "add", "rule", "undo")


class Completing:
    """Checks that read Stories and communes, and nothing else.

    :param excerpt_chars: longest extract of an article in the digest.
    """

    def __init__(self, membership: Membership, excerpt_chars: int) -> None:
        self._membership = membership
        self._excerpt_chars = excerpt_chars

    def complete(self, sheet: Sheet, history: Sequence[Logged], day: str, decision: Decision) -> Decision:
        """The Decision, ready to be applied and stored.

        :param history: of the day, undone actions included.
        :raises UsageError: it cannot be done on this day.
        """
        if decision.action in _INNER:
            raise UsageError(f"{decision.action} is what other actions bring with them; it cannot be given by itself")
        if decision.action in ("publish", "unpublish"):
            _check_publication(sheet, day, decision)
            return Decision(decision.action)
        line = self._line(sheet, day, decision.story_id)
        known = replace(decision, story_id=line.item.story_id, text=_text(decision))
        match known.action:
            case "move":
                return _move(sheet, history, day, line, known)
            case "merge":
                return self._merge(sheet, day, line, known)
            case "split":
                return self._split(sheet, history, line, known)
            case "verdict":
                return self._verdict(line, known)
        _check_state(line, known)
        return known

    def _line(self, sheet: Sheet, day: str, story: int) -> Placed:
        """The line of a Story, or of the one it became."""
        line = sheet.of(story) or sheet.of(self._membership.became(story))
        if line is None:
            raise UsageError(f"{day} has no story {story}; its stories: pvd-watch review list {day}")
        return line

    def _merge(self, sheet: Sheet, day: str, line: Placed, decision: Decision) -> Decision:
        other = self._line(sheet, day, decision.other_id).item
        if other.story_id == line.item.story_id:
            raise UsageError(f"story {decision.other_id} is story {other.story_id} itself; name another one to merge")
        return replace(decision, other_id=other.story_id)

    def _split(self, sheet: Sheet, history: Sequence[Logged], line: Placed, decision: Decision) -> Decision:
        articles = self._membership.articles(line.item.story_id)
        if len(articles) < 2:
            raise UsageError(f"story {line.item.story_id} has one article, so nothing can be split out of it")
        if decision.article_id not in {linked.article.id for linked in articles}:
            held = "; ".join(_article(linked) for linked in articles)
            raise UsageError(f"story {line.item.story_id} has no article {decision.article_id}, but: {held}")
        items = parted(line.item, articles, decision.article_id, self._excerpt_chars)
        place = place_at(sheet, 0, line.item.rank + 1, _used(history))
        return replace(decision, items=items, place=str(place))

    def _verdict(self, line: Placed, decision: Decision) -> Decision:
        verdict = decision.verdict
        if verdict is None:
            raise UsageError("a verdict has an answer: accept, reject, correct or add")
        article = decision.article_id or line.item.article_id
        if article not in {linked.article.id for linked in self._membership.articles(line.item.story_id)}:
            raise UsageError(f"story {line.item.story_id} has no article {article}")
        named = {commune.insee for commune in (*line.item.communes, *self._membership.communes(article))}
        if verdict.answer != "add" and verdict.insee not in named:
            raise UsageError(f"the article is not linked to {verdict.insee}, but to {', '.join(sorted(named))}")
        right = verdict.insee_to if verdict.answer == "correct" else verdict.insee
        found = self._membership.town(right)
        if found is None:
            raise UsageError(f"{right or 'an empty code'} is no commune of France; look it up with: pvd-watch communes")
        commune, programme = found
        if verdict.answer == "add" and not programme:
            raise UsageError(f"{commune.name} ({right}) is not in the programme, so nothing is linked to it")
        adds = programme and verdict.answer in ("add", "correct")
        return replace(decision, article_id=article, commune=commune if adds else None)


def _article(linked: LinkedArticle) -> str:
    return f"{linked.article.id} « {shown_title(linked.article.title)} » ({harmless(linked.outlet)})"


def _text(decision: Decision) -> str:
    """Words of an editor on one line.

    :raises UsageError: they are longer than anyone would read there.
    """
    text = " ".join(harmless(decision.text).split())
    longest = _LONGEST.get(decision.action, 10)
    if len(text) > longest:
        raise UsageError(f"{decision.action}: {len(text)} characters are too many; write {longest} at most")
    return text


def _check_publication(sheet: Sheet, day: str, decision: Decision) -> None:
    if (decision.action == "publish") is sheet.published:
        other = "unpublish" if sheet.published else "publish"
        state = "published already" if sheet.published else "not published"
        raise UsageError(f"{day} is {state}; to change that: pvd-watch review {other} {day}")
    states = {item.state for item in sheet.items}
    if decision.action == "publish" and "proposed" in states and not replace(sheet, published=True).shown:
        raise UsageError(f"nothing is kept on {day}; keep or pin what is to be published, or drop everything")


def _check_state(line: Placed, decision: Decision) -> None:
    story = line.item.story_id
    if decision.action in ("keep", "pin") and line.published_on:
        raise UsageError(f"story {story} was published on {line.published_on} already, and is not published twice")
    if decision.action == "pin" and line.item.state == "dropped":
        raise UsageError(f"story {story} was dropped; keep it before you pin it")
    if decision.action == "keep" and line.dropped_for == NO_TOWN:
        raise UsageError(f"story {story} names no town of the programme any more; add the right one first")


def _move(sheet: Sheet, history: Sequence[Logged], day: str, line: Placed, decision: Decision) -> Decision:
    if decision.day:
        _check_day(decision.day)
        if decision.day == day:
            raise UsageError(f"the story stands on {day} already; name another day")
        return Decision("move", line.item.story_id, day=decision.day)
    rank = {"up": line.item.rank - 1, "down": line.item.rank + 1}.get(decision.text, decision.rank)
    rank = min(max(rank, 1), len(sheet.lines))
    place = line.place if rank == line.item.rank else place_at(sheet, line.item.story_id, rank, _used(history))
    return Decision("move", line.item.story_id, rank=rank, place=str(place))


def _check_day(day: str) -> None:
    try:
        found = date.fromisoformat(day).isoformat() == day
    except ValueError:
        found = False
    if not found:
        raise UsageError(f"{day} is no day of the calendar; write YYYY-MM-DD, as in 2026-11-23")


def _used(history: Sequence[Logged]) -> list[Fraction]:
    return [Fraction(logged.decision.place) for logged in history if logged.decision.place]
