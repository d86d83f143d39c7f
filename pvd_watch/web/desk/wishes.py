"""What an editor asks for with a form: the Decision it means, how pages call it, and whether the day allows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pvd_watch.digest.decisions import NO_TOWN, Placed
from pvd_watch.errors import UsageError
from pvd_watch.model import Decision, Verdict, VerdictAnswer
from pvd_watch.review import DayReview
from pvd_watch.times import Period, local_day, read_day
from pvd_watch.typography import day_in_words
from pvd_watch.web.desk.naming import code_in
from pvd_watch.web.desk.told import quoted
from pvd_watch.web.refusals import RefusalError
from pvd_watch.web.visit import Visit

LONGEST = {"drop": 200, "present": 300, "note": 2_000}
"""Characters of a reason, a public line, a note."""
_FARTHEST = 366
"""Days after today to which a Story may be sent: what lies beyond is a slip of the keyboard."""
_GONE = (
    "Ce sujet n’est plus dans ce jour\u202f: il a été réuni à un autre ou envoyé à un autre jour. "
    "L’historique dit par qui et quand."
)
_WORDS = {
    "keep": "garder {title}",
    "drop": "écarter {title}",
    "pin": "épingler {title} pour la lettre",
    "unpin": "retirer l’épingle de {title}",
    "present": "écrire la présentation de {title}",
    "note": "écrire la note de {title}",
    "split": "séparer un article de {title}",
    "merge": "réunir un autre sujet avec {title}",
    "verdict": "corriger les communes de {title}",
    "publish": "publier la veille du jour",
    "unpublish": "remettre la veille du jour en brouillon",
}
_SAID: tuple[VerdictAnswer, ...] = ("accept", "reject", "correct", "add")


@dataclass(frozen=True, slots=True)
class Wish:
    """A Decision that is asked for. ``words``: what it is, as an infinitive; ``path``: where its form is sent;
    ``fault``: why it cannot be done on the day as it is, empty where it can."""

    decision: Decision
    words: str
    path: str
    fault: str = ""


def wish_of(visit: Visit, review: DayReview, story: int) -> Wish:
    """What the form of a Story asks for.

    :raises RefusalError: the form makes no sense, or the Story is gone.
    """
    line = review.sheet.of(story) or review.sheet.of(visit.storage.membership.became(story))
    if line is None:
        raise RefusalError(_GONE)
    decision = replace(_decision(visit), story_id=line.item.story_id)
    if decision.action == "merge" and not decision.other_id:
        decision = replace(decision, other_id=_at_rank(review, number_sent(visit, "numero_autre")))
    words = _move_words(decision) if decision.action == "move" else _WORDS[decision.action]
    path = f"/bureau/{review.digest.day}/sujets/{line.item.story_id}"
    return Wish(decision, words.format(title=quoted(line.item.title)), path, _fault(visit, review, line, decision))


def day_wish(visit: Visit, review: DayReview, decision: Decision) -> Wish:
    """A wish about the whole day: to publish it, or to take that back."""
    publish = decision.action == "publish"
    fault = ""
    if publish is review.sheet.published:
        fault = "Cette veille est déjà publiée." if publish else "Cette veille est déjà en brouillon."
    elif publish and not replace(review.sheet, published=True).shown and _open(review):
        fault = "Rien n’est gardé\u202f: gardez ou épinglez ce qui doit paraître, ou écartez tout, puis publiez."
    path = f"/bureau/{review.digest.day}/{'publier' if publish else 'depublier'}"
    return Wish(decision, _WORDS[decision.action], path, fault)


def number_sent(visit: Visit, name: str) -> int:
    """A number of the form, 0 where there is none."""
    words = visit.sent(name)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 16 else 0


def _at_rank(review: DayReview, rank: int) -> int:
    """The Story at a rank of the day, 0 where there is none."""
    lines = review.sheet.lines
    return lines[rank - 1].item.story_id if 1 <= rank <= len(lines) else 0


def _open(review: DayReview) -> bool:
    return any(item.state == "proposed" for item in review.sheet.items)


def _decision(visit: Visit) -> Decision:
    action = visit.sent("action")
    if action not in _READERS:
        raise RefusalError
    return _READERS[action](visit)


def _verdict(visit: Visit) -> Decision:
    answer = next((known for known in _SAID if known == visit.sent("reponse")), None)
    if answer is None:
        raise RefusalError
    given, typed = visit.sent("insee")[:5], code_in(visit.sent("commune"))
    verdict = Verdict(typed if answer == "add" else given, answer, typed if answer == "correct" else "")
    return Decision("verdict", article_id=number_sent(visit, "article"), verdict=verdict)


_READERS: Mapping[str, Callable[[Visit], Decision]] = {
    "keep": lambda visit: Decision("keep"),
    "drop": lambda visit: Decision("drop", text=visit.sent("motif")),
    "pin": lambda visit: Decision("pin"),
    "unpin": lambda visit: Decision("unpin"),
    "present": lambda visit: Decision("present", text=visit.sent("presentation")),
    "note": lambda visit: Decision("note", text=visit.sent("note")),
    "up": lambda visit: Decision("move", text="up"),
    "down": lambda visit: Decision("move", text="down"),
    "first": lambda visit: Decision("move", rank=1),
    "place": lambda visit: Decision("move", rank=number_sent(visit, "rang")),
    "send": lambda visit: Decision("move", day=visit.sent("jour")),
    "split": lambda visit: Decision("split", article_id=number_sent(visit, "article")),
    "merge": lambda visit: Decision("merge", other_id=number_sent(visit, "autre")),
    "verdict": _verdict,
}


def _move_words(decision: Decision) -> str:
    if decision.day:
        return "envoyer {title} à un autre jour"
    if decision.text:
        return "monter {title} d’un rang" if decision.text == "up" else "descendre {title} d’un rang"
    return f"placer {{title}} au rang {decision.rank}"


def _fault(visit: Visit, review: DayReview, line: Placed, decision: Decision) -> str:
    """Why a Decision cannot be done, in French, before the editors' way says so in its own words."""
    match decision.action:
        case "keep" | "pin" if line.published_on:
            return f"Ce sujet a déjà été publié le {day_in_words(line.published_on)}\u202f; il ne paraît pas deux fois."
        case "keep" if line.dropped_for == NO_TOWN:
            return "Ce sujet ne nomme plus aucune commune du programme\u202f; ajoutez d’abord la bonne."
        case "pin" if line.item.state == "dropped":
            return "Ce sujet est écarté\u202f; gardez-le avant de l’épingler."
        case "drop" | "present" | "note" if len(decision.text) > LONGEST[decision.action]:
            return f"Ce texte est trop long\u202f: {LONGEST[decision.action]} caractères au plus."
        case "move" if not (decision.day or decision.rank or decision.text):
            return "Donnez un jour, comme 2026-11-23, ou un rang à partir de 1."
        case "move" if decision.day:
            return _day_fault(review, decision.day, local_day(visit.site.now()))
        case "split" if line.item.size < 2:
            return "Ce sujet n’a qu’un article\u202f: il n’y a rien à séparer."
        case "verdict":
            return _verdict_fault(visit, line, decision)
        case "merge":
            return _merge_fault(review, line, decision)
    return ""


