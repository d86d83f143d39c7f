"""What takes long to make and is only read: made once for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from pvd_watch import wiring
from pvd_watch.gazetteer import Gazetteer, stamp
from pvd_watch.gazetteer import load as load_gazetteer
from pvd_watch.linking import linker
from pvd_watch.linking.candidates import Candidates
from pvd_watch.linking.names import NameFacts
from pvd_watch.model import CommuneName


@dataclass(frozen=True)
class Once:
    """Folders that the first worker who needs them makes, and that nobody changes."""

    base: Path

    def folder(self, name: str, make: Callable[[Path], object], lock: FileLock | None = None) -> Path:
        """The folder of that name; ``make`` makes and fills it, while it holds ``lock`` or one of its own."""
        folder, ready = self.base / name, self.base / f"{name}.ready"
        if not ready.exists():
            with lock or FileLock(self.base / f"{name}.lock"):
                if not ready.exists():
                    shutil.rmtree(folder, ignore_errors=True)
                    make(folder)
                    ready.touch()
        return folder


class _Read:
    """What was read last of the lists of names, and what was made of it: a second for each command otherwise."""

    def __init__(self) -> None:
        self._gazetteers: dict[tuple[str, tuple[CommuneName, ...]], Gazetteer] = {}
        self._candidates: list[tuple[Gazetteer, NameFacts, Candidates]] = []

    def gazetteer(self, communes_csv: Path, departments_csv: Path, aliases: Sequence[CommuneName] = ()) -> Gazetteer:
        key = stamp(communes_csv, departments_csv), tuple(aliases)
        if key not in self._gazetteers:
            self._gazetteers[key] = load_gazetteer(communes_csv, departments_csv, aliases)
        return self._gazetteers[key]

    def candidates(self, gazetteer: Gazetteer, facts: NameFacts) -> Candidates:
        for known, known_facts, made in self._candidates:
            if known is gazetteer and known_facts == facts:
                return made
        made = Candidates(gazetteer, facts)
        self._candidates.append((gazetteer, facts, made))
        return made


@contextmanager
def names_read_once() -> Iterator[None]:
    """All that is put together in this process shares the gazetteer and its automaton, as long as their files are the
    same; both are values that nobody changes."""
    read = _Read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "load_gazetteer", read.gazetteer)
        patch.setattr(linker, "Candidates", read.candidates)
        yield
