"""Records proposed to the owner: checked as those of his files are, told from what he has, written where he says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pvd_watch.catalogue.names import free_id, host_of, same_address, site_of
from pvd_watch.config import Config
from pvd_watch.config.record import append_records, record
from pvd_watch.config.sources import read_record
from pvd_watch.model import Source


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed, and why the rest of what was given is not: known already, or refused with its reason.

    ``ignored``: how many folders and categories a list had besides.
    """

    sources: tuple[Source, ...]
    known: tuple[str, ...]
    refused: tuple[str, ...]
    ignored: int = 0
    over: frozenset[str] = frozenset()
    """Ids of those that go over a record of the catalogue."""

    @property
    def toml(self) -> str:
        """The records as ``config/sources.toml`` takes them: over one of the catalogue, defaults are said too."""
        return "\n".join(record(source, whole=source.id in self.over) for source in self.sources)

    def to_object(self, *, written: str) -> dict[str, Any]:
        """For ``--json``; ``written``: the file they were written to, if any."""
        return {
            "proposed": [source.id for source in self.sources],
            "toml": self.toml,
            "written": written,
            "known": list(self.known),
            "refused": list(self.refused),
            "ignored": self.ignored,
        }


def propose(
    records: Iterable[Mapping[str, Any]], config: Config, departments: Iterable[str], place: str, ignored: int = 0
) -> Proposals:
    """Check records that may lack what can be found out: ``id``, ``kind``, ``name``, ``homepage``, ``departments``.

    :param place: where they come from, for the reasons.
    """
    codes = frozenset(departments)
    ids = {source.id: source for source in config.sources}
    addresses = {same_address(source.url): source.id for source in config.sources}
    taken, sources, known, refused = set(ids), list[Source](), list[str](), list[str]()
    for number, given in enumerate(records, start=1):
        source, faults = read_record(_whole(given, taken), codes, f"{place}: outline {number}")
        if source is None:
            refused += faults
        elif (first := addresses.get(same_address(source.url))) and not _goes_over(source, ids, config):
            known.append(f"{source.name}: {source.url} is the address of {first}")
        elif source.id in taken and not _goes_over(source, ids, config):
            refused.append(f"{place}: outline {number}: the id {source.id} is taken already; give it another one")
        else:
            sources.append(source)
            taken.add(source.id)
            addresses.setdefault(same_address(source.url), source.id)
    over = frozenset(source.id for source in sources if source.id in ids)
    return Proposals(tuple(sources), tuple(known), tuple(refused), ignored, over)


def write(proposals: Proposals, config: Config) -> str:
    """Put the records at the end of ``config/sources.toml``.

    :return: the file as its owner knows it, empty where there was nothing to write.
    :raises ConfigError: the file cannot be written.
    """
    if not proposals.sources:
        return ""
    append_records(config.home.sources_file, proposals.toml)
    return config.home.shown(config.home.sources_file)


def _whole(given: Mapping[str, Any], taken: set[str]) -> dict[str, Any]:
    url = str(given["url"])
    name = given.get("name") or host_of(url)
    made: dict[str, Any] = {
        "id": free_id(str(name), taken),
        "name": name,
        "kind": "feed",
        "homepage": site_of(url),
        "departments": [],
    }
    return {**made, **given}


def _goes_over(source: Source, ids: Mapping[str, Source], config: Config) -> bool:
    """Whether this is another wording of a record of the catalogue, which ``sources.toml`` may change."""
    stored = ids.get(source.id)
    return stored is not None and stored != source and "sources.toml" not in config.origins[source.id]
