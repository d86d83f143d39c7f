"""``/bureau/regles``: every rule on names there ever was."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.digest.render import moment
from pvd_watch.web.visit import Visit


def rules(visit: Visit) -> Response:
    """The newest first, with who gave each and who took it back."""
    people = {user.name: user.display for user in visit.storage.accounts.users()}
    return visit.show("desk_rules.html", rules=visit.watch.rules.history(), people=people, moment=moment)
