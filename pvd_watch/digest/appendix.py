"""What editors alone see beside a Digest: Sources in trouble, and what was dropped or weighed down, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pvd_watch import typography as french
from pvd_watch.digest.render import environment
from pvd_watch.model import Digest, DigestItem, main_commune
from pvd_watch.standing import Appendix, Notice, SourceState
from pvd_watch.times import PARIS, moment_of
from pvd_watch.typography import Places

_TROUBLES = {
    "failing": "en panne",
    "gone": "disparue (404 ou 410)",
    "empty": "répond, mais plus rien n’y est trouvé",
    "silent": "silencieuse, contre son rythme",
    "": "en panne",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the appendix: what, where, why; ``url`` empty where there is none to lead to."""

    name: str
    detail: str
    reason: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the appendix; without rows it says that there is nothing."""

    title: str
    anchor: str
    rows: tuple[Row, ...]
    nothing: str


def parts_of(digest: Digest, troubles: Appendix, places: Places, left_out: Sequence[DigestItem] = ()) -> list[Part]:
    """The appendix in its order.

    :param left_out: items that a rule kept out of the Digest altogether, each with its ``reason``.
    """
    dropped = [*left_out, *(item for item in digest.items if item.state == "dropped")]
    low = [item for item in digest.items if item.kinds and item.state != "dropped"]
    silent = [state for state in troubles.troubled if state.trouble == "silent"]
    broken = [state for state in troubles.troubled if state.trouble != "silent"]
    return [
        Part("Sources en panne", "pannes", tuple(map(_source, broken)), "Aucune source en panne."),
        Part("Sources silencieuses", "silences", tuple(map(_source, silent)), "Aucune source silencieuse."),
        Part("Annonces du jour", "annonces", tuple(map(_notice, troubles.notices)), "Rien à signaler."),
        Part("Entrées manquées", "manques", tuple(map(_missed, troubles.missed)), "Aucune entrée manquée."),
        Part("Textes réservés", "reserves", tuple(map(_reserved, troubles.reserved)), "Aucun texte réservé."),
        Part("Écartés", "ecartes", tuple(_item(item, places) for item in dropped), "Aucun article écarté."),
        Part("Rétrogradés par leur nature", "retrogrades", tuple(_item(item, places) for item in low), "Aucun."),
    ]


def render_appendix_html(
    digest: Digest, troubles: Appendix, places: Places, left_out: Sequence[DigestItem] = ()
) -> str:
    """The appendix as a page of its own."""
    parts = parts_of(digest, troubles, places, left_out)
    return environment().get_template("appendix.html").render(digest=digest, parts=parts)


def render_appendix_text(
    digest: Digest, troubles: Appendix, places: Places, left_out: Sequence[DigestItem] = ()
) -> str:
    """The appendix as plain text."""
    lines = [f"Annexe interne du {french.day_in_words(digest.day)}", "Réservée à la rédaction, à ne pas diffuser."]
    for part in parts_of(digest, troubles, places, left_out):
        lines += ["", f"{part.title.upper()} ({len(part.rows)})"]
        lines += [f"- {' | '.join(filter(None, (row.name, row.detail, row.reason)))}" for row in part.rows] or [
            part.nothing
        ]
    return "\n".join([*lines, ""])


def _source(state: SourceState) -> Row:
    since = f"depuis le {_day(state.trouble_since)}" if state.trouble_since else ""
    reason = state.failure.message if state.failure is not None else ""
    return Row(french.harmless(state.name), f"{_TROUBLES[state.trouble]} {since}".strip(), french.harmless(reason))


def _notice(notice: Notice) -> Row:
    told = "de nouveau lue" if notice.kind == "back" else _TROUBLES[notice.trouble]
    return Row(french.harmless(notice.source_id), f"{told}, le {_day(notice.at)}", french.harmless(notice.reason))


def _missed(state: SourceState) -> Row:
    return Row(french.harmless(state.name), f"le {_day(state.missed_at)}", "deux lectures de suite sans entrée commune")


def _reserved(state: SourceState) -> Row:
    return Row(
        french.harmless(state.name), f"depuis le {_day(state.reserved_at)}", french.harmless(state.reserved_reason)
    )


def _item(item: DigestItem, places: Places) -> Row:
    main = main_commune(item.communes)
    kinds = ", ".join(french.KINDS.get(code, code) for code in item.kinds)
    points = ", ".join(f"{point.words} {point.points:+g}" for point in item.points)
    reason = french.spaced(" – ".join(filter(None, (kinds, item.reason, points))))
    detail = f"{main.name} ({places.department(main.department)}), {french.harmless(item.outlet)}"
    decided = "décision de la rédaction" if item.state == "dropped" else ""
    return Row(
        french.shown_title(item.title),
        f"{detail}, {item.score:g}\u00a0points".replace(".", ","),
        " – ".join(filter(None, (decided, reason))),
        french.web_address(item.url),
    )


def _day(at: str) -> str:
    return french.day_in_words(moment_of(at).astimezone(PARIS).date().isoformat())
