"""The home: the folder that holds what is its owner's, and the shipped files that stand in for what he left out."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pvd_watch.errors import HomeError
from pvd_watch.shipping import shipped

VARIABLE = "PVD_WATCH_HOME"
"""Names the home where ``--home`` is not given."""

PRIVATE = 0o700
"""Rights on the data folder as it is made: it holds texts that may not be shown, readers' addresses, sessions."""


@dataclass(frozen=True, slots=True)
class Home:
    """A home by its folder ``path``: ``config/`` is its owner's, ``data/`` is the program's."""

    path: Path

    @property
    def config_dir(self) -> Path:
        """What the owner set; no run ever writes here."""
        return self.path / "config"

    @property
    def data_dir(self) -> Path:
        """What runs write."""
        return self.path / "data"

    @property
    def watch_file(self) -> Path:
        """The settings; the file that makes a folder a home."""
        return self.config_dir / "watch.toml"

    @property
    def sources_file(self) -> Path:
        """The owner's own sources; may be absent."""
        return self.config_dir / "sources.toml"

    @property
    def database(self) -> Path:
        """The one database."""
        return self.data_dir / "pvd_watch.db"

    @property
    def lock(self) -> Path:
        """Held while a run is under way."""
        return self.data_dir / "pvd_watch.lock"

    @property
    def digests(self) -> Path:
        """Folder of the digests as written to files."""
        return self.data_dir / "digests"

    @property
    def outbox(self) -> Path:
        """Folder of the mails that a dry run writes."""
        return self.data_dir / "outbox"

    @property
    def sending_lock(self) -> Path:
        """Held while mails are sent."""
        return self.data_dir / "sending.lock"

    @property
    def schedule_lock(self) -> Path:
        """Held while a scheduler works on the home."""
        return self.data_dir / "schedule.lock"

    @property
    def alarms_file(self) -> Path:
        """Who was told of which alarm, for when the database cannot say."""
        return self.data_dir / "alarms.json"

    @property
    def alarms_lock(self) -> Path:
        """Held while alarms are checked and told."""
        return self.data_dir / "alarms.lock"

    @property
    def backup_lock(self) -> Path:
        """Held while a backup is written."""
        return self.data_dir / "backup.lock"

    def backups(self, folder: str) -> Path:
        """Folder of the backups: ``folder`` of ``[backup]``, from the home on; empty: ``data/backups``."""
        return self.path / folder if folder else self.data_dir / "backups"

    @property
    def logs(self) -> Path:
        """Folder of the logs."""
        return self.data_dir / "logs"

    def file(self, name: str) -> Path:
        """The file ``config/<name>`` to read: the home's where it has one, else the shipped one.

        :raises HomeError: the home has something of this name that is not a file.
        """
        return _own(self.config_dir / name) or shipped(f"config/{name}")

    def data_file(self, name: str) -> Path:
        """The file ``data/<name>`` to read: the home's where it has one, else the shipped one.

        :raises HomeError: the home has something of this name that is not a file.
        """
        return _own(self.data_dir / name) or shipped(f"data/{name}")

    def catalogue_files(self) -> tuple[Path, ...]:
        """The files of the catalogue, by name: one in the home takes the place of the shipped one of its name."""
        folders = (shipped("config") / "catalogue", self.config_dir / "catalogue")
        # Hidden files are what editors and file shares leave behind.
        files = {path.name: path for folder in folders for path in folder.glob("[!.]*.toml")}
        return tuple(files[name] for name in sorted(files))

    def shown(self, path: Path) -> str:
        """``path`` as a person at this home knows it: ``config/watch.toml``; whole where it lies elsewhere."""
        return str(path.relative_to(self.path)) if path.is_relative_to(self.path) else str(path)


def find_home(option: str | None, environ: Mapping[str, str], cwd: Path) -> Home:
    """The home: the option ``--home``, else ``$PVD_WATCH_HOME``, else the nearest folder from ``cwd`` upward.

    :param cwd: the current folder, absolute.
    :raises HomeError: the folder named is no home, or none was found.
    """
    if option is not None:
        return _named(option, "--home", cwd)
    if environ.get(VARIABLE):
        return _named(environ[VARIABLE], VARIABLE, cwd)
    for folder in (cwd, *cwd.parents):
        if _is_file(Home(folder).watch_file):
            return Home(folder)
    raise HomeError(
        f"no home found: neither {cwd} nor a folder above it holds config/watch.toml; "
        "name one with --home, or make one with: pvd-watch init DIR"
    )


def check_writable(home: Home) -> None:
    """Make sure that the data folder is there and can be written; it is created where it is missing.

    :raises HomeError: it cannot be created or written.
    """
    try:
        home.data_dir.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        # Permission bits do not tell of a read-only file system, nor bind root: only writing proves it.
        with tempfile.TemporaryFile(dir=home.data_dir):
            pass
    except OSError as error:
        raise HomeError(
            f"the data folder {home.data_dir} cannot be written ({error.strerror or error}): "
            "give the user who runs pvd-watch the right to write there, or choose another home with --home"
        ) from error


def _named(folder: str, origin: str, cwd: Path) -> Home:
    if not folder.strip():
        raise HomeError(f"{origin} is empty: give the folder of a home, or make one with: pvd-watch init DIR")
    home = Home(cwd / folder)
    if not _is_file(home.watch_file):
        raise HomeError(
            f"{home.path} (from {origin}) is not a home, as it holds no readable config/watch.toml; "
            f"make one with: pvd-watch init {shlex.quote(folder)}"
        )
    return home


def _own(path: Path) -> Path | None:
    """``path`` where the home has it."""
    if _is_file(path):
        return path
    # A dead link was meant to be a file: the shipped one would take its place without a word.
    if path.exists() or path.is_symlink():
        raise HomeError(f"{path} is not a readable file: mend it, or take it away to use the one of the program")
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
