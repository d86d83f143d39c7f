"""One request with all that an action needs, and the answers it may give."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pvd_watch.errors import StorageError
from pvd_watch.model import Role, Session, User
from pvd_watch.storage import Storage
from pvd_watch.web.local import local
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.site import Site
from pvd_watch.web.templating import render
from pvd_watch.wiring import Watch

_NOWHERE = re.compile("[\x00\ud800-\udfff]")
"""What neither the database nor a page can hold."""
_LONGEST_WORD = 2_000
"""Longest value that is taken from an address."""


@dataclass(slots=True)
class Visit:
    """One request. ``token_hash``: of the session's cookie, empty without one; ``form``: what was sent, text alone."""

    request: Request
    site: Site
    watch: Watch
    session: Session | None = None
    token_hash: str = ""
    form: FormData = field(default_factory=FormData)

    @property
    def storage(self) -> Storage:
        """The database that this visit has borrowed."""
        return self.watch.storage

    @property
    def user(self) -> User | None:
        """Who is logged in."""
        return self.session.user if self.session is not None else None

    @property
    def editor(self) -> str:
        """The name under which an action is logged.

        :raises NoPageError: nobody is logged in, which a route with a role does not let happen.
        """
        if self.session is None:
            raise NoPageError
        return self.session.user.name

    @property
    def partial(self) -> bool:
        """Whether htmx asks for a part of a page."""
        return self.request.headers.get("hx-request") == "true"

    @property
    def address(self) -> str:
        """From which address the request comes, as the proxy tells it where there is one; may be empty."""
        return self.request.client.host if self.request.client is not None else ""

    def may(self, role: Role) -> bool:
        """Whether who is logged in has the rights of a role."""
        return self.user is not None and self.user.may(role)

    def part(self, name: str) -> str:
        """A part of the address, as the route names it.

        :raises NoPageError: it holds what no address of ours holds.
        """
        value = str(self.request.path_params[name])
        if _clean(value) != value:
            raise NoPageError
        return value

    def asked(self, name: str, default: str = "") -> str:
        """A word of the query."""
        return _clean(self.request.query_params.get(name, default)[:_LONGEST_WORD]).strip()

    def sent(self, name: str, default: str = "") -> str:
        """A field of the form, without blanks around it."""
        value = self.form.get(name, default)
        return _clean(value).strip() if isinstance(value, str) else default

    def sent_as_is(self, name: str) -> str:
        """A field of the form with the blanks around it, as passwords need it."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def sent_all(self, name: str) -> list[str]:
        """All values of a field of the form."""
        return [_clean(value) for value in self.form.getlist(name) if isinstance(value, str)]

    def trusts(self, given: str) -> bool:
        """Whether a form comes from a page of this session."""
        return self.session is not None and hmac.compare_digest(self.session.csrf.encode(), given.encode())

    def show(
        self, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
    ) -> Response:
        """A page made from a template, which knows the visit as ``visit``."""
        notice = self._take_notice()
        body = render(template, visit=self, site=self.site, notice=notice, **values)
        return HTMLResponse(body, status, headers)

    def lead(self, path: str, notice: str = "") -> Response:
        """Lead on to another page of this site, which shows a sentence first.

        :param path: begins with one slash; any other leads to the public page.
        """
        if notice and self.session is not None:
            with suppress(StorageError):  # what was asked for is done: it must not be said to have failed
                self.storage.accounts.tell(self.token_hash, notice)
        return RedirectResponse(local(quote(path, safe="/?&=#%-_.~:")), status_code=303)

    def _take_notice(self) -> str:
        if self.session is None or not self.session.notice or self.partial or self.request.method == "HEAD":
            return ""
        with suppress(StorageError):  # it is said once more then, which a page that does not come would not
            self.storage.accounts.tell(self.token_hash, "")
        return self.session.notice


def _clean(value: str) -> str:
    return _NOWHERE.sub("", value)
