"""Expected failures of a crawl as values: every one says in a sentence what happened and, where it can, what to do."""

from __future__ import annotations

import zlib
from gzip import BadGzipFile
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]  # it has no types
from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from service_identity import VerificationError
from twisted.internet.error import ConnectError, ConnectionAborted

from pvd_watch.model import Failure

_MEANINGS = {
    401: "a login is asked for",
    402: "payment is asked for",
    403: "the site refuses us",
    404: "there is nothing at this address any more; look for the new one",
    410: "the address was given up for good; look for the new one",
    429: "the site asks us to come less often",
    451: "the page is withheld for legal reasons",
    503: "the site is not available for the moment",
}


class Refused(IgnoreRequest):
    """A request that is not made, or an answer that is not taken, for a reason that the Run will show."""

    def __init__(self, stage: str, message: str) -> None:
        self.failure = Failure(stage, message)
        super().__init__(message)


def failure_of(error: BaseException, url: str) -> Failure | None:
    """The expected failure behind ``error``, raised on the way to ``url``; None when it is a fault of the program."""
    host = urlsplit(url).netloc
    match error:
        case Refused():
            return error.failure
        case DownloadTimeoutError():
            return Failure("timeout", f"{host} did not answer {url} in full within the time allowed.")
        case CannotResolveHostError():
            return Failure("dns", f"{host} has no address in the DNS; the site has moved or is gone.")
        case DownloadCancelledError():
            return Failure("size", f"The body of {url} is larger than allowed and was not read.")
        case IgnoreRequest():  # only the decompression raises it bare
            return Failure("size", f"The body of {url} is larger than allowed once decompressed and was not read.")
        case DownloadConnectionRefusedError():
            return Failure("connect", f"{host} refuses the connection.")
        case DownloadFailedError():
            return _broken(error, host)
        case BadGzipFile() | zlib.error() | brotli.error() | EOFError():
            return Failure("format", f"The compressed body of {url} is damaged and cannot be unpacked.")
        case ConnectError() | OSError():
            return Failure("connect", f"{host} cannot be reached: {error}.")
    return None


def http_failure(status: int, url: str) -> Failure:
    """The failure of an answer whose status is no success."""
    fallback = "the server has a fault of its own" if status >= 500 else "the server does not give the page"
    return Failure("http", f"HTTP {status} from {url}: {_MEANINGS.get(status, fallback)}.")


def coding_failure(coding: str, url: str) -> Failure | None:
    """The failure of an answer that is still compressed when it arrives here; None when it is not."""
    if not coding:
        return None
    return Failure("format", f"{url} is compressed with {coding}, which was not asked for and is not read.")


def _broken(error: BaseException, host: str) -> Failure:
    """A connection that broke: Twisted wraps the reasons in its own failures, several levels deep."""
    reasons = list(_reasons(error))
    if any(isinstance(reason, SSL.Error | VerificationError) for reason in reasons):
        return Failure("tls", f"The certificate of {host} cannot be trusted: {_words(reasons)}.")
    if any(isinstance(reason, ConnectionAborted) for reason in reasons):
        return Failure("size", f"The headers of {host} do not end and were not read.")
    return Failure("connect", f"{host} broke the connection before its answer was complete: {_words(reasons)}.")


def _reasons(error: BaseException | None) -> list[BaseException]:
    if error is None:
        return []
    found = [error]
    for inner in getattr(error, "reasons", ()):
        found += _reasons(inner.value)
    return found + _reasons(error.__cause__)


def _words(reasons: list[BaseException]) -> str:
    """The last reason in plain words: OpenSSL gives lists of triples, Twisted a sentence."""
    last = reasons[-1]
    if isinstance(last, SSL.Error) and last.args and isinstance(last.args[0], list):
        return ", ".join(str(triple[-1]) for triple in last.args[0]) or "handshake failed"
    return (str(last) or type(last).__name__).rstrip(".")
