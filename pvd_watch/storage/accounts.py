"""Accounts of the desk, their sessions, and logins that failed."""

from __future__ import annotations

from dataclasses import fields

from pvd_watch.model import Session, User
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

    def save(self, user: User) -> None:
        """Write an account, new or changed; one that is disabled loses its sessions."""
        marks = ", ".join("?" for _ in fields(User))
        changes = ", ".join(f"{field.name} = excluded.{field.name}" for field in fields(User) if field.name != "name")
        with self._connection.write() as sql:
            sql.execute(
                f"INSERT INTO users ({_USER}) VALUES ({marks}) ON CONFLICT (name) DO UPDATE SET {changes}",
                (user.name, user.display, user.role, user.password, user.created_at, user.disabled_at),
            )
            if user.disabled_at:
                sql.execute("DELETE FROM sessions WHERE user = ?", (user.name,))

    def session(self, token_hash: str, now: str) -> Session | None:
        """The session of a token, while it lasts and its account is open."""
        rows = self._connection.rows(
            f"SELECT {_OF_SESSION}, csrf, expires_at, notice, id_token FROM sessions JOIN users ON users.name = user "
            "WHERE token_hash = ? AND expires_at > ? AND disabled_at = ''",
            token_hash,
            now,
        )
        return Session(User(*rows[0][:-4]), *rows[0][-4:]) if rows else None

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

    def failed(self, name: str, address: str, at: str) -> None:
        """Note a login that failed."""
        with self._connection.write() as sql:
            sql.execute("INSERT INTO login_failures (name, address, at) VALUES (?, ?, ?)", (name, address, at))

    def failures(self, name: str, address: str, since: str) -> tuple[int, int]:
        """How many logins failed since a moment: of an account, and from an address."""
        rows = self._connection.rows(
            "SELECT COALESCE(SUM(name = ?), 0), COALESCE(SUM(address = ?), 0) FROM login_failures WHERE at > ?",
            name,
            address,
            since,
        )
        return rows[0][0], rows[0][1]

    def forget_failures(self, name: str, before: str) -> None:
        """Drop the failures of an account that has just logged in, and all that are older than a moment."""
        with self._connection.write() as sql:
            sql.execute("DELETE FROM login_failures WHERE name = ? OR at <= ?", (name, before))
