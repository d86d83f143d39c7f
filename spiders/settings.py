"""The settings of the crawl: each default of Scrapy that would be rude, unsafe or slow is named and turned here."""

from __future__ import annotations

from typing import Any

from pvd_watch.model import StartJob
from spiders.hosts import LEAST_DELAY

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


def settings(start: StartJob) -> dict[str, Any]:
    """Scrapy's settings for one crawl."""
    return _components() | _safety(start) | _manners(start)


def _components() -> dict[str, Any]:
    """What is not named here is not loaded: no telnet, no remote control, no statistics, no proxies, no cookies."""
    return {
        "BOT_NAME": "pvd-watch",
        "TWISTED_REACTOR": REACTOR,
        "EXTENSIONS_BASE": {},
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
        "SPIDER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES": {
            "spiders.robots.RobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
            "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
            "spiders.packed.UnpackingMiddleware": 580,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
        },
        "DOWNLOAD_HANDLERS_BASE": {},
        "DOWNLOAD_HANDLERS": {"http": "spiders.handler.PoliteHandler", "https": "spiders.handler.PoliteHandler"},
        "LOG_LEVEL": "WARNING",
    }


def _safety(start: StartJob) -> dict[str, Any]:
    """Certificates are checked, sizes and times bounded, nothing is kept or followed that we did not ask for."""
    return {
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": start.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": start.timeout_seconds,
        # A body that was cut short is taken as far as it goes, and said to be cut.
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "HTTPPROXY_ENABLED": False,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        # Followed in trip.py, where each hop is checked.
        "REDIRECT_ENABLED": False,
    }


def _manners(start: StartJob) -> dict[str, Any]:
    """The pace is kept in hosts.py; Scrapy's own, which cannot know of robots.txt, is a second fence behind it."""
    return {
        "USER_AGENT": start.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
            "text/xml;q=0.9, text/html;q=0.8, */*;q=0.5",
            "Accept-Language": "fr",
        },
        "RETRY_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "CONCURRENT_REQUESTS": start.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": LEAST_DELAY,
        "DOWNLOAD_DELAY_JITTER": 0.0,
    }
