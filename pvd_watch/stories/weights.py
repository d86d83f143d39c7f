"""The weights of grouping, in hundredths of log-odds, and its bounds: one readable place.

They come from a logistic regression on the project's own labelled scenes, rounded; ``python -m
tests.bench.story_weights`` learns and cross-validates them. Where few pairs bear on a clue (fewer than 25) they are set
by hand, and ``BASE`` is raised a little, since average linkage asks several pairs at once. A clue of 70 points doubles
the odds. The points of a pair are whole numbers, because sums of these do not depend on the order of adding.
"""

from __future__ import annotations

WINDOW_SECONDS = 72 * 3600
"""Two Articles further apart in time are never compared."""

NEXT_SECONDS = 10 * 3600
"""Pieces of one outlet that are further apart may tell how an event went on."""

SAME_SUBJECT, OTHER_SUBJECT = 0.5, 0.1
"""Cosine of the subjects of two Articles from which they count as the same, under which as others."""

BASE = -60
"""Where a pair starts: two Articles of one town within three days."""

POINTS: dict[str, int] = {
    # --- words, numbers
    "rare": 105,  # a rare word in common
    "more_rare": 80,  # each further one, up to four
    "usual": 15,  # each usual word in common, up to four
    "contained": 150,  # share of the shorter text's weight that the other holds too, 0 to 1
    "title": 80,  # likeness of the titles (Dice), 0 to 1
    "numbers": 65,  # each number of two digits or more in common, up to three
    # --- meaning
    "senses": 135,  # each thing that both name, whatever the word, up to three
    "broad": 55,  # the same of things that many events have in common
    "subject": 40,
    "subject_apart": -80,
    # --- facts that differ
    "days_apart": -85,
    "names_apart": -130,
    "ages_apart": -80,
    "roads_apart": -150,
    "scores_apart": -150,
    # --- frame
    "same_outlet": -295,  # an outlet seldom tells an event twice
    "followed": -180,  # unless it tells how it went on
    "no_commune": -160,  # one of them names no town of the programme
    "department": 145,  # but the other's department
    "department_apart": -200,  # or others
    "near": 180,  # or no place at all, and its outlet is of the other's department
    "more_towns": -415,  # one names all towns of the other; share of the towns named that it alone names, 0 to 1
    "towns_apart": -300,  # each names one that the other does not; the same share
    "column": -150,  # a title that comes back with other content
}

MOST = 150
"""A pair never counts more than this for joining."""

WORST = -200
"""Nor less: little in common is weak evidence in two short texts."""

NOT_COMPARED = -100
"""What a pair counts that was not worth comparing, or lies out of the window."""