def _verdict_fault(visit: Visit, line: Placed, decision: Decision) -> str:
    verdict, membership = decision.verdict, visit.storage.membership
    article = decision.article_id or line.item.article_id
    named = {commune.insee for commune in (*line.item.communes, *membership.communes(article))}
    if verdict is None or (verdict.answer != "add" and verdict.insee not in named):
        return "Cet article n’est plus lié à cette commune\u202f; rechargez la page."
    typed = {"add": verdict.insee, "correct": verdict.insee_to}.get(verdict.answer)
    found = membership.town(typed) if typed is not None else None
    if typed is not None and found is None:
        return "Cette commune n’est pas connue\u202f; choisissez-la dans la liste proposée, ou donnez son code Insee."
    if verdict.answer == "add" and found is not None and not found[1]:
        return f"{found[0].name} n’est pas une ville du programme\u202f: rien ne lui est lié."
    return ""


def _merge_fault(review: DayReview, line: Placed, decision: Decision) -> str:
    if review.sheet.of(decision.other_id) is None:
        return "Choisissez un autre sujet de ce jour à réunir avec celui-ci."
    same = decision.other_id == line.item.story_id
    return "Un sujet ne se réunit pas avec lui-même\u202f; choisissez-en un autre." if same else ""


def _day_fault(review: DayReview, day: str, today: str) -> str:
    try:
        words = day_in_words(read_day(day))
    except UsageError:
        return "Cette date n’existe pas\u202f; écrivez-la comme 2026-11-23."
    if day > Period(today, today).earlier(-_FARTHEST).first:
        return f"Le {words} est trop loin\u202f: un an au plus."
    return f"Ce sujet est déjà au {words}." if day == review.digest.day else ""
