"""Logins under way at the OpenID Connect provider."""

from __future__ import annotations

from pvd_watch.storage.database import Connection

_MOST = 1_000
"""Ways under way at once; beyond, the ones that end first go, so that nobody fills the file."""


class ProviderLogins:
    """The table ``provider_logins``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, state_hash: str, nonce: str, verifier: str, suite: str, expires_at: str, now: str) -> None:
        """Remember a way; those that have expired go."""
        with self._connection.write() as sql:
            sql.execute("DELETE FROM provider_logins WHERE expires_at <= ?", (now,))
            sql.execute(
                "DELETE FROM provider_logins WHERE state_hash NOT IN "
                "(SELECT state_hash FROM provider_logins ORDER BY expires_at DESC LIMIT ?)",
                (_MOST,),
            )
            sql.execute(
                "INSERT INTO provider_logins (state_hash, nonce, verifier, suite, expires_at) VALUES (?, ?, ?, ?, ?)",
                (state_hash, nonce, verifier, suite, expires_at),
            )

    def take(self, state_hash: str, now: str) -> tuple[str, str, str] | None:
        """Nonce, verifier and suite of a way that has not expired; it is forgotten, so that it leads in once."""
        with self._connection.write() as sql:
            row = sql.execute(
                "DELETE FROM provider_logins WHERE state_hash = ? RETURNING nonce, verifier, suite, expires_at",
                (state_hash,),
            ).fetchone()
        return (row[0], row[1], row[2]) if row is not None and row[3] > now else None
