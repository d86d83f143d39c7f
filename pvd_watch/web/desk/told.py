"""The history of a day in French, as the desk's pages tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pvd_watch.digest.render import moment
from pvd_watch.model import Logged, User, Verdict
from pvd_watch.typography import day_in_words, shown_title, spaced

_VERDICTS = {
    "accept": "a confirmé {town} pour {title}",
    "reject": "a retiré {town} de {title}",
    "correct": "a remplacé {town} par {right} dans {title}",
    "add": "a ajouté {town} à {title}",
}
_PLAIN = {
    "keep": "a gardé {title}",
    "pin": "a épinglé {title} pour la lettre",
    "unpin": "a retiré l’épingle de {title}",
    "add": "a ajouté {title}",
    "publish": "a publié la veille du jour",
    "unpublish": "a remis la veille du jour en brouillon",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An action of the history ready to be shown: who, when, what; ``undone``: when it was taken back, in words."""

    logged: Logged
    who: str
    when: str
    did: str
    undone: str

    @property
    def sentence(self) -> str:
        """Who did what."""
        return f"{self.who} {self.did}"


class Telling:
    """Tells actions with the names of people and towns.

    :param users: the accounts, whose display names are told.
    :param towns: names of communes by INSEE code, where they are known.
    :param history: actions that others of these may have undone.
    :param titles: of Stories by id, where they are known.
    """

    def __init__(
        self,
        users: Sequence[User],
        towns: Mapping[str, str],
        history: Sequence[Logged] = (),
        titles: Mapping[int, str] | None = None,
    ) -> None:
        self._people = {user.name: user.display or user.name for user in users}
        self._towns = towns
        self._titles = titles or {}
        self._history = {logged.id: logged for logged in history}

    def tell(self, logged: Logged) -> Told:
        """An action in words."""
        who = self._people.get(logged.editor, logged.editor)
        undone = moment(logged.undone_at) if logged.undone_at else ""
        return Told(logged, spaced(who), moment(logged.at), self.did(logged), undone)

    def did(self, logged: Logged) -> str:
        """What was done, after the name of who did it: « a gardé « … » »."""
        decision, title = logged.decision, quoted(logged.title)
        match decision.action:
            case "drop":
                return f"a écarté {title}" + (f" ({spaced(decision.text)})" if decision.text else "")
            case "move":
                where = f"au {day_in_words(decision.day)}" if decision.day else f"au rang {decision.rank}"
                return f"a déplacé {title} {where}"
            case "receive":
                return f"a reçu {title} du {day_in_words(decision.day)}"
            case "present" | "note":
                return _wrote(decision.action, decision.text, title)
            case "split":
                return f"a séparé {quoted(decision.items[1].title)} de {title}"
            case "merge":
                other = self._titles.get(decision.other_id, "")
                return f"a réuni {quoted(other) if other else 'un autre sujet'} avec {title}"
            case "verdict":
                return self._verdict(decision.verdict, title)
            case "rule":
                town = self._town(decision.verdict.insee) if decision.verdict else "une commune"
                return f"a retiré {town} de {title}, par une règle sur «\u00a0{spaced(decision.text)}\u00a0»"
            case "undo":
                return self._undid(decision.of)
        return _PLAIN[decision.action].format(title=title)

    def _undid(self, of: int) -> str:
        undone = self._history.get(of)
        return f"a annulé\u00a0: {self.tell(undone).sentence}" if undone is not None else "a annulé une action"

    def _verdict(self, verdict: Verdict | None, title: str) -> str:
        if verdict is None:
            return f"a jugé les communes de {title}"
        names = {"town": self._town(verdict.insee), "right": self._town(verdict.insee_to)}
        return _VERDICTS[verdict.answer].format(title=title, **names)

    def _town(self, insee: str) -> str:
        return self._towns.get(insee, insee)


def quoted(title: str) -> str:
    """A title in quotation marks; those within it are the inner ones."""
    inner = shown_title(title).replace("«\u00a0", "“").replace("\u00a0»", "”")
    return f"«\u00a0{inner}\u00a0»"


def _wrote(action: str, text: str, title: str) -> str:
    thing = "la présentation" if action == "present" else "la note"
    return f"a écrit {thing} de {title}\u00a0: {spaced(text)}" if text else f"a effacé {thing} de {title}"
