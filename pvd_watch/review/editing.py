"""One day at a time: an editor's action is checked on the day as it is, stored, and what the Digest shows follows.

Everything happens in one transaction, so an action is either wholly in the history and in the Digest, or nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from pvd_watch.digest.decisions import Placed, Sheet, lay, publication
from pvd_watch.errors import StaleError, UsageError
from pvd_watch.model import Decision, DigestItem, LinkedArticle, Logged
from pvd_watch.review.completing import Completing
from pvd_watch.review.day import DayReview, Outcome
from pvd_watch.review.sentences import sentence
from pvd_watch.storage import Storage
from pvd_watch.storage.reviews import Book
from pvd_watch.times import local_day, read_day, utc

_STRUCTURAL = ("split", "merge", "receive")
_ASIDE = ("undo", "receive", "rule")
"""What « undo » without a number leaves alone."""


class Review:
    """What editors may do, over one storage.

    :param excerpt_chars: longest extract of an article in the digest.
    """

    def __init__(self, storage: Storage, now: Callable[[], datetime], excerpt_chars: int) -> None:
        self._storage = storage
        self._now = now
        self._completing = Completing(storage.membership, excerpt_chars)

    def day(self, day: str) -> DayReview:
        """A day as it is now.

        :raises UsageError: it has no Digest.
        """
        found = self._find(day)
        if found is None:
            raise UsageError(f"no digest was made on {day}; make today's with: pvd-watch run")
        return found

    def history(self, day: str, since: int = 0) -> list[Logged]:
        """Everything that was done on a day.

        :param since: leave out what had been done in that version of it.
        """
        return self._storage.reviews.history(day, since)

    def articles(self, story: int) -> list[LinkedArticle]:
        """The Articles of a Story, the earliest first: what may be split out of it."""
        return self._storage.membership.articles(self._storage.membership.became(story))

    def see(self, day: str, stories: Iterable[int], editor: str) -> None:
        """Note that an editor has read some Stories of a day: no version rises, nothing is to be undone."""
        self._storage.seen.add(day, stories, editor, utc(self._now()))

    def decide(self, day: str, decision: Decision, editor: str, version: int | None = None) -> Outcome:
        """Do what an editor decided, unless everything is so already.

        :param version: that of the day on which he decided; None does without the check.
        :raises StaleError: the day has changed since.
        :raises UsageError: it cannot be done; the sentence says why and what to do.
        """
        with self._storage.reviews.edit() as book:
            before = self._current(day, version)
            known = self._completing.complete(before.sheet, before.history, day, decision)
            if known.action == "move" and known.day:
                return self._send(book, before, known, editor)
            if known.action == "split":
                known = replace(known, other_id=book.new_story(known.article_id))
            after = self._with(before, known)
            if after == before.sheet and (known.verdict is None or known in _standing(before.history)):
                return Outcome(before, None)
            if known.action == "publish":
                self._leave_out(book, before, editor)
            title, public = _title(before.sheet, known.story_id), known.action in ("publish", "unpublish")
            correction = before.sheet.published and not public and after.shown != before.sheet.shown
            number = book.add(day, known, editor, utc(self._now()), title=title, correction=correction)
            if known.action in ("split", "merge"):
                self._keep_pairs(book, number, known)
                self._regroup(book, number, known, stands=True)
            return self._outcome([self._write(book, before)], number)

    def undo(self, day: str, editor: str, number: int | None = None, version: int | None = None) -> Outcome:
        """Take an action back: the last one that stands, or that of a number, an undo included.

        :raises StaleError: the day has changed since that version.
        :raises UsageError: there is nothing to undo, or what came after it must be undone first.
        """
        with self._storage.reviews.edit() as book:
            before = self._current(day, version)
            target = _to_undo(before, number)
            sides = [target, *filter(None, [self._storage.reviews.get(target.with_id)])]
            self._check_undo(target, {side.id for side in sides})
            befores = [before, *filter(None, [self._find(side.day) for side in sides[1:]])]
            at, numbers = utc(self._now()), []
            for side in sides:
                self._set(book, side, at, stands=False)
                undone = Decision("undo", side.decision.story_id, of=side.id)
                numbers.append(book.add(side.day, undone, editor, at, title=side.title))
            if len(numbers) > 1:
                book.tie(*numbers)
            return self._outcome([self._write(book, one) for one in befores], numbers[0])

    def _leave_out(self, book: Book, before: DayReview, editor: str) -> None:
        """Drop by name what another day published and this one would: should that day be unpublished, a digest that is
        published here must not change by itself."""
        chosen = {item.story_id for item in publication(lay(before.base, _standing(before.history)).items)}
        for line in before.sheet.lines:
            if line.published_on and line.item.story_id in chosen:
                drop = Decision("drop", line.item.story_id, text=line.dropped_for)
                book.add(before.digest.day, drop, editor, utc(self._now()), title=line.item.title)

    def check_open(self, day: str) -> None:
        """Make sure that a day takes something in.

        :raises UsageError: it is no day, it is published, or it is past and has no Digest.
        """
        head = self._storage.digests.head(read_day(day))
        if head is None and day < local_day(self._now()):
            raise UsageError(f"no digest was made on {day}; name a day that has one, or one to come")
        if head is not None and head.state == "published":
            raise UsageError(f"{day} is published; unpublish it first with: pvd-watch review unpublish {day}")

    def take_in(self, book: Book, day: str, decision: Decision, editor: str) -> Logged:
        """Let an item come first on a day, or into its Story's line there, in the transaction of ``book``."""
        target = self._find(day)
        placed = replace(decision, place=str(self._first_place(day, target)))
        number = book.add(day, placed, editor, utc(self._now()), title=decision.items[0].title)
        if target is not None:
            self._write(book, target)
        logged = self._storage.reviews.get(number)
        assert logged is not None  # noqa: S101  # it was stored just now
        return logged

    def follow(self, book: Book, day: str, decisions: Sequence[Decision], editor: str) -> DayReview:
        """Let a day take what comes to it from beside the desk, in the transaction of ``book``."""
        before, at = self.day(day), utc(self._now())
        for decision in decisions:
            book.add(day, decision, editor, at, title=_title(before.sheet, decision.story_id))
        return self._write(book, before)[1]

    def unfollow(self, book: Book, logged: Logged, editor: str) -> None:
        """Take back what came so."""
        before, at = self.day(logged.day), utc(self._now())
        self._set(book, logged, at, stands=False)
        undone = Decision("undo", logged.decision.story_id, of=logged.id)
        book.add(logged.day, undone, editor, at, title=logged.title)
        self._write(book, before)

    def _send(self, book: Book, before: DayReview, decision: Decision, editor: str) -> Outcome:
        """Move a Story to another day: it leaves the one, and stands first on the other."""
        source, target = before.digest.day, self._find(decision.day)
        line = before.sheet.of(decision.story_id)
        assert line is not None  # noqa: S101  # completing has found it
        self._check_target(decision, target)
        title, at = line.item.title, utc(self._now())
        correction = before.sheet.published and line.item in before.sheet.shown
        left = book.add(source, decision, editor, at, title=title, correction=correction)
        received = Decision(
            "receive", decision.story_id, text=line.note, day=source, items=(line.item,),
            place=str(self._first_place(decision.day, target)),
        )  # fmt: skip
        book.tie(left, book.add(decision.day, received, editor, at, title=title))
        return self._outcome([self._write(book, one) for one in (before, target) if one is not None], left)

    def _check_target(self, decision: Decision, target: DayReview | None) -> None:
        day = decision.day
        if target is None and day < local_day(self._now()):
            raise UsageError(f"no digest was made on {day}; move the story to a day that has one, or to one to come")
        if target is not None and target.sheet.published:
            raise UsageError(f"{day} is published; unpublish it first with: pvd-watch review unpublish {day}")
        if target is not None and target.sheet.of(decision.story_id) is not None:
            raise UsageError(f"{day} has story {decision.story_id} already; drop it here instead")

    def _first_place(self, day: str, target: DayReview | None) -> int | Fraction:
        """A place before all others of a day, never given before."""
        history = target.history if target else self._storage.reviews.history(day)
        given = [Fraction(one.decision.place) for one in history if one.decision.place]
        return min([Fraction(1), *given, *(line.place for line in (target.sheet.lines if target else ()))]) - 1

    def _find(self, day: str) -> DayReview | None:
        head = self._storage.digests.head(day)
        if head is None:
            return None
        base, history = self._storage.reviews.base(day), tuple(self._storage.reviews.history(day))
        elsewhere = self._elsewhere(day, head.state)
        sheet = lay(base, _standing(history), elsewhere)
        stored = sheet.shown if self._storage.reviews.edited(day) else base
        if elsewhere:
            # What another day published since is not what this one shows in the tables.
            stored = self._shown(day)
        version, seen = self._storage.reviews.version(day), self._storage.seen.of(day)
        return DayReview(head, version, base, stored, history, sheet, elsewhere, seen)

    def _elsewhere(self, day: str, state: str) -> Mapping[int, str]:
        """What other days published of what this day holds; what it published itself it goes on showing."""
        elsewhere = self._storage.reviews.published_elsewhere(day)
        if not elsewhere or state != "published":
            return elsewhere
        own = {item.article_id for item in self._shown(day)}
        return {article: other for article, other in elsewhere.items() if article not in own}

    def _shown(self, day: str) -> tuple[DigestItem, ...]:
        found = self._storage.digests.get(day)
        return found.items if found is not None else ()

    def _current(self, day: str, version: int | None) -> DayReview:
        found = self.day(day)
        if version is not None and version != found.version:
            changes = [sentence(logged) for logged in found.history if logged.version > version]
            raise StaleError(day, version, found.version, changes or ["its draft was made again"])
        return found

    def _with(self, before: DayReview, decision: Decision) -> Sheet:
        return lay(before.base, [*_standing(before.history), decision], before.elsewhere)

    def _write(self, book: Book, before: DayReview) -> tuple[DayReview, DayReview]:
        """Let the Digest of a day show what stands now; the day before and after."""
        day = before.digest.day
        history = tuple(self._storage.reviews.history(day))
        sheet = lay(before.base, _standing(history), before.elsewhere)
        state, shown = "published" if sheet.published else "draft", sheet.shown
        book.write(day, before.stored, shown, state)
        digest = replace(before.digest, state=state)
        version = self._storage.reviews.version(day)
        return before, replace(before, digest=digest, version=version, stored=shown, history=history, sheet=sheet)

    def _outcome(self, days: Sequence[tuple[DayReview, DayReview]], number: int) -> Outcome:
        changed = [
            after.digest.day
            for before, after in days
            if before.sheet.published != after.sheet.published
            or (after.sheet.published and before.sheet.shown != after.sheet.shown)
        ]
        return Outcome(days[0][1], self._storage.reviews.get(number), tuple(changed))

    def _check_undo(self, target: Logged, sides: set[int]) -> None:
        """What changed Stories is undone in the reverse order: else Articles would stand in Stories that are gone."""
        root = self._root(target)
        if not _changes_stories(root.decision):
            return
        stories = tuple(filter(None, (root.decision.story_id, root.decision.other_id)))
        later = [one for one in self._storage.reviews.about_stories(stories, root.id) if one.id not in sides]
        if later:
            last = later[-1]
            raise UsageError(
                f"action {last.id} of {last.day} came after it ({sentence(last)}); undo that first with: "
                f"pvd-watch review undo {last.day} {last.id}"
            )

    def _root(self, logged: Logged) -> Logged:
        """The action that a chain of undos is about."""
        while logged.decision.action == "undo":
            found = self._storage.reviews.get(logged.decision.of)
            assert found is not None  # noqa: S101  # the history forgets nothing
            logged = found
        return logged

    def _set(self, book: Book, logged: Logged, at: str, *, stands: bool) -> None:
        """Let an action stand or not, with what it did outside the Digest; an undo turns the one it undid."""
        book.mark(logged, "" if stands else at)
        if logged.decision.action == "undo":
            undone = self._storage.reviews.get(logged.decision.of)
            assert undone is not None  # noqa: S101  # the history forgets nothing
            self._set(book, undone, at, stands=not stands)
        elif logged.decision.action in ("split", "merge"):
            self._regroup(book, logged.id, logged.decision, stands=stands)

    def _keep_pairs(self, book: Book, number: int, decision: Decision) -> None:
        articles = [linked.article.id for linked in self.articles(decision.story_id)]
        if decision.action == "merge":
            others = [linked.article.id for linked in self.articles(decision.other_id)]
            book.keep_pairs(number, articles, others, together=True)
        else:
            articles.remove(decision.article_id)
            book.keep_pairs(number, articles, [decision.article_id], together=False)

    def _regroup(self, book: Book, number: int, decision: Decision, *, stands: bool) -> None:
        if (decision.action == "merge") is stands:
            book.join_stories(decision.story_id, decision.other_id)
        else:
            book.part_stories(number, decision.story_id, decision.other_id)


def _standing(history: Sequence[Logged]) -> list[Decision]:
    return [logged.decision for logged in history if logged.stands and logged.decision.action != "undo"]


def _title(sheet: Sheet, story: int) -> str:
    line: Placed | None = sheet.of(story)
    return line.item.title if line is not None else ""


def _changes_stories(decision: Decision) -> bool:
    return decision.action in _STRUCTURAL or (decision.action == "move" and bool(decision.day))


def _to_undo(review: DayReview, number: int | None) -> Logged:
    day = review.digest.day
    if number is None:
        own = [one for one in review.history if one.stands and one.decision.action not in _ASIDE]
        if not own:
            raise UsageError(f"nothing is left to undo on {day}; see: pvd-watch review history {day}")
        return own[-1]
    found = next((logged for logged in review.history if logged.id == number), None)
    if found is None:
        raise UsageError(f"{day} has no action {number}; its actions: pvd-watch review history {day}")
    if not found.stands:
        raise UsageError(f"action {number} of {day} was undone at {found.undone_at}; undo that undo to have it again")
    return found
