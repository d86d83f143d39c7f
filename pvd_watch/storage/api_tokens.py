"""Keys of programs: kept as hashes, so that who reads the file cannot use them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import fields

from pvd_watch.model import ApiToken, User
from pvd_watch.storage.database import Connection

PREFIX = "pvdw_"
"""How every key begins, so that it is told from other secrets where it is found."""
_TOKEN = ", ".join(field.name for field in fields(ApiToken))
_USER = ", ".join(f"users.{field.name}" for field in fields(User))


class ApiTokens:
    """The table ``api_tokens``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(self, user: str, name: str, now: str, expires_at: str) -> str:
        """A new key of an account; it cannot be read again later."""
        token = PREFIX + secrets.token_urlsafe(32)
        with self._connection.write() as sql:
            sql.execute(
                "INSERT INTO api_tokens (token_hash, user, name, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                (_hash(token), user, name, now, expires_at),
            )
        return token

    def owner(self, token: str, now: str) -> User | None:
        """Whose key it is, while it lasts and the account is open; its use is noted once a day."""
        rows = self._connection.rows(
            f"SELECT {_USER}, api_tokens.id, used_on FROM api_tokens JOIN users ON users.name = api_tokens.user "
            "WHERE token_hash = ? AND expires_at > ? AND disabled_at = ''",
            _hash(token),
            now,
        )
        if not rows:
            return None
        *user, number, used_on = rows[0]
        if used_on < now[:10]:
            with self._connection.write() as sql:
                sql.execute("UPDATE api_tokens SET used_on = ? WHERE id = ?", (now[:10], number))
        return User(*user)

    def of(self, user: str) -> list[ApiToken]:
        """The keys of an account, the newest first."""
        rows = self._connection.rows(f"SELECT {_TOKEN} FROM api_tokens WHERE user = ? ORDER BY id DESC", user)
        return [ApiToken(*row) for row in rows]

    def revoke(self, user: str, number: int) -> bool:
        """Take a key of an account away; False where it has none of that number."""
        with self._connection.write() as sql:
            return sql.execute("DELETE FROM api_tokens WHERE user = ? AND id = ?", (user, number)).rowcount > 0


def _hash(token: str) -> str:
    # A key of 256 random bits cannot be guessed from its hash: no slow hash is needed, as passwords do.
    return hashlib.sha256(token.encode()).hexdigest()
