"""The editors' way: what they decide about a day and its Stories, kept with who and when, and undone at will."""

from pvd_watch.review.adding import Adding
from pvd_watch.review.day import DayReview, Outcome, Progress
from pvd_watch.review.editing import Review
from pvd_watch.review.filters import Choices, LineFilter, LineState, choices, wanted
from pvd_watch.review.rules import RuleOutcome, Rules
from pvd_watch.review.sentences import sentence

__all__ = [
    "Adding",
    "Choices",
    "DayReview",
    "LineFilter",
    "LineState",
    "Outcome",
    "Progress",
    "Review",
    "RuleOutcome",
    "Rules",
    "choices",
    "sentence",
    "wanted",
]
