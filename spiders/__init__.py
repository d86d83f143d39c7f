"""The crawl child: one Scrapy process a run that reads jobs from standard input and writes records to standard output.

It is started as ``python -m spiders`` and never imported by the rest of the program; of the project it knows only
the words and the protocol of `pvd_watch.model`.

::

    jobs in (wire, jobs) -> base (one task a job) -> trip (redirects) -> robots -> handler (turn of the host, checked
    address, one request) -> feeds | sitemaps | listing (entries), articles (pages) -> records out (wire)

A feed job (`feed_job`) is read as its form says (`forms`); a page job (`page_job`) asks `reservations` first. A site
that selectors cannot read is one file in `spiders.sites`.
"""
