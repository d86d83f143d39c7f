"""``python -m spiders``: read jobs, crawl, write records, leave."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from scrapy.utils.reactor import install_reactor

from pvd_watch.model import StartJob
from spiders.jobs import BadLineError, read_job
from spiders.settings import REACTOR, settings
from spiders.wire import Wire


def main() -> None:
    """Run one crawl over the standard streams. Leaves with 0 when all jobs are done, with 1 when the parent went away
    or Scrapy could not work."""
    wire = Wire.over_standard_streams()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches the parent too, which tells the tale
    install_reactor(REACTOR)
    worked = _crawl(wire)
    sys.stderr.flush()
    # Python would wait for threads that ask a name server which does not answer.
    os._exit(0 if worked else 1)


def _crawl(wire: Wire) -> bool:
    """Run the spider in the reactor; whether it came to its end."""
    # Imported here because they would install the default reactor.
    from scrapy.crawler import Crawler
    from scrapy.utils.log import configure_logging
    from twisted.internet import reactor as installed

    from spiders.base import PressSpider

    reactor: Any = installed
    first = wire.first()
    start = _start_job(first)
    chosen = settings(start or StartJob(user_agent="pvd-watch"))
    configure_logging(chosen)
    crawler = Crawler(PressSpider, chosen)
    failures: list[object] = []
    crawl = crawler.crawl(start=start or StartJob(user_agent="pvd-watch"), wire=wire, first=None if start else first)
    crawl.addErrback(failures.append)
    crawl.addBoth(lambda _: reactor.callWhenRunning(reactor.stop))
    reactor.run(installSignalHandlers=False)
    for failure in failures:
        sys.stderr.write(f"{failure}\n")
    return not failures


def _start_job(line: bytes | None) -> StartJob | None:
    """The first line, where it says how to behave."""
    try:
        job = read_job(line or b"")
    except BadLineError:
        return None
    return job if isinstance(job, StartJob) else None


if __name__ == "__main__":
    main()
