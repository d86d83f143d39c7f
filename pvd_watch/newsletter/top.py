"""An edition of the newsletter's block, before it is set."""

from __future__ import annotations

from dataclasses import dataclass

from pvd_watch.model import Figures, TopStory
from pvd_watch.newsletter.highlight import Highlight
from pvd_watch.newsletter.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Top:
    """The chosen Stories in order, what the period counts up to, and how it compares.

    ``base_url``: where the public pages stand; empty: nowhere yet.
    """

    wanted: Wanted
    figures: Figures
    highlight: Highlight
    stories: tuple[TopStory, ...]
    base_url: str = ""
