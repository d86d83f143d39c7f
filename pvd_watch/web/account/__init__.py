"""Logins and accounts."""

from __future__ import annotations

from pvd_watch.web.page import Page

PAGES: tuple[Page, ...] = ()
