"""Which commune is meant: settled where the words leave no doubt, asked on a page of its own where they do."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.responses import Response

from pvd_watch.web.desk.naming import meant
from pvd_watch.web.refusals import RefusalError
from pvd_watch.web.visit import Visit

_UNKNOWN = (
    "Aucune commune ne porte ce nom. Vérifiez-le, ou donnez son code Insee (cinq signes, comme 29233)\u202f; "
    "rien n’a été enregistré."
)


def choose(visit: Visit) -> Response | None:
    """Put the code of the commune into the form's field ``commune``; a page of choices where it may be several.

    :raises RefusalError: no commune bears the name.
    """
    words = visit.sent("commune")
    if not words:
        return None
    found = meant(visit.storage, words)
    if not found:
        raise RefusalError(_UNKNOWN)
    if len(found) == 1:
        fields = [(name, value) for name, value in visit.form.multi_items() if name != "commune"]
        visit.form = FormData([*fields, ("commune", f"{found[0].name} ({found[0].insee})")])
        return None
    return visit.show(
        "desk_choice_part.html" if visit.partial else "desk_choice.html",
        path=visit.request.url.path,
        words=words,
        found=found,
        fields=[
            (name, value)
            for name, value in visit.form.multi_items()
            if isinstance(value, str) and name not in ("csrf", "commune")
        ],
    )
