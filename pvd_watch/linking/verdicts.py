"""Editors' verdicts, which outrank the linker for ever: what was decided by a person is not decided again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pvd_watch.linking.evidence.clue import evidence
from pvd_watch.model import Commune, Field, Linked, LinkText, Mention, Verdict


def overruled(linked: Sequence[Linked], text: LinkText, communes: Mapping[str, Commune]) -> list[Linked]:
    """What the linker found, as the verdicts on this text leave it; later verdicts outrank earlier ones.

    A commune that an editor accepted, added or put in another's place stands with score 1, a rejected one with 0;
    verdicts on codes that are no current commune are left aside.

    :param linked: best first, refused ones included.
    :param communes: current communes by INSEE code.
    """
    found = {item.commune.insee: item for item in linked}
    for verdict in text.verdicts:
        _apply(found, verdict, text, communes)
    return sorted(found.values(), key=lambda item: (-item.score, not item.about, item.commune.insee))


def _apply(found: dict[str, Linked], verdict: Verdict, text: LinkText, communes: Mapping[str, Commune]) -> None:
    wanted = verdict.insee_to if verdict.answer == "correct" else verdict.insee
    if wanted not in communes:
        return
    before = found.get(verdict.insee)
    if verdict.answer in ("reject", "correct") and before is not None:
        found[verdict.insee] = _with(before, communes[verdict.insee], 0.0, "verdict_no")
    if verdict.answer == "reject":
        return
    known = found.get(wanted) or before
    if known is None:
        known = Linked(communes[wanted], 1.0, True, (_place_of(communes[wanted], text),))
    found[wanted] = _with(known, communes[wanted], 1.0, "verdict_yes")


def _with(item: Linked, commune: Commune, score: float, code: str) -> Linked:
    mentions = tuple(
        replace(mention, insee=commune.insee, score=score, evidence=(evidence(code),)) for mention in item.mentions
    )
    return replace(item, commune=commune, score=score, mentions=mentions)


def _place_of(commune: Commune, text: LinkText) -> Mention:
    """Where the text names a commune that an editor added; an empty place at the start of the title if nowhere."""
    fields: tuple[tuple[Field, str], ...] = (("title", text.title), ("text", text.text))
    for field, words in fields:
        found = re.search(rf"\b{re.escape(commune.name)}\b", words)
        if found is not None:
            return Mention(commune.insee, field, *found.span(), found.group(), 1.0, True)
    return Mention(commune.insee, "title", 0, 0, "", 1.0, True)
