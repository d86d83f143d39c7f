"""Answers for programs: read-only, versioned."""

from __future__ import annotations

from pvd_watch.web.api.answering import answering
from pvd_watch.web.api.articles import articles
from pvd_watch.web.api.communes import commune
from pvd_watch.web.api.digests import digest
from pvd_watch.web.api.health import health
from pvd_watch.web.api.metrics import metrics
from pvd_watch.web.api.openapi import manual, openapi
from pvd_watch.web.api.stories import stories
from pvd_watch.web.api.top import top
from pvd_watch.web.api.unknown import unknown
from pvd_watch.web.page import Page

PAGES: tuple[Page, ...] = (
    Page("/healthz", health, fresh_for=0),
    Page("/metrics", metrics, fresh_for=0),
    Page("/api", manual),
    Page("/api/v1/openapi.json", answering(openapi)),
    Page("/api/v1/top", answering(top)),
    Page("/api/v1/stories", answering(stories)),
    Page("/api/v1/articles", answering(articles)),
    Page("/api/v1/communes/{insee}", answering(commune)),
    Page("/api/v1/digests/{date}", answering(digest)),
    Page("/api/{rest:path}", answering(unknown)),
)
