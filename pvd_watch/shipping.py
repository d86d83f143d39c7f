"""Where the files that come with the program are: one function finds them, whatever way it was installed."""

from __future__ import annotations

from pathlib import Path

from pvd_watch.errors import PvdWatchError


def shipped(name: str) -> Path:
    """A file or folder that comes with the program, such as ``config/names.toml`` or ``data/communes.csv``.

    In a wheel these are package data; in a checkout or an editable install they are the top-level folders.

    :raises PvdWatchError: the installation lacks it.
    """
    package = Path(__file__).resolve().parent
    inside = package / "shipped"
    path = (inside if inside.is_dir() else package.parent) / name
    if not path.exists():
        raise PvdWatchError(f"{path} is missing from this installation: install pvd-watch again")
    return path
