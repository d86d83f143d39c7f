"""Rules on names: what a rejection suggests, what a rule would change, the rule given and taken back.

« In this source, "Rue" is never the commune. » What it would change is read from stored Mentions and refused
candidates; nothing is linked here. The line links anew what a rule concerns; drafts show its effect at once, published
digests stay as they are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pvd_watch.errors import UsageError
from pvd_watch.linking.weights import CERTAIN, THRESHOLD
from pvd_watch.model import Affected, Decision, LoggedRule, NameRule, Refused, SourceRule, Verdict
from pvd_watch.review.editing import Review
from pvd_watch.storage import Storage
from pvd_watch.text import bare_key
from pvd_watch.times import utc
from pvd_watch.typography import harmless

LOOK_BACK = timedelta(days=30)
"""How far back a rule reaches: as long as texts are kept."""
_LONGEST_NAME = 100
_CLUE = "rule"


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What giving a rule or taking it back did. ``affected``: the Articles that lose the commune, or gain it again,
    once the line has linked them anew; ``drafts``: the days whose drafts show it already."""

    rule: LoggedRule
    affected: tuple[Affected, ...]
    drafts: tuple[str, ...]


class Rules:
    """What editors may do with rules, over one storage."""

    def __init__(self, storage: Storage, review: Review, now: Callable[[], datetime]) -> None:
        self._storage, self._review, self._now = storage, review, now

    def suggest(self, article: int, insee: str) -> tuple[SourceRule, ...]:
        """The rules that rejecting a commune of an Article suggests, one a name, the most frequent name first; empty
        where no words of the Article name it, or the rule stands already."""
        found = self._storage.articles.get(article)
        if found is None:
            return ()
        places = [
            *self._storage.mentions.of(article),
            *(refused.mention for refused in self._storage.candidates.of(article)),
        ]
        names = [harmless(place.surface) for place in places if place.insee == insee and place.surface.strip()]
        standing = {_key(rule) for rule in self._storage.verdicts.rules().get(found.source_id, ())}
        counts = Counter(bare_key(name) for name in names)
        first = {bare_key(name): name for name in reversed(names)}
        return tuple(
            SourceRule(found.source_id, NameRule(first[key], insee))
            for key, _ in counts.most_common()
            if (key, insee) not in standing
        )

    def preview(self, given: SourceRule) -> tuple[Affected, ...]:
        """The Articles of the last 30 days that would lose the commune, the newest first.

        :raises UsageError: it is no rule that could be given.
        """
        self._check(given)
        key, insee = _key(given.rule)
        found = self._storage.rules.surfaces(given.source_id, insee, self._since())
        lost = {article: words for article, words in found.items() if all(bare_key(word) == key for word in words)}
        kept = self._judged(lost, insee, linked=True)
        return self._shown({article: words for article, words in lost.items() if article not in kept})

    def preview_undo(self, number: int) -> tuple[Affected, ...]:
        """The Articles of the last 30 days that a rule keeps from the commune, the newest first: they would gain it
        again, or, where they were not linked since it was given, stay linked and come back into the drafts.

        :raises UsageError: there is no such rule, or it does not stand.
        """
        given = self._standing(number).given
        key, insee = _key(given.rule)
        twins = [rule for rule in self._storage.verdicts.rules().get(given.source_id, ()) if _key(rule) == (key, insee)]
        if len(twins) > 1:
            return ()
        linked = self._storage.rules.surfaces(given.source_id, insee, self._since())
        refused = self._storage.candidates.of_source(given.source_id, insee, self._since())
        again = {
            article: [one.mention.surface for one in found if _linked_without(one)]
            for article, found in refused.items()
            if article not in linked
        }
        gone = self._judged(again, insee, linked=False)
        still = {article: words for article, words in linked.items() if all(bare_key(word) == key for word in words)}
        kept = self._judged(still, insee, linked=True)
        held = {article: words for article, words in again.items() if words and article not in gone}
        return self._shown(held | {article: words for article, words in still.items() if article not in kept})

    def add(self, given: SourceRule, editor: str) -> RuleOutcome:
        """Give a rule: it holds from now on, and for the last 30 days.

        :raises UsageError: it is no rule that could be given, or it stands already.
        """
        given = replace(given, rule=replace(given.rule, name=" ".join(harmless(given.rule.name).split())))
        with self._storage.reviews.edit() as book:
            affected = self.preview(given)
            standing = self._storage.verdicts.rules().get(given.source_id, ())
            if any(_key(rule) == _key(given.rule) for rule in standing):
                raise UsageError(f"this rule on « {given.rule.name} » in {given.source_id} stands already")
            number = book.add_rule(given, editor, utc(self._now()), self._since())
            verdict = Verdict(given.rule.insee, "reject")
            drafts: dict[str, list[Decision]] = {}
            for day, story, article in self._storage.digests.drafts_of(one.article_id for one in affected):
                drafts.setdefault(day, []).append(
                    Decision("rule", story, text=given.rule.name, article_id=article, verdict=verdict, of=number)
                )
            for day, decisions in drafts.items():
                self._review.follow(book, day, decisions, editor)
            return RuleOutcome(self._get(number), affected, tuple(drafts))

    def undo(self, number: int, editor: str) -> RuleOutcome:
        """Take a rule back; drafts show again what it took, and the last 30 days are linked anew.

        :raises UsageError: there is no such rule, or it does not stand.
        """
        with self._storage.reviews.edit() as book:
            affected = self.preview_undo(number)
            done = self._storage.reviews.of_rule(number)
            book.undo_rule(number, editor, utc(self._now()), self._since())
            for logged in done:
                self._review.unfollow(book, logged, editor)
            return RuleOutcome(self._get(number), affected, tuple(dict.fromkeys(logged.day for logged in done)))

    def history(self) -> list[LoggedRule]:
        """Every rule there ever was, the newest first, with who gave it and who took it back."""
        return self._storage.rules.history()

    def _since(self) -> str:
        return utc(self._now() - LOOK_BACK)

    def _check(self, given: SourceRule) -> None:
        if self._storage.rules.outlet(given.source_id) is None:
            raise UsageError(f"there is no source {given.source_id}; its id is in: pvd-watch sources list")
        if not bare_key(given.rule.name) or len(given.rule.name) > _LONGEST_NAME:
            raise UsageError(f"a rule is on a name of at most {_LONGEST_NAME} characters, as it stands in the articles")
        town = self._storage.membership.town(given.rule.insee)
        if town is None or not town[1]:
            raise UsageError(f"{given.rule.insee} is no town of the programme; look it up with: pvd-watch communes")

    def _get(self, number: int) -> LoggedRule:
        found = self._storage.rules.get(number)
        if found is None:
            raise UsageError(f"there is no rule {number}; the rules are in: pvd-watch review rule list")
        return found

    def _standing(self, number: int) -> LoggedRule:
        found = self._get(number)
        if found.undone_at:
            raise UsageError(f"rule {number} was taken back at {found.undone_at} by {found.undone_by or 'someone'}")
        return found

    def _judged(self, articles: Iterable[int], insee: str, *, linked: bool) -> set[int]:
        """The Articles on which an editor's standing verdict settles whether they are linked to a commune."""
        found = set()
        for article, verdicts in self._storage.verdicts.of(articles).items():
            says = [_says(verdict, insee) for verdict in verdicts]
            last = next((said for said in reversed(says) if said is not None), None)
            if last is linked:
                found.add(article)
        return found

    def _shown(self, words: Mapping[int, Sequence[str]]) -> tuple[Affected, ...]:
        shown = self._storage.rules.affected(words)
        return tuple(replace(one, surfaces=tuple(dict.fromkeys(words[one.article_id]))) for one in shown)


def _key(rule: NameRule) -> tuple[str, str]:
    return bare_key(rule.name), rule.insee


def _says(verdict: Verdict, insee: str) -> bool | None:
    """Whether a verdict puts a commune in or takes it out; None where it says nothing of it."""
    if verdict.answer == "correct":
        return True if verdict.insee_to == insee else False if verdict.insee == insee else None
    if verdict.insee != insee:
        return None
    return verdict.answer != "reject"


def _linked_without(refused: Refused) -> bool:
    """True where the candidate would be linked without the rule that refused it."""
    against = sum(clue.weight for clue in refused.mention.evidence if clue.code == _CLUE)
    town = 1.0 / (1.0 + math.exp(-max(-CERTAIN, min(CERTAIN, refused.logit - against))))
    return bool(against) and refused.share * town >= THRESHOLD
