"""All routes of the site, in one table: what each asks for is checked here and tested role by role."""

from __future__ import annotations

from pvd_watch.web import account, api, desk, public
from pvd_watch.web.page import Page

PAGES: tuple[Page, ...] = (*public.PAGES, *account.PAGES, *desk.PAGES, *api.PAGES)
