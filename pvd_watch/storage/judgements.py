"""What editors' work says of the links: labelled examples, and how many of what was shown they let stand."""

from __future__ import annotations

from collections.abc import Mapping

from pvd_watch.model import Judged, JudgedLink, LinkAnswer
from pvd_watch.storage.articles import ARTICLE, article_from
from pvd_watch.storage.database import Connection
from pvd_watch.storage.mentions import Mentions
from pvd_watch.storage.verdicts import Verdicts
from pvd_watch.times import Period

_READ = (
    "WITH read AS MATERIALIZED (SELECT day, story_id FROM seen_items WHERE day BETWEEN ?1 AND ?2 UNION "
    "SELECT day, story_id FROM reviews WHERE day BETWEEN ?1 AND ?2 AND undone_at = '' AND story_id > 0 "
    "AND action NOT IN ('undo', 'receive', 'rule', 'add')), "
    "brought AS MATERIALIZED (SELECT json_extract(i.value, '$.article_id') AS id FROM reviews r, json_each(r.items) i "
    "WHERE r.action = 'add') "
)
_SHOWN = (
    "SELECT i.day, i.article_id, json_extract(c.value, '$.insee') FROM {items} i JOIN digests d ON d.day = i.day "
    "JOIN read r ON r.day = i.day AND r.story_id = i.story_id, json_each(i.shown, '$.communes') c "
    "WHERE i.day BETWEEN ?1 AND ?2 AND {edited} AND i.article_id NOT IN (SELECT id FROM brought)"
)


class Judgements:
    """Reads over verdicts, drafts and what editors read of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._verdicts, self._mentions = Verdicts(connection), Mentions(connection)

    def labels(self) -> list[Judged]:
        """The Articles with a standing verdict, by canonical URL."""
        rows = self._connection.rows(
            f"SELECT {ARTICLE}, (SELECT group_concat(s.departments, ' ') FROM sources s JOIN article_sources c "
            "ON c.source_id = s.id WHERE c.article_id = a.id) FROM articles a WHERE a.id IN "
            "(SELECT article_id FROM verdicts WHERE undone_at = '') ORDER BY a.canonical_url"
        )
        verdicts = self._verdicts.of(row[0] for row in rows)
        towns = dict(self._connection.rows("SELECT insee, name FROM communes WHERE pvd"))
        found = []
        for *values, departments in rows:
            article = article_from(tuple(values))
            mentions, given = tuple(self._mentions.of(article.id)), verdicts[article.id]
            codes = {one.insee for one in mentions} | {code for one in given for code in (one.insee, one.insee_to)}
            found.append(
                Judged(
                    article.canonical_url, article.title, article.summary, article.url,
                    tuple(sorted(set((departments or "").split()))), article.categories, mentions, given,
                    {code: towns[code] for code in sorted(codes & towns.keys())},
                )
            )  # fmt: skip
        return found

    def links(self, period: Period) -> list[JudgedLink]:
        """The links that the line showed in Stories that editors read, and what became of each, by day; then those that
        editors added there. What editors brought in themselves is left out."""
        shown = self._connection.rows(
            f"{_READ}{_SHOWN.format(items='draft_items', edited='d.edited')} UNION "
            f"{_SHOWN.format(items='digest_items', edited='NOT d.edited')} ORDER BY 1, 2, 3",
            period.first,
            period.last,
        )
        answers, added = self._answers([article for _, article, _ in shown])
        ruled = self._ruled(period)
        known = {(article, insee) for _, article, insee in shown}
        found = [
            JudgedLink(day, article, insee, "reject" if (day, article, insee) in ruled else answers.get(pair, ""))
            for day, article, insee in shown
            for pair in [(article, insee)]
        ]
        days = {article: day for day, article, _ in reversed(shown)}
        missed = [
            JudgedLink(days[article], article, insee, "add")
            for article, insee in sorted(added)
            if (article, insee) not in known
        ]
        return found + missed

    def _answers(self, articles: list[int]) -> tuple[Mapping[tuple[int, str], LinkAnswer], set[tuple[int, str]]]:
        """What standing verdicts say against links, and the communes that they add."""
        against: dict[tuple[int, str], LinkAnswer] = {}
        added: set[tuple[int, str]] = set()
        for article, verdicts in self._verdicts.of(articles).items():
            for verdict in verdicts:
                pair = (article, verdict.insee)
                against.pop(pair, None)
                added.discard(pair)
                if verdict.answer == "reject" or verdict.answer == "correct":
                    against[pair] = verdict.answer
                if verdict.answer == "correct":
                    added.add((article, verdict.insee_to))
                elif verdict.answer == "add":
                    added.add(pair)
        return against, added

    def _ruled(self, period: Period) -> set[tuple[str, int, str]]:
        """What rules took from drafts of these days."""
        rows = self._connection.rows(
            "SELECT day, json_extract(value, '$.article_id'), json_extract(value, '$.insee') FROM reviews "
            "WHERE action = 'rule' AND undone_at = '' AND day BETWEEN ? AND ?",
            period.first,
            period.last,
        )
        return set(rows)
