"""Files written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pvd_watch import atomic


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "list.txt").write_bytes(b"before")
    return tmp_path / "list.txt"


def _begin(path: Path, fault: BaseException) -> None:
    with atomic.replacing(path) as file:
        file.write(b"half")
        raise fault


def test_a_reader_sees_the_old_file_until_the_new_one_is_whole(path: Path) -> None:
    with atomic.replacing(path) as file:
        file.write(b"half")
        file.flush()
        assert path.read_bytes() == b"before"
        file.write(b" and half")
    assert path.read_bytes() == b"half and half"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("fault", [OSError("no room"), ValueError("not a row"), KeyboardInterrupt()])
def test_what_fails_leaves_the_old_file_alone(path: Path, fault: BaseException) -> None:
    with pytest.raises(type(fault)):
        _begin(path, fault)
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]


def test_a_name_that_cannot_be_taken_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder" / "full").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        atomic.write(tmp_path / "folder", b"content")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]
    with pytest.raises(FileNotFoundError):
        atomic.write(tmp_path / "nowhere" / "list.txt", b"content")


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_the_rights_are_those_asked_for(path: Path, mode: int) -> None:
    atomic.write(path, b"after", mode)
    assert path.read_bytes() == b"after"
    assert path.stat().st_mode & 0o777 == mode
    atomic.sync(path)
    atomic.sync(path.parent)
    with pytest.raises(FileNotFoundError):
        atomic.sync(path.parent / "nowhere")
