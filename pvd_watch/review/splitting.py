"""The two items that a Story becomes when an editor takes an Article out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pvd_watch.model import DigestItem, LinkedArticle
from pvd_watch.typography import excerpt


def parted(
    item: DigestItem, articles: Sequence[LinkedArticle], article: int, excerpt_chars: int
) -> tuple[DigestItem, DigestItem]:
    """The Story without the Article, and the Article alone, not decided yet.

    The lead of what stays is the one it had, or the earliest Article where that one goes. Themes and score are those
    of the Story: the line does not weigh it again.

    :param articles: of the Story, the earliest first; ``article`` is one of them, and not the only one.
    """
    [goes] = [linked for linked in articles if linked.article.id == article]
    stay = [linked for linked in articles if linked.article.id != article]
    lead = next((linked for linked in stay if linked.article.id == item.article_id), stay[0])
    left = item if lead.article.id == item.article_id else _led_by(item, lead, excerpt_chars)
    gone = _towns([goes]) - _towns(stay)
    left = replace(left, communes=tuple(town for town in item.communes if town.insee not in gone) or left.communes)
    alone = replace(_led_by(item, goes, excerpt_chars), state="proposed", pinned=False, presentation="")
    return _with(left, stay), _with(alone, [goes])


def _led_by(item: DigestItem, linked: LinkedArticle, excerpt_chars: int) -> DigestItem:
    article = linked.article
    return replace(
        item,
        article_id=article.id,
        title=article.title,
        url=article.link,
        outlet=linked.outlet,
        source_id=article.source_id,
        published_at=article.published_at,
        precision=article.precision,
        excerpt=excerpt(article.summary, excerpt_chars),
        communes=linked.communes or item.communes,
        page=linked.page,
    )


def _towns(articles: Sequence[LinkedArticle]) -> set[str]:
    return {commune.insee for linked in articles for commune in linked.communes}


def _with(item: DigestItem, articles: Sequence[LinkedArticle]) -> DigestItem:
    outlets = {name for linked in articles for name in (linked.outlet, *linked.also_in)}
    return replace(item, also_in=tuple(sorted(outlets - {item.outlet})), size=len(articles))
