"""Logins: a name and a password in, a session out; each failure makes the next try wait."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from pvd_watch.accounts import attempts, passwords
from pvd_watch.accounts.users import name_of
from pvd_watch.errors import UsageError
from pvd_watch.model import Session, User
from pvd_watch.storage import Storage
from pvd_watch.times import utc

_log = logging.getLogger("pvd_watch.accounts")


class TooSoonError(UsageError):
    """Too many logins failed; another may be tried in some ``seconds``."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"too many logins failed; try again in {seconds} seconds")


@dataclass(frozen=True, slots=True)
class Login:
    """A session that has begun. ``token``: the cookie's, which nothing else keeps."""

    token: str
    session: Session

    @property
    def hash(self) -> str:
        """Under which the database keeps it."""
        return hash_of(self.token)


class Logins:
    """Begins and ends sessions.

    :param hours: how long one lasts.
    """

    def __init__(self, storage: Storage, now: Callable[[], datetime], hours: int) -> None:
        self._accounts, self._now, self._hours = storage.accounts, now, hours

    @property
    def now(self) -> str:
        """The present moment, as stored."""
        return utc(self._now())

    def check(self, name: str, password: str, address: str) -> User | None:
        """The open account of a name and its password; None where they are wrong, whichever of them is.

        :param address: from which it is tried.
        :raises TooSoonError: too many have failed before.
        """
        name = name_of(name)
        now, key, origin = self._now(), attempts.key_of_name(name), attempts.key_of_address(address)
        remembered = utc(now - attempts.WINDOW)
        seconds = attempts.wait(*self._accounts.failures(key, origin, remembered), now)
        if seconds:
            _log.warning("a login from %s must wait for %d seconds", origin, seconds)
            raise TooSoonError(seconds)
        # Noted before the password is looked at: tries at the same moment count each other.
        self._accounts.failed(key, origin, utc(now), remembered)
        user = self._accounts.user(name)
        if not passwords.matches(password, user.password if user else "") or user is None or user.disabled_at:
            _log.warning("a login from %s failed", origin)
            return None
        self._accounts.forget_failures(key)
        if passwords.outdated(user.password):
            self._accounts.set_password(name, passwords.hashed(password))
        return user

    def begin(self, user: User, id_token: str = "") -> Login:
        """A new session of an account, with a token that never was before.

        :param id_token: of the OpenID Connect provider through which the person came.
        """
        now = self._now()
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        session = Session(user, csrf, utc(now + timedelta(hours=self._hours)), id_token=id_token)
        self._accounts.begin(hash_of(token), session, utc(now))
        _log.info("%s logged in", user.name)
        return Login(token, session)


def hash_of(token: str) -> str:
    """What the database keeps of a session's token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest() if token else ""
