"""Every database that a release ever made opens in this program, with all it held."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pvd_watch.storage import Filters, Storage

KEPT = sorted((Path(__file__).resolve().parents[1] / "schemas").glob("*.db.gz"))


def test_there_are_kept_databases() -> None:
    assert KEPT


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_kept_database_opens_with_all_it_held(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    storage = Storage(path)
    assert storage.communes.counts() == (34969, 1646)
    assert storage.articles.count() >= 120
    assert storage.search.find("halle", Filters())
    latest = storage.digests.latest()
    assert latest is not None
    digest = storage.digests.get(latest[0])
    assert digest is not None
    assert len(digest.items) >= 30
    storage.close()
