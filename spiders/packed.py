"""Bodies that are gzip files themselves (``sitemap.xml.gz``), whatever their headers say: unpacked, with a bound."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from spiders.failures import Refused

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_MAGIC = b"\x1f\x8b\x08"
_GZIP = 16 + zlib.MAX_WBITS


class UnpackingMiddleware:
    """Gives the rest of the child the unpacked body of such an answer."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnpackingMiddleware:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        """:raises Refused: the body is damaged, or too large once it is unpacked."""
        if not response.body.startswith(_MAGIC):
            return response
        try:
            body = unpacked(response.body, self._most_bytes)
        except zlib.error as error:
            raise Refused("format", f"The compressed body of {request.url} is damaged: {error}.") from error
        if body is None:
            raise Refused("size", f"The body of {request.url} is larger than allowed once it is unpacked.")
        return response.replace(body=body)


def unpacked(body: bytes, most_bytes: int) -> bytes | None:
    """The content of a gzip file; of one that was cut short what there is; None when it is more than ``most_bytes``.

    :raises zlib.error: it is damaged.
    """
    machine = zlib.decompressobj(_GZIP)
    content = machine.decompress(body, most_bytes + 1)
    return content if len(content) <= most_bytes else None
