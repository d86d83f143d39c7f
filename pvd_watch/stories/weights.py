"""The weights of grouping, in hundredths of log-odds, and its bounds: one readable place.

They were fitted by logistic regression on the project's own labelled scenes (``tests/stories/tuned.jsonl``), then
rounded, and moved by hand where the scenes are few. A clue of 70 points doubles the odds. Whole numbers, because sums
of them do not depend on the order of adding.
"""

from __future__ import annotations

WINDOW_SECONDS = 72 * 3600
"""Two Articles further apart in time are never compared."""

RARE_SHARED = 3
"""Rare words that an Article without a commune must share with another to be compared with it."""

BASE = -240
"""Where a pair starts: two Articles of one town within three days."""

POINTS: dict[str, int] = {
    # --- words, numbers
    "contained": 190,  # share of the shorter text's weight that the other holds too, 0 to 1
    "title": 40,  # likeness of the titles (Dice), 0 to 1
    "rare": 80,  # each rare word in common, up to six
    "usual": 30,  # each usual word in common, up to six
    "copied": 15,  # each run of four words in common, up to six
    "numbers": 40,  # each number of two digits or more in common, up to three
    "thin": 50,  # one of the two is a title and little more: few words can be in common
    # --- kinds of event
    "kind": 150,  # each kind of event in common, up to two
    "title_kind": 60,  # one of them in both titles
    "kinds_apart": -20,  # both titles tell of a kind of event, and not of the same
    # --- facts that differ
    "ages_apart": -90,
    "roads": 0,
    "roads_apart": -150,
    "scores": 60,
    "scores_apart": -200,
    # --- frame
    "later": -40,  # each day between them
    "same_outlet": -110,  # an outlet seldom tells an event twice
    "no_commune": -190,  # one of them names no town of the programme
    "towns_apart": -320,  # share of the towns named that only one of them names, 0 to 1: a round-up
    "column": -220,  # a title that comes back with other content
}

MOST = 600
"""A pair never counts more than this for joining."""

WORST = -300
"""Nor less: little in common is weak evidence in two short texts."""

NOT_COMPARED = -300
"""What a pair counts that was not worth comparing, or lies out of the window."""
