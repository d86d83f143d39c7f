"""Pages for everybody."""

from __future__ import annotations

from pvd_watch.web.page import Page
from pvd_watch.web.public.home import home

PAGES: tuple[Page, ...] = (Page("/", home),)
