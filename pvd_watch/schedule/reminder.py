"""The reminder to editors: a draft waits for them."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from pvd_watch.config.settings import Settings
from pvd_watch.digest.send import Post
from pvd_watch.errors import StepError
from pvd_watch.review import DayReview
from pvd_watch.typography import count, day_in_words


def reminder(found: DayReview, settings: Settings, to: str, at: datetime) -> EmailMessage:
    """The mail to one editor about a day that is not published.

    :param at: when it is sent, aware.
    """
    mail, day = settings.mail, day_in_words(found.digest.day)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(mail.sender_name, addr_spec=mail.sender)
    made["To"] = to
    made["Subject"] = f"Veille presse\u00a0: le digest du {day} attend la rédaction"
    made["Date"] = format_datetime(at)
    made["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_words(found, settings, day), cte="quoted-printable")
    return made


def remind(found: DayReview, settings: Settings, post: Post, at: datetime) -> dict[str, str]:
    """Remind every editor of a day; why some could not be written to, by address.

    :raises StepError: nobody could be reminded.
    """
    refused = {}
    with post:
        for to in settings.schedule.editors:
            outcome = post.deliver(reminder(found, settings, to, at), settings.mail.sender, to)
            if outcome.state == "failed":
                refused[to] = outcome.reason
    if refused and len(refused) == len(settings.schedule.editors):
        raise StepError(f"no editor could be reminded: {'; '.join(f'{to}: {why}' for to, why in refused.items())}")
    return refused


def _words(found: DayReview, settings: Settings, day: str) -> str:
    counts, hour = found.counts, settings.schedule.publish_hour
    lines = [
        "Bonjour,",
        "",
        f"Le digest du {day} n’est pas encore publié. Il compte "
        f"{count(len(found.sheet.items), 'sujet', 'sujets')}\u00a0: {count(counts['kept'], 'retenu', 'retenus')}, "
        f"{count(counts['dropped'], 'écarté', 'écartés')}, {counts['left']} à décider.",
    ]
    if hour:
        lines += ["", f"Sans publication d’ici là, il sera publié automatiquement à {hour}."]
    return "\n".join([*lines, "", "PVD Watch", ""])
