"""``/bureau/communes?q=``: the communes that what is being typed may mean."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from pvd_watch.typography import name
from pvd_watch.web.visit import Visit

_MOST = 10


def communes(visit: Visit) -> Response:
    """At most ten, towns of the programme first; each with the words to put into the field."""
    found = [
        {
            "value": f"{name(one.name)} ({one.insee})",
            "label": f"{name(one.alias)}, aujourd’hui {name(one.name)}" if one.alias else name(one.name),
            "department": visit.site.places.department(one.department),
            "programme": one.programme,
        }
        for one in visit.storage.communes.complete(visit.asked("q"), _MOST)
    ]
    return JSONResponse(found)
