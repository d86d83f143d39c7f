"""The communes that Articles are linked to, in the order in which they are shown everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from json import dumps

from pvd_watch.model import CommuneRef
from pvd_watch.storage.database import Connection


def linked_communes(connection: Connection, articles: Iterable[int]) -> Mapping[int, Sequence[tuple[CommuneRef, bool]]]:
    """The communes of each Article, best first, and whether its title names them; an Article without any is left out.

    The best is what the Article is about, then what is surest, then what it names first.
    """
    rows = connection.rows(
        "SELECT m.article_id, c.insee, c.name, c.department, c.region, max(m.about), max(m.field = 'title') "
        "FROM mentions m JOIN communes c ON c.insee = m.insee "
        "WHERE m.article_id IN (SELECT value FROM json_each(?)) GROUP BY m.article_id, c.insee "
        "ORDER BY m.article_id, max(m.about) DESC, max(m.score) DESC, min(m.field = 'text'), min(m.start), c.insee",
        dumps(list(articles)),
    )
    found: dict[int, list[tuple[CommuneRef, bool]]] = {}
    for article, insee, name, department, region, about, titled in rows:
        commune = CommuneRef(insee, name, department, region, bool(about))
        found.setdefault(article, []).append((commune, bool(titled)))
    return found


def communes_of(connection: Connection, articles: Iterable[int]) -> Mapping[int, tuple[CommuneRef, ...]]:
    """The communes of each Article alone."""
    found = linked_communes(connection, articles)
    return {article: tuple(commune for commune, _ in named) for article, named in found.items()}
