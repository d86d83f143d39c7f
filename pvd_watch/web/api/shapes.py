"""The objects of the API: what is public of an article, a story, a town."""

from __future__ import annotations

from typing import Any

from pvd_watch import typography as french
from pvd_watch.digest.view import anchor_of
from pvd_watch.model import CommuneRef, DigestItem, Hit
from pvd_watch.model.search import MARK, MARK_END
from pvd_watch.web.reply import base_url
from pvd_watch.web.visit import Visit


def commune_object(commune: CommuneRef) -> dict[str, Any]:
    """A town as every answer names it."""
    return {"insee": commune.insee, "name": commune.name, "department": commune.department}


def article_object(visit: Visit, hit: Hit) -> dict[str, Any]:
    """An article of the archive: title, outlet, date, link and a short extract, never its text."""
    limit = visit.site.settings.digest.excerpt_chars
    return {
        "id": hit.id,
        "title": french.shown_title(_plain(hit.title)),
        "url": french.web_address(hit.url),
        "outlet": french.harmless(hit.outlet),
        "source": hit.source_id,
        "published_at": hit.published_at,
        "precision": hit.precision,
        "first_seen_at": hit.first_seen_at,
        "excerpt": french.excerpt(french.harmless(_plain(hit.extract)), limit),
        "communes": [commune_object(commune) for commune in hit.communes],
        "published_on": hit.day,
        "permalink": f"{base_url(visit)}/veille/{hit.day}#story-{hit.story_id}" if hit.day else "",
    }


def story_object(visit: Visit, day: str, item: DigestItem, *, internal: bool = False) -> dict[str, Any]:
    """A story as a digest shows it.

    :param internal: with its score, and what became of it at the desk.
    """
    found: dict[str, Any] = {
        "story_id": item.story_id,
        "day": day,
        "rank": item.rank,
        "title": french.shown_title(item.title),
        "url": french.web_address(item.url),
        "outlet": french.harmless(item.outlet),
        "also_in": [french.harmless(name) for name in item.also_in],
        "published_at": item.published_at,
        "precision": item.precision,
        "free": item.free,
        "excerpt": french.harmless(item.excerpt),
        "presentation": french.harmless(item.presentation),
        "communes": [commune_object(commune) for commune in item.communes],
        "themes": list(item.themes),
        "story_size": item.size,
        "pinned": item.pinned,
        "permalink": f"{base_url(visit)}/veille/{day}#{anchor_of(item)}",
    }
    if internal:
        found |= {"score": item.score, "reason": french.harmless(item.reason), "state": item.state}
    return found


def _plain(text: str) -> str:
    return text.replace(MARK, "").replace(MARK_END, "")
