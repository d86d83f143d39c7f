"""The only place where things are put together: a home in, a ready pipeline out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from pvd_watch import config
from pvd_watch.config import Config, Home
from pvd_watch.gazetteer import Department, Gazetteer, load_departments, stamp
from pvd_watch.gazetteer import load as load_gazetteer
from pvd_watch.locks import held
from pvd_watch.model import Source, StartJob
from pvd_watch.storage import Storage

# What only some commands need is imported where it is made: `status` and `top` begin at once.
if TYPE_CHECKING:
    from pvd_watch.accounts import Logins, Users
    from pvd_watch.linking.linker import Linker
    from pvd_watch.linking.nlp import LanguageModel
    from pvd_watch.pipeline import Now, Pipeline
    from pvd_watch.review import Adding, Review, Rules


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass
class Watch:
    """One installation at work: its home with everything that lives in it, each made when it is first asked for."""

    home: Home
    now: Now = system_clock

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """All names of all communes."""
        from pvd_watch.linking.names import load as load_names

        aliases = load_names(self.home.file("names.toml")).aliases
        return load_gazetteer(self.home.data_file("communes.csv"), self.home.data_file("departments.csv"), aliases)

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """The departments by code, which need not wait for the gazetteer."""
        return load_departments(self.home.data_file("departments.csv"))

    @cached_property
    def config(self) -> Config:
        """Settings and Sources, checked whole."""
        return config.load_config(self.home, self.departments)

    @cached_property
    def verified(self) -> Mapping[str, str]:
        """The day on which each listing that waits for a check passed it; a home without a database stays without."""
        if not self.config.waiting or not self.home.database.exists():
            return {}
        return self.storage.sources.verified()

    def verify(self, source_id: str, day: str) -> None:
        """Remember that a listing was seen to work: from now on it is watched."""
        self.storage.sources.sync(self.sources)
        self.storage.sources.verify(source_id, day)
        self.__dict__.pop("verified", None)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All Sources as they are watched: those of the configuration, with the listings on that have passed."""
        on = self.config.waiting & self.verified.keys()
        return tuple(replace(item, enabled=True) if item.id in on else item for item in self.config.sources)

    @cached_property
    def storage(self) -> Storage:
        """The open database, its tables of communes equal to the gazetteer."""
        config.check_writable(self.home)
        storage = Storage(self.home.database)
        current = stamp(self.home.data_file("communes.csv"), self.home.file("names.toml"))
        if not storage.communes.loaded(current):
            storage.communes.load(list(self.gazetteer.communes.values()), self.gazetteer.names, current)
        return storage

    @cached_property
    def model(self) -> LazyModel:
        """The language model behind the linker."""
        return LazyModel()

    @cached_property
    def linker(self) -> Linker:
        """The linker, with the language model behind it where the settings allow it."""
        from pvd_watch.linking.linker import Linker
        from pvd_watch.linking.names import load as load_names

        facts = load_names(self.home.file("names.toml"))
        doubt = self.model.doubt if self.config.settings.linking.model else None
        return Linker(self.gazetteer, facts, doubt)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The steps of the line over this storage."""
        from pvd_watch.pipeline import Pipeline
        from pvd_watch.ranking import Ranking
        from pvd_watch.relevance import load_lexicon, load_weights

        names = {code: item.name for code, item in self.departments.items()}
        ranking = Ranking(
            lambda: load_lexicon(self.home.file("themes.toml")), lambda: load_weights(self.home.file("ranking.toml"))
        )
        return Pipeline(self.storage, lambda: self.linker, ranking, self.now, names)

    @cached_property
    def review(self) -> Review:
        """What editors may do, over this storage."""
        from pvd_watch.review import Review

        return Review(self.storage, self.now, self.config.settings.digest.excerpt_chars)

    @cached_property
    def users(self) -> Users:
        """The accounts of the desk."""
        from pvd_watch.accounts import Users

        return Users(self.storage, self.now)

    @cached_property
    def logins(self) -> Logins:
        """Logins to the desk, and their sessions."""
        from pvd_watch.accounts import Logins

        return Logins(self.storage, self.now, self.config.settings.web.session_hours)

    @cached_property
    def adding(self) -> Adding:
        """What editors bring in themselves, over this storage."""
        from pvd_watch.review import Adding

        return Adding(self.storage, self.review, self.now)

    @cached_property
    def rules(self) -> Rules:
        """Editors' rules on names, over this storage."""
        from pvd_watch.review import Rules

        return Rules(self.storage, self.review, self.now)

    def start_job(self) -> StartJob:
        """How a crawl of this home behaves, with what is known of the hosts."""
        collect = self.config.settings.collect
        return StartJob(
            user_agent=collect.user_agent,
            delay_seconds=collect.delay_seconds,
            timeout_seconds=collect.timeout_seconds,
            max_bytes=collect.max_bytes,
            concurrency=collect.concurrency,
            allow_private_hosts=collect.allow_private_hosts,
            hosts=self.storage.sources.hosts(),
            max_requests_per_day=collect.max_requests_per_day,
        )

    def enabled_sources(self) -> list[Source]:
        """The Sources that are switched on, once the contact in the User-Agent was found good.

        :raises ConfigError: live sites would be read with the placeholder still in the User-Agent.
        """
        sources = [source for source in self.sources if source.enabled]
        config.check_contact(self.config.settings.collect, sources)
        return sources

    def fork(self) -> Watch:
        """Another watch on the same home with a database of its own, sharing what is only read: for another thread."""
        found = Watch(self.home, self.now)
        found.__dict__ |= {"config": self.config, "departments": self.departments}
        return found

    def close(self) -> None:
        """Close the database, where it was opened."""
        if "storage" in self.__dict__:
            self.storage.close()
            del self.storage

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock of the home; it falls with the process.

        :raises LockedError: another run holds it.
        """
        config.check_writable(self.home)
        with held(self.home.lock, "another run"):
            yield


class LazyModel:
    """The language model, imported and loaded on the first doubt: most runs have none."""

    def __init__(self) -> None:
        self._model: LanguageModel | None = None

    @property
    def words(self) -> int:
        """How many words the model has read."""
        return self._model.words if self._model is not None else 0

    def doubt(self, sentence: str, start: int, end: int) -> str:
        """See :meth:`pvd_watch.linking.nlp.LanguageModel.doubt`."""
        if self._model is None:
            from pvd_watch.linking.nlp import LanguageModel

            self._model = LanguageModel()
        return self._model.doubt(sentence, start, end)
