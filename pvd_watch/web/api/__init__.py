"""Answers for programs: read-only, versioned."""

from __future__ import annotations

from pvd_watch.web.api.answering import answering
from pvd_watch.web.api.health import health
from pvd_watch.web.api.metrics import metrics
from pvd_watch.web.api.top import top
from pvd_watch.web.page import Page

PAGES: tuple[Page, ...] = (
    Page("/healthz", health, fresh_for=0),
    Page("/metrics", metrics, fresh_for=0),
    Page("/api/v1/top", answering(top)),
)
