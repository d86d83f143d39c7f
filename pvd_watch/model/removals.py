"""Removals on request: what was taken out of the archive, and is kept out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

RemovalKind = Literal["article", "pattern", "name"]


@dataclass(frozen=True, slots=True)
class Removal:
    """One removal, as it is logged for ever.

    ``value``: the canonical URL of an Article, a pattern of addresses in which ``*`` stands for anything, or the name
    of a person. ``reason``: who asked for it, and why. ``result``: how much was removed, by what it is. ``sources``:
    ids of the Sources that carried it. ``undone_at``: empty while it stands.
    """

    kind: RemovalKind
    value: str
    editor: str
    at: str
    reason: str = ""
    id: int = 0
    result: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    undone_at: str = ""
    undone_by: str = ""

    @property
    def stands(self) -> bool:
        """True while it is kept out."""
        return not self.undone_at


@dataclass(slots=True)
class Removed:
    """What a removal did. ``articles``: removed whole; ``blanked``: Articles of which a name went; ``days``: whose
    Digests changed; ``sources``: that carried the Articles; ``addresses``: of the Articles removed."""

    articles: int = 0
    blanked: int = 0
    days: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    """Of the first Articles concerned, for whoever checks before he removes."""

    @property
    def counts(self) -> dict[str, int]:
        """The numbers alone."""
        return {"articles": self.articles, "blanked": self.blanked, "digests": len(self.days)}
