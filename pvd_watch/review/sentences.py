"""The history in words, as the command line tells it."""

from __future__ import annotations

from pvd_watch.model import Logged
from pvd_watch.typography import shown_title


def sentence(logged: Logged) -> str:
    """An action in one sentence without a full stop: who did what to which Story."""
    return f"{logged.editor} {_did(logged)}"


def _did(logged: Logged) -> str:
    decision, title = logged.decision, f"« {shown_title(logged.title)} »"
    aside = f" ({decision.text})" if decision.text else ""
    match decision.action:
        case "keep":
            return f"kept {title}"
        case "drop":
            return f"dropped {title}{aside}"
        case "move":
            return f"moved {title} to {decision.day or f'rank {decision.rank}'}"
        case "receive":
            return f"moved {title} here from {decision.day}"
        case "pin":
            return f"pinned {title} for the newsletter"
        case "unpin":
            return f"unpinned {title}"
        case "present":
            return f"wrote the line of {title}: {decision.text}" if decision.text else f"took the line of {title} away"
        case "note":
            return f"noted on {title}: {decision.text}" if decision.text else f"took the note on {title} away"
        case "split":
            return f"split « {shown_title(decision.items[1].title)} » out of {title}"
        case "merge":
            return f"merged story {decision.other_id} into {title}"
        case "verdict":
            return f"answered {_verdict(logged)} on {title}"
        case "add":
            return f"added {title}"
        case "rule":
            return f"took {decision.verdict.insee if decision.verdict else ''} from {title} by rule {decision.of}"
        case "undo":
            return f"undid action {decision.of}"
        case _:
            return f"{decision.action}ed the day"


def _verdict(logged: Logged) -> str:
    verdict = logged.decision.verdict
    return " ".join((verdict.answer, verdict.insee, verdict.insee_to)).rstrip() if verdict else "nothing"
