"""The editors' way: what they decide about a day and its Stories, kept with who and when, and undone at will."""

from pvd_watch.review.editing import DayReview, Outcome, Review
from pvd_watch.review.rules import RuleOutcome, Rules
from pvd_watch.review.sentences import sentence

__all__ = ["DayReview", "Outcome", "Review", "RuleOutcome", "Rules", "sentence"]
