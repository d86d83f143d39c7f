"""The file of communes: read, written whole or not at all."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from pvd_watch.cog import CommuneRow, read_communes, write_communes
from pvd_watch.errors import DataError, HomeError

from .lists import SHIPPED


def test_written_rows_are_the_shipped_bytes(shipped: tuple[CommuneRow, ...], tmp_path: Path) -> None:
    home = tmp_path / "new" / "communes.csv"
    write_communes(home, reversed(shipped))
    assert home.read_bytes() == SHIPPED.read_bytes()
    assert [file.name for file in home.parent.iterdir()] == ["communes.csv"]


def test_a_write_that_fails_leaves_the_old_file(shipped: tuple[CommuneRow, ...], tmp_path: Path) -> None:
    home = tmp_path / "communes.csv"
    home.write_text("old", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))  # the disk is full, as far as this process can tell
    try:
        with pytest.raises(HomeError, match=r"communes\.csv cannot be written"):
            write_communes(home, shipped)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert home.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["communes.csv"]  # noqa: PTH208 hidden files too
    with pytest.raises(HomeError, match="cannot be written"):
        write_communes(home / "below" / "communes.csv", shipped[:1])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("insee,name\n", "the first line must be insee,name,kind"),
        ("{header}\n01001,X,actuelle\n", "line 2: 3 columns, 13 expected"),
        ("{header}\n01001,X,hameau,,01,84,,,,,0,,0\n", "line 2: kind 'hameau'"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    home = tmp_path / "communes.csv"
    header = SHIPPED.read_text(encoding="utf-8").split("\n", 1)[0]
    home.write_text(text.format(header=header), encoding="utf-8")
    with pytest.raises(DataError, match=words):
        read_communes(home)
    with pytest.raises(DataError, match="cannot be read"):
        read_communes(tmp_path / "none.csv")
