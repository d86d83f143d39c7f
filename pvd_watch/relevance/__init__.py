"""What an article is about and how much a Story is worth: themes, kinds, an explained score.

Pure, but for two files read: ``themes.toml`` (:func:`load_lexicon`) and ``ranking.toml`` (:func:`load_weights`).
"""

from pvd_watch.relevance.lexicon import KINDS, OTHER, THEMES, Lexicon, Subject, load_lexicon
from pvd_watch.relevance.reader import Found, Reader, Reading
from pvd_watch.relevance.score import Component, Score, StoryFacts, score
from pvd_watch.relevance.weights import Weights, load_weights

__all__ = [
    "KINDS",
    "OTHER",
    "THEMES",
    "Component",
    "Found",
    "Lexicon",
    "Reader",
    "Reading",
    "Score",
    "StoryFacts",
    "Subject",
    "Weights",
    "load_lexicon",
    "load_weights",
    "score",
]
