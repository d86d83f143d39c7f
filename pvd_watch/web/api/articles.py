"""``/api/v1/articles``: the archive, newest first: articles that name a town of the programme."""

from __future__ import annotations

from typing import Any

from pvd_watch.model import User
from pvd_watch.storage import Filters
from pvd_watch.web.api.answering import after_asked, limit_asked, next_page
from pvd_watch.web.api.asking import department_asked, period_asked, theme_asked
from pvd_watch.web.api.shapes import article_object
from pvd_watch.web.visit import Visit


def articles(visit: Visit, user: User | None) -> dict[str, Any]:
    """A page of articles; ``q`` searches them."""
    limit = limit_asked(visit)
    since, until = period_asked(visit)
    filters = Filters(
        insee=visit.asked("commune").upper(),
        department=department_asked(visit),
        source_id=visit.asked("source"),
        theme=theme_asked(visit),
        since=since,
        until=until,
        linked=True,
        published=visit.asked("published") == "true",
        before=after_asked(visit),
    )
    found = visit.storage.search.find(visit.asked("q")[:200], filters, limit=limit + 1)
    shown = found[:limit]
    after = str(shown[-1].id) if len(found) > limit else ""
    return {"items": [article_object(visit, hit) for hit in shown], **next_page(visit, after)}
