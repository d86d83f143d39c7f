"""The official lists as the official sites would serve them, made from the shipped file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from pvd_watch.cog import CommuneRow

from .site import Site, body

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "communes.csv"
PVD_COLUMNS = ["insee_com", "lib_com", "id_pvd", "date_signature"]
Item = dict[str, Any]


class Lists:
    """The official lists as three documents that a test alters before it serves them."""

    def __init__(self, rows: tuple[CommuneRow, ...]) -> None:
        self.communes = [self.item(row) for row in rows if row.kind == "actuelle"]
        self.parts = [self.item(row) for row in rows if row.kind != "actuelle"]
        self.towns = [[row.insee, row.name, "pvd", row.pvd_signed] for row in rows if row.pvd == "1"]

    @staticmethod
    def item(row: CommuneRow) -> Item:
        item: Item = {"code": row.insee, "nom": row.name, "codeDepartement": row.department, "codeRegion": row.region}
        if row.kind != "actuelle":
            return item | {"type": f"commune-{row.kind}", "chefLieu": row.parent}
        if row.population:
            item["population"] = int(row.population)
        if row.lon:
            item["centre"] = {"type": "Point", "coordinates": [float(row.lon), float(row.lat)]}
        return item | {"codesPostaux": row.postcodes.split()}

    def find(self, code: str) -> Item:
        return next(item for item in self.communes if item["code"] == code)

    def merge(self, code: str, into: str, *, delegated: bool) -> None:
        """Let the commune ``code`` become a part of ``into``, as the COG writes it."""
        gone = self.find(code)
        self.communes.remove(gone)
        self.find(into).setdefault("anciensCodes", []).append(code)
        if delegated:
            keys = ("code", "nom", "codeDepartement", "codeRegion")
            self.parts.append({key: gone[key] for key in keys} | {"type": "commune-deleguee", "chefLieu": into})

    def csv(self) -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";").writerows([PVD_COLUMNS, *self.towns])
        return out.getvalue().encode("utf-8-sig")

    def serve(self, site: Site) -> None:
        dataset = {"resources": [{"format": "csv", "url": f"{site.url}/pvd.csv", "last_modified": "2026"}]}
        site.answers = {
            "/dataset/": body(json.dumps(dataset).encode(), kind="application/json"),
            "/pvd.csv": body(self.csv(), kind="text/csv"),
            "/communes": body(json.dumps(self.communes).encode(), kind="application/json"),
            "/communes_associees_deleguees": body(json.dumps(self.parts).encode(), kind="application/json"),
        }
