"""Publication by itself, of a day that no editor published by the hour that is set."""

from __future__ import annotations

from pvd_watch.digest.decisions import publication
from pvd_watch.model import Decision
from pvd_watch.review import DayReview, Outcome, Review

AUTOMATE = "automate"
"""Who acts, in the history of a day."""


def publish(review: Review, day: str, most: int) -> Outcome | None:
    """Publish a day: what editors kept, else the first stories that they did not drop; None where it is published.

    Everything is in the history under the name :data:`AUTOMATE`, and is undone like what editors do.

    :param most: how many stories where no editor kept any.
    :raises UsageError: the day has no Digest.
    """
    found = review.day(day)
    if found.sheet.published:
        return None
    if not _kept_by_editors(found):
        open_to_all = [item.story_id for item in found.sheet.items if item.state != "dropped"]
        for story in open_to_all[:most]:
            review.decide(day, Decision("keep", story), AUTOMATE)
    return review.decide(day, Decision("publish"), AUTOMATE)


def _kept_by_editors(found: DayReview) -> bool:
    """True where an editor chose a story: what a publication that was cut off had kept does not count."""
    own = {logged.decision.story_id for logged in found.history if logged.stands and logged.editor == AUTOMATE}
    chosen = {item.story_id for item in publication(found.sheet.items)}
    return bool(chosen - own)
