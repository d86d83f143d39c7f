"""What tests hand in where the real thing is made by the wiring."""

from __future__ import annotations

from pvd_watch.ranking import Ranking
from pvd_watch.relevance import load_lexicon, load_weights
from pvd_watch.shipping import shipped

RANKING = Ranking(
    lambda: load_lexicon(shipped("config/themes.toml")), lambda: load_weights(shipped("config/ranking.toml"))
)
"""The ranking of the shipped themes and weights, read once for all tests."""
