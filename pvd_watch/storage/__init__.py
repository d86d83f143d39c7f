"""Everything that is kept: ``Storage(path)`` opens the database and offers its queries by use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pvd_watch.storage import dump
from pvd_watch.storage.accounts import Accounts
from pvd_watch.storage.alarms import Alarms
from pvd_watch.storage.api_tokens import ApiTokens
from pvd_watch.storage.articles import Articles, ToLink
from pvd_watch.storage.candidates import Candidates
from pvd_watch.storage.communes import Communes
from pvd_watch.storage.database import Connection, passing
from pvd_watch.storage.digests import Digests
from pvd_watch.storage.health import Health, probe
from pvd_watch.storage.jobs import Jobs
from pvd_watch.storage.judgements import Judgements
from pvd_watch.storage.membership import Membership
from pvd_watch.storage.mentions import Mentions
from pvd_watch.storage.outlasting import Successor
from pvd_watch.storage.outside import Outside
from pvd_watch.storage.provider_logins import ProviderLogins
from pvd_watch.storage.published import Published
from pvd_watch.storage.removals import Removals
from pvd_watch.storage.reports import Reports
from pvd_watch.storage.retention import Retention
from pvd_watch.storage.reviews import Reviews
from pvd_watch.storage.rules import Rules
from pvd_watch.storage.runs import RunRecord, Runs
from pvd_watch.storage.search import Filters, Search
from pvd_watch.storage.searches import Searches
from pvd_watch.storage.seen import Seen
from pvd_watch.storage.sendings import Sendings
from pvd_watch.storage.sources import Sources
from pvd_watch.storage.statistics import Statistics
from pvd_watch.storage.stories import Stories
from pvd_watch.storage.task_runs import TaskRun, TaskRuns
from pvd_watch.storage.texts import Texts
from pvd_watch.storage.top import Top
from pvd_watch.storage.verdicts import Verdicts

__all__ = ["Filters", "RunRecord", "Storage", "TaskRun", "ToLink", "passing", "probe"]


class Storage:
    """The open database of a home.

    :param path: ``data/pvd_watch.db``; made where there is none.
    :raises StorageError: the file is foreign, damaged, newer than this program, locked or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._connection = Connection(path)
        self.accounts = Accounts(self._connection)
        self.api_tokens = ApiTokens(self._connection)
        self.alarms = Alarms(self._connection)
        self.articles = Articles(self._connection)
        self.candidates = Candidates(self._connection)
        self.communes = Communes(self._connection)
        self.digests = Digests(self._connection)
        self.health = Health(self._connection)
        self.jobs = Jobs(self._connection)
        self.judgements = Judgements(self._connection)
        self.membership = Membership(self._connection)
        self.mentions = Mentions(self._connection)
        self.published = Published(self._connection)
        self.reports = Reports(self._connection)
        self.outside = Outside(self._connection)
        self.removals = Removals(self._connection)
        self.retention = Retention(self._connection)
        self.provider_logins = ProviderLogins(self._connection)
        self.reviews = Reviews(self._connection)
        self.rules = Rules(self._connection)
        self.runs = Runs(self._connection)
        self.search = Search(self._connection)
        self.searches = Searches(self._connection)
        self.seen = Seen(self._connection)
        self.sendings = Sendings(self._connection)
        self.sources = Sources(self._connection)
        self.statistics = Statistics(self._connection)
        self.stories = Stories(self._connection)
        self.task_runs = TaskRuns(self._connection)
        self.successor = Successor(self._connection)
        self.texts = Texts(self._connection)
        self.top = Top(self._connection)
        self.verdicts = Verdicts(self._connection)

    def dump_canonical(self) -> Iterator[str]:
        """The whole content by natural keys, one JSON line each."""
        return dump.canonical(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
