"""The crawl child: one Scrapy process a run that reads jobs from standard input and writes records to standard output.

It is started as ``python -m spiders`` and never imported by the rest of the program; of the project it knows only
the words and the protocol of `pvd_watch.model`.

::

    jobs in (wire, jobs) -> base (one task a job) -> trip (redirects) -> robots -> handler (turn of the host, checked
    address, one request) -> feeds (entries) -> records out (wire)
"""
