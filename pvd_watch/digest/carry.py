"""What of earlier days is still to be offered: nobody decided on it, and it is not too old."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from pvd_watch.model import Digest, DigestItem


def still_offered(
    earlier: Sequence[Digest], day: str, max_age_days: int, present: Collection[int] = ()
) -> tuple[DigestItem, ...]:
    """The items of earlier drafts that stand again in the draft of ``day``, marked ``carried``: the newest day first,
    each day's in its order. Ranks are those of their own day.

    An item is offered again while no editor has kept, dropped or pinned it, up to ``max_age_days`` after the day it
    first stood in. Publishing a day settles all that it offered, and so all that is older.

    :param earlier: Digests before ``day`` as editors left them, in any order; those of the last ``max_age_days`` days
        are enough.
    :param present: Stories that the day has of itself.
    """
    offered: list[DigestItem] = []
    decided = set(present)
    for digest in sorted(earlier, key=lambda digest: digest.day, reverse=True):
        if digest.day >= day:
            continue
        if digest.state == "published" or _days(digest.day, day) > max_age_days:
            break
        own = [item for item in digest.items if item.story_id not in decided]
        decided |= {item.story_id for item in digest.items if not _open(item) or not item.carried}
        offered += [replace(item, carried=True) for item in own if _open(item) and not item.carried]
    return tuple(offered)


def _open(item: DigestItem) -> bool:
    return item.state == "proposed" and not item.pinned


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
