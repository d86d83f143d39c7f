"""What all visits share: the home, its settings, a few open databases that visits borrow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from queue import LifoQueue
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pvd_watch.config import Home, Settings
from pvd_watch.edition import places
from pvd_watch.errors import StorageError
from pvd_watch.health.metrics import Gauge
from pvd_watch.model import User
from pvd_watch.pipeline import Now
from pvd_watch.typography import Places
from pvd_watch.web.kept import Kept
from pvd_watch.web.limits import Limits
from pvd_watch.web.sheets import Sheets
from pvd_watch.wiring import Watch, system_clock

if TYPE_CHECKING:
    from pvd_watch.accounts.oidc import Provider

AT_ONCE = 4
"""Visits that read or write at the same moment: Python computes for one at a time, and each holds a database open."""

_MENU = (
    ("/veille/", "La veille"),
    ("/carte", "Carte"),
    ("/departements/", "Départements"),
    ("/themes/", "Thèmes"),
    ("/statistiques", "Statistiques"),
    ("/sources/", "Sources"),
)


class Site:
    """One installation as the web sees it.

    :param home: its home.
    :param now: the clock.
    :raises ConfigError: the configuration cannot be used.
    """

    def __init__(self, home: Home, now: Now = system_clock) -> None:
        self.home, self.now, self.gauge = home, now, Gauge()
        self._first = Watch(home, now)
        self.settings: Settings = self._first.config.settings
        self.kept = Kept()
        self.limits = Limits(self.settings.web.requests_per_minute)
        self.sheets, self._open = Sheets(), False
        self.provider = _provider(self.settings)
        self._idle: LifoQueue[Watch] = LifoQueue()
        for _ in range(AT_ONCE):
            self._idle.put(self._first.fork())

    @cached_property
    def places(self) -> Places:
        """Departments, regions and the points of the programme's towns."""
        return places(self._first)  # not a borrowed one: visits that hold all would wait for one more without end

    def published(self) -> str:
        """The stamp of what is published now, read beside the visits: it waits for none of them. Empty where the
        database was not opened beforehand.

        :raises StorageError: the database cannot be read.
        """
        return self._first.storage.published.stamp() if self._open else ""

    def open(self) -> None:
        """Open every database beforehand, so that no reader waits for it; one that cannot be is opened by a visit."""
        with suppress(StorageError):
            self._first.storage.published.stamp()
            for watch in list(self._idle.queue):
                watch.storage.published.stamp()
            self.places  # noqa: B018 - read now, kept
            self._open = True

    @property
    def secure(self) -> bool:
        """Whether readers come by HTTPS, so that cookies must too."""
        return self.settings.site.base_url.startswith("https://")

    @property
    def origin(self) -> str:
        """Scheme, host and port by which readers come, as their browsers tell them; empty where none is set."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which this site may be asked for, besides addresses in digits."""
        named = (urlsplit(self.base_url).hostname or "", self.settings.web.host.lower(), "localhost")
        return frozenset(filter(None, named))

    @property
    def base_url(self) -> str:
        """The address of the public pages, without a slash at its end; empty where none is set."""
        return self.settings.site.base_url.rstrip("/")

    @property
    def has_provider(self) -> bool:
        """Whether people may come by OpenID Connect."""
        return self.provider is not None

    @property
    def provider_name(self) -> str:
        """How pages call that provider; empty where there is none."""
        return self.settings.oidc.provider_name if self.has_provider else ""

    @property
    def themed(self) -> bool:
        """Whether the operator has a theme of his own."""
        return (self.home.path / "theme" / "theme.css").is_file()

    def menu(self, user: User | None) -> list[tuple[str, str]]:
        """The main menu: addresses and words."""
        desk = [("/bureau/", "Bureau de la rédaction")] if user is not None else []
        return [*desk, *_MENU]

    @contextmanager
    def borrow(self) -> Iterator[Watch]:
        """A watch with a database of its own, for the length of a visit."""
        watch = self._idle.get()
        try:
            yield watch
        finally:
            self._idle.put(watch)

    def close(self) -> None:
        """Close every database that was opened."""
        self._first.close()
        while not self._idle.empty():
            self._idle.get().close()


def _provider(settings: Settings) -> Provider | None:
    if not settings.oidc.issuer:
        return None
    from pvd_watch.accounts.oidc import provider_of  # a site without one does not pay for it

    return provider_of(settings, os.environ)
