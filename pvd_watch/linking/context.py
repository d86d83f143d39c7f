"""What stands right around a place of the text: its words, signs and accents, read once for all clues."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pvd_watch.linking.candidates import Span

_TOKEN = re.compile(r"[A-Za-z0-9\x8c\x9c]+'?|\n|[^\sA-Za-z0-9]", re.ASCII)
_BEFORE = 80
_AFTER = 60
_HEADING = 200
"""Characters on each side in which a heading's line must end: one name never costs the whole text."""
SENTENCE_ENDS = frozenset('.!?:\n"•|…\x85\x97')


@dataclass(slots=True)
class Around:
    """The words and signs before (nearest first) and after a name, folded; ``surface`` is the text's own spelling."""

    span: Span
    surface: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    lower_before: tuple[str, ...]
    lower_after: tuple[str, ...]
    joined_before: bool
    joined_after: bool
    in_title: bool
    heading: bool
    """All letters of its line are capitals."""

    @property
    def starts(self) -> bool:
        """True at the start of a sentence, a line or a field, where a capital says nothing."""
        return not self.before or self.before[0] in SENTENCE_ENDS or self.before[0] in "-("

    @property
    def opens(self) -> bool:
        """True at the start of a line or of the text."""
        return not self.before or self.before[0] == "\n"

    def phrase(self, count: int) -> str:
        """The last words before the name and the name, as a reader sees them."""
        words = [*reversed(self.before[:count]), self.surface]
        return " ".join(words).replace("' ", "'").strip()


def around(context: str, text: str, span: Span, place: tuple[int, int], title_end: int) -> Around:
    """Read the surroundings of a span.

    :param context: the folded text with hyphens and line breaks (``Folded.context``), in which ``span`` counts.
    :param place: the span in ``text``, the original.
    :param title_end: where the title ends in ``context``.
    """
    start, end = span.start, span.end
    left = context[max(0, start - _BEFORE) : start]
    right = context[end : end + _AFTER]
    before = tuple(_TOKEN.findall(left)[:-9:-1])
    if before and before[0] == "des" and "d\xe8s" in text[max(0, place[0] - 5) : place[0]].lower():
        before = ("depuis", *before[1:])  # « dès » is no article
    after = tuple(_TOKEN.findall(right)[:8])
    return Around(
        span=span,
        surface=text[place[0] : place[1]],
        before=before,
        after=after,
        lower_before=tuple(map(str.lower, before)),
        lower_after=tuple(map(str.lower, after)),
        joined_before=left.endswith("-") and left[-2:-1].isalnum(),
        joined_after=right.startswith("-") and right[1:2].isalnum(),
        in_title=start < title_end,
        heading=_is_heading(context, start, end),
    )


def _is_heading(context: str, start: int, end: int) -> bool:
    """True where the name stands in a line of capitals; a line longer than the window is no heading."""
    if not context[start:end].isupper():
        return False
    left = context.rfind("\n", max(0, start - _HEADING), start) + 1
    right = context.find("\n", end, end + _HEADING)
    if (left == 0 and start > _HEADING) or (right < 0 and len(context) > end + _HEADING):
        return False
    line = context[left : right if right >= 0 else len(context)]
    return len(line) > end - start + 3 and line.isupper()
