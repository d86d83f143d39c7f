"""Accounts of the desk, their sessions, and logins that failed."""

from __future__ import annotations

from dataclasses import fields

from pvd_watch.model import OpenSession, Role, Session, User
from pvd_watch.storage.database import Connection

_USER = ", ".join(field.name for field in fields(User))
_OF_SESSION = ", ".join(f"users.{field.name}" for field in fields(User))


class Accounts:
    """The tables ``users``, ``sessions`` and ``login_failures``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def users(self) -> list[User]:
        """All accounts by name."""
        return [User(*row) for row in self._connection.rows(f"SELECT {_USER} FROM users ORDER BY name")]

    def user(self, name: str) -> User | None:
        """An account, disabled or not."""
        rows = self._connection.rows(f"SELECT {_USER} FROM users WHERE name = ?", name)
        return User(*rows[0]) if rows else None

    def add(self, user: User) -> bool:
        """Write a new account; False where there is one of its name, which stays as it is."""
        marks = ", ".join("?" for _ in fields(User))
        with self._connection.write() as sql:
            done = sql.execute(
                f"INSERT INTO users ({_USER}) VALUES ({marks}) ON CONFLICT (name) DO NOTHING",
                (user.name, user.display, user.role, user.password, user.created_at, user.disabled_at),
            )
            return done.rowcount == 1

    def set_password(self, name: str, password: str) -> None:
        """Write the hash of a password."""
        with self._connection.write() as sql:
            sql.execute("UPDATE users SET password = ? WHERE name = ?", (password, name))

    def set_role(self, name: str, role: Role) -> None:
        """Write the role of an account."""
        with self._connection.write() as sql:
            sql.execute("UPDATE users SET role = ? WHERE name = ?", (role, name))

    def set_disabled(self, name: str, at: str) -> None:
        """Close an account, which loses its sessions; empty: open it."""
        with self._connection.write() as sql:
            sql.execute("UPDATE users SET disabled_at = ? WHERE name = ?", (at, name))
            if at:
                sql.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def session(self, token_hash: str, now: str) -> Session | None:
        """The session of a token, while it lasts and its account is open."""
        rows = self._connection.rows(
            f"SELECT {_OF_SESSION}, csrf, expires_at, notice, id_token FROM sessions JOIN users ON users.name = user "
            "WHERE token_hash = ? AND expires_at > ? AND disabled_at = ''",
            token_hash,
            now,
        )
        return Session(User(*rows[0][:-4]), *rows[0][-4:]) if rows else None

    def sessions(self, name: str) -> list[OpenSession]:
        """The sessions of an account, those that have expired since the last login too; the newest first."""
        query = "SELECT token_hash, created_at, expires_at FROM sessions WHERE user = ? ORDER BY created_at DESC"
        return [OpenSession(*row) for row in self._connection.rows(query, name)]

    def begin(self, token_hash: str, session: Session, now: str) -> None:
        """Store a new session; those that have expired go."""
        with self._connection.write() as sql:
            sql.execute("DELETE FROM sessions WHERE expires_at <= ?", (now,))
            sql.execute(
                "INSERT INTO sessions (token_hash, user, csrf, created_at, expires_at, id_token) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (token_hash, session.user.name, session.csrf, now, session.expires_at, session.id_token),
            )

    def end(self, token_hash: str) -> None:
        """Forget one session."""
        with self._connection.write() as sql:
            sql.execute("DELETE FROM sessions WHERE token_hash = ?", (token_hash,))

    def end_all(self, name: str) -> None:
        """Forget all sessions of an account, as when its password changes."""
        with self._connection.write() as sql:
            sql.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def tell(self, token_hash: str, notice: str) -> None:
        """Keep a sentence for the next page of a session; empty: it was shown."""
        with self._connection.write() as sql:
            sql.execute("UPDATE sessions SET notice = ? WHERE token_hash = ?", (notice, token_hash))

    def failed(self, name: str, address: str, at: str, before: str) -> None:
        """Note a login that failed; those older than ``before`` go.

        :param name: what stands for the name that was typed (:func:`pvd_watch.accounts.attempts.key_of_name`).
        """
        with self._connection.write() as sql:
            sql.execute("DELETE FROM login_failures WHERE at <= ?", (before,))
            sql.execute("INSERT INTO login_failures (name, address, at) VALUES (?, ?, ?)", (name, address, at))

    def failures(self, name: str, address: str, since: str) -> tuple[list[str], list[str]]:
        """When logins failed since a moment: of an account, and from an address."""
        query = "SELECT at FROM login_failures WHERE {} = ? AND at > ?"
        by_name = self._connection.rows(query.format("name"), name, since)
        by_address = self._connection.rows(query.format("address"), address, since)
        return [row[0] for row in by_name], [row[0] for row in by_address]

    def forget_failures(self, name: str) -> None:
        """Drop the failures of an account that has just logged in."""
        with self._connection.write() as sql:
            sql.execute("DELETE FROM login_failures WHERE name = ?", (name,))
