"""Titles as they are compared: what outlets hang before and behind them does not make another title."""

from __future__ import annotations

import re

from pvd_watch.text import name_key

_BEFORE = re.compile(
    r"^\s*(?:\[[^\]]{1,25}\]\s*|(?:EN |LA |LE )?(?:VID[ÉE]OS?|IMAGES?|PHOTOS?|DIRECT|LIVE|PODCASTS?|CARTES?|"
    r"INFOGRAPHIES?|REPORTAGE|ENTRETIEN|INTERVIEW|ENQU[ÊE]TE|T[ÉE]MOIGNAGES?|EXCLUSIF|INFO \S+|D[ÉE]CRYPTAGE|"
    r"MISE [ÀA] JOUR|ABONN[ÉE]S?|DIAPORAMA|PORTRAIT|R[ÉE]CIT|ANALYSE|R[ÉE]SULTATS?)\s*[.:|!–—-]\s*)",
    re.I,
)
_BEHIND = re.compile(r"(.*)\s[-–—|•]\s+(\S.{1,60}?)\s*", re.S)
_ARTICLE = re.compile(r"^(?:le|la|les|l) ")


def title_key(title: str, outlet: str = "") -> str:
    """A title without « VIDÉO. » and the like, without the outlet's name at its end, folded; empty where there is none.

    :param outlet: the name of the Source that carries it.
    """
    words = title.strip()
    for _ in range(3):
        shorter = _BEFORE.sub("", words, count=1)
        if shorter == words or not shorter:
            break
        words = shorter
    behind = _BEHIND.fullmatch(words)
    if behind is not None and outlet and _bare(behind[2]) == _bare(outlet):
        words = behind[1]
    return name_key(words)


def _bare(name: str) -> str:
    return _ARTICLE.sub("", name_key(name))
