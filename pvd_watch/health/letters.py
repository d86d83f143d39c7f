"""Alarms in words: a plain mail in French, a JSON object for a webhook."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pvd_watch.health.alarms import Message, sentence
from pvd_watch.model import Alarm, AlarmKind
from pvd_watch.typography import day_in_words, moment_in_words, spaced


@dataclass(frozen=True, slots=True)
class Wording:
    """What a kind of alarm is called, what it means with its figures, what to do, and what is so once it is over."""

    name: str
    means: str
    remedy: str
    over: str


WORDINGS: dict[AlarmKind, Wording] = {
    "database": Wording(
        "la base est abîmée",
        "La base de données ne se lit plus, ou plus en entier : {0}.",
        "Arrêtez le service, gardez une copie du fichier, puis restaurez la dernière sauvegarde "
        "(« pvd-watch help operator », « Sauvegarder et restaurer »).",
        "la base se lit de nouveau",
    ),
    "disk": Wording(
        "la place manque",
        "Il reste {0} Mo sur le disque du dossier data/ : bientôt plus rien ne pourra y être écrit.",
        "Faites de la place : vieilles sauvegardes, journaux, autres programmes. Rien de ce qui est écrit n’est perdu.",
        "la place suffit de nouveau",
    ),
    "digest": Wording(
        "le digest manque",
        "Le digest du {0} n’est pas fait à l’heure attendue. Dernier digest : {1}.",
        "Voyez « pvd-watch status » et « pvd-watch schedule », puis lancez « pvd-watch run ». "
        "Aucun article n’est perdu.",
        "le digest est fait",
    ),
    "poll": Wording(
        "plus aucun titre ne répond",
        "La collecte ne tourne plus, ou le réseau est coupé. Dernière réponse d’un titre : {0}.",
        "Vérifiez que le service tourne et que le serveur atteint Internet (DNS, pare-feu), "
        "puis lancez « pvd-watch collect ».",
        "les titres répondent de nouveau",
    ),
    "sources": Wording(
        "trop de titres sont en panne",
        "{0} titres sur {1} ne se lisent plus : quand ils sont si nombreux, c’est souvent le réseau, ou un blocage.",
        "« pvd-watch status » donne la raison de chacun ; « pvd-watch sources check » les essaie.",
        "les titres se lisent de nouveau",
    ),
    "mail": Wording(
        "des courriels sont incertains",
        "L’envoi d’un digest a été coupé. Courriels dont nul ne sait s’ils sont partis : {0}.",
        "« pvd-watch status » dit lesquels ; demandez aux lecteurs, puis « pvd-watch send --retry-uncertain ».",
        "il n’y a plus de courriel incertain",
    ),
    "backup": Wording(
        "la sauvegarde est trop vieille",
        "Aucune sauvegarde récente n’a été trouvée. La dernière : {0}.",
        "Lancez « pvd-watch backup » et lisez ce qu’il dit ; vérifiez la place sur le disque des sauvegardes.",
        "une sauvegarde récente est là",
    ),
}


def subject(message: Message) -> str:
    """The one line that is read first."""
    wording = WORDINGS[message.alarm.kind]
    said = f"PVD Watch, fin d’alerte : {wording.over}" if message.over else f"PVD Watch, alerte : {wording.name}"
    return spaced(said)


def body(message: Message, home: str) -> str:
    """The text of a mail.

    :param home: which installation it is, for people who have several.
    """
    alarm, wording = message.alarm, WORDINGS[message.alarm.kind]
    if message.over:
        said = [
            f"{wording.over[0].upper()}{wording.over[1:]} (constaté le {_words(alarm.ended_at)}).",
            f"L’alerte datait du {_words(alarm.began_at)}.",
        ]
    else:
        said = [
            means(alarm), f"Constaté le {_words(alarm.began_at)}.", "", f"Que faire : {wording.remedy}", "",
            "Il n’y aura pas d’autre message à ce sujet avant la fin de l’alerte.",
        ]  # fmt: skip
    return "\n".join(map(spaced, [*said, "", f"Installation : {home}", ""]))


def means(alarm: Alarm) -> str:
    """What is wrong, in a sentence for a page or a mail."""
    return spaced(WORDINGS[alarm.kind].means.format(*map(_words, alarm.details)))


def mail(message: Message, home: str, sender: Address, at: datetime) -> EmailMessage:
    """The mail of an alarm, or of its end, the same whenever it is tried again but for its date."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = subject(message)
    letter["From"] = sender
    letter["To"] = Address(addr_spec=message.channel)
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{_name(message)}@{sender.domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(body(message, home), cte="quoted-printable")
    return letter


def posted(message: Message, home: str) -> dict[str, str]:
    """The JSON object of a webhook. ``text`` is what chat services show."""
    alarm = message.alarm
    return {
        "text": subject(message) if message.over else f"{subject(message)}. {means(alarm)}",
        "alarm": alarm.kind,
        "state": "over" if message.over else "begun",
        "says": sentence(alarm),
        "began_at": alarm.began_at,
        "ended_at": alarm.ended_at,
        "home": home,
    }


def _words(detail: str) -> str:
    """A figure of an alarm as French has it: a moment, a day, « néant » for none, or itself."""
    if not detail:
        return "néant"
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}Z", detail):
        return moment_in_words(detail, "minute", "0001-01-01")
    return day_in_words(detail) if re.fullmatch(r"\d{4}-\d\d-\d\d", detail) else detail


def _name(message: Message) -> str:
    alarm = message.alarm
    words = "|".join((alarm.kind, alarm.began_at, message.channel, str(message.over)))
    return f"alarm.{hashlib.sha256(words.encode()).hexdigest()[:32]}"
