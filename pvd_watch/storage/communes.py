"""The communes and all their names as tables, kept equal to the gazetteer's file."""

from __future__ import annotations

from collections.abc import Sequence

from pvd_watch.errors import StorageError
from pvd_watch.model import Commune, CommuneName, CommuneRef, Completion
from pvd_watch.storage.commune_keys import complete, put_keys
from pvd_watch.storage.database import Connection


class Communes:
    """The tables ``communes``, ``commune_names`` and ``commune_keys``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def loaded(self, stamp: str) -> bool:
        """True where the tables hold the file of that stamp (a hash of its content)."""
        rows = self._connection.rows("SELECT value FROM facts WHERE name = 'communes'")
        return bool(rows) and rows[0][0] == stamp

    def load(self, communes: Sequence[Commune], names: Sequence[CommuneName], stamp: str) -> None:
        """Fill both tables anew, in one transaction, and count what went in.

        :raises StorageError: the tables do not hold every current commune once; nothing is changed then.
        """
        programme = sum(commune.pvd for commune in communes)
        with self._connection.write() as sql:
            sql.execute("DELETE FROM commune_keys")
            sql.execute("DELETE FROM commune_names")
            sql.execute("DELETE FROM communes")
            sql.executemany(
                "INSERT OR IGNORE INTO communes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        commune.insee, commune.name, commune.department, commune.region, commune.population,
                        " ".join(commune.postcodes), commune.lon, commune.lat, int(commune.pvd),
                    )
                    for commune in communes
                ],
            )  # fmt: skip
            sql.executemany(
                "INSERT INTO commune_names VALUES (?, ?, ?, ?)",
                [(name.insee, name.name, name.kind, name.own_code) for name in names],
            )
            put_keys(sql)
            stored = sql.execute("SELECT count(*), sum(pvd) FROM communes").fetchone()
            if stored != (len(communes), programme):
                raise StorageError(
                    f"communes.csv: {stored[0]} communes ({stored[1]} of the programme) went in, "
                    f"{len(communes)} ({programme}) were read; two current communes share a code"
                )
            sql.execute("INSERT OR REPLACE INTO facts VALUES ('communes', ?)", (stamp,))

    def complete(self, text: str, limit: int = 10) -> list[Completion]:
        """The communes whose name, or a name they had, begins with what is typed, whatever its case, accents, hyphens
        and ``St``/``Saint``: towns of the programme first, whole names before later words; a code finds its commune."""
        return complete(self._connection.rows, text, limit)

    def programme(self) -> list[tuple[str, str]]:
        """Name and department (code) of every town of the programme, by INSEE code."""
        rows = self._connection.rows("SELECT name, department FROM communes WHERE pvd ORDER BY insee")
        return [(str(name), str(department)) for name, department in rows]

    def towns(self, department: str = "") -> list[CommuneRef]:
        """Every town of the programme, or those of a department, by INSEE code."""
        rows = self._connection.rows(
            "SELECT insee, name, department, region FROM communes WHERE pvd AND (? = '' OR department = ?) "
            "ORDER BY insee",
            department,
            department,
        )
        return [CommuneRef(*row) for row in rows]

    def town(self, insee: str) -> CommuneRef | None:
        """A town of the programme, or None where the code is of no such town."""
        rows = self._connection.rows(
            "SELECT insee, name, department, region FROM communes WHERE insee = ? AND pvd", insee
        )
        return CommuneRef(*rows[0]) if rows else None

    def points(self) -> dict[str, tuple[float, float]]:
        """Longitude and latitude in degrees of every town of the programme, by INSEE code."""
        rows = self._connection.rows("SELECT insee, lon, lat FROM communes WHERE pvd AND lon IS NOT NULL")
        return {str(insee): (float(lon), float(lat)) for insee, lon, lat in rows}

    def counts(self) -> tuple[int, int]:
        """How many current communes are stored, and how many of them are in the programme."""
        row = self._connection.rows("SELECT count(*), coalesce(sum(pvd), 0) FROM communes")[0]
        return int(row[0]), int(row[1])
