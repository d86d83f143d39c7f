"""Accounts: made, closed, opened again, their roles and passwords changed."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime

from pvd_watch.accounts import passwords
from pvd_watch.errors import AccountError
from pvd_watch.model import Role, User
from pvd_watch.storage import Storage
from pvd_watch.times import utc
from pvd_watch.typography import harmless

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")
_DISPLAY = 100
_log = logging.getLogger("pvd_watch.accounts")


class Users:
    """Keeps the accounts; who does so is told to the log, never the password."""

    def __init__(self, storage: Storage, now: Callable[[], datetime]) -> None:
        self._accounts, self._now = storage.accounts, now

    def all(self) -> list[User]:
        """All accounts by name, those that are disabled too."""
        return self._accounts.users()

    def named(self, name: str) -> User:
        """An account.

        :raises AccountError: there is none of this name.
        """
        user = self._accounts.user(name_of(name))
        if user is None:
            raise AccountError("unknown", f"there is no account {name}; see them with: pvd-watch users list")
        return user

    def add(self, name: str, display: str, role: Role, password: str | None, by: str) -> User:
        """A new account.

        :param display: how pages call the person; empty: by the name.
        :param password: None: the person comes by OpenID Connect alone.
        :param by: who makes it.
        :raises AccountError: the name is taken or cannot be one, or the password is refused; nothing was stored.
        """
        name = name_of(name)
        if _NAME.fullmatch(name) is None:
            raise AccountError(
                "name",
                f"{harmless(name)[:100] or 'an empty name'} cannot be the name of an account: use letters without "
                "accents, digits and . _ @ + -, as in an e-mail address",
            )
        display = harmless(display).strip()[:_DISPLAY] or name
        stored = "" if password is None else _stored(password, name, display)
        user = User(name, display, role, stored, utc(self._now()))
        if not self._accounts.add(user):
            raise AccountError("taken", f"there is an account {name} already; see it with: pvd-watch users list")
        _log.info("%s made the account %s (%s)", by, name, role)
        return user

    def set_password(self, name: str, password: str, by: str) -> User:
        """Give an account a new password; all its sessions end.

        :raises AccountError: there is no such account, or the password is refused.
        """
        user = self.named(name)
        self._accounts.set_password(user.name, _stored(password, user.name, user.display))
        self._accounts.end_all(user.name)
        _log.info("%s changed the password of %s", by, user.name)
        return self.named(name)

    def set_role(self, name: str, role: Role, by: str) -> User:
        """Give an account another role, which holds from its next page on.

        :raises AccountError: there is no such account.
        """
        self._accounts.set_role(self.named(name).name, role)
        _log.info("%s gave %s the role %s", by, name_of(name), role)
        return self.named(name)

    def disable(self, name: str, by: str) -> User:
        """Close an account; all its sessions end, its name stays in the history.

        :raises AccountError: there is no such account.
        """
        self._accounts.set_disabled(self.named(name).name, utc(self._now()))
        _log.info("%s disabled %s", by, name_of(name))
        return self.named(name)

    def enable(self, name: str, by: str) -> User:
        """Open an account that was closed.

        :raises AccountError: there is no such account.
        """
        self._accounts.set_disabled(self.named(name).name, "")
        _log.info("%s enabled %s", by, name_of(name))
        return self.named(name)


def name_of(typed: str) -> str:
    """The name of an account as it is kept, from what was typed."""
    return typed.strip().lower()


_WORDS: dict[passwords.PasswordFault, str] = {
    "short": f"the password is too short: it needs at least {passwords.SHORTEST} characters",
    "long": f"the password is too long: at most {passwords.LONGEST} characters",
    "own-name": "the password is little more than the name of the account; choose another",
    "common": "the password is one of those that are tried first (words of the trade, rows of keys); choose another",
}


def _stored(password: str, name: str, display: str) -> str:
    fault = passwords.fault_of(password, name, display)
    if fault is not None:
        raise AccountError(fault, _WORDS[fault])
    return passwords.hashed(password)
