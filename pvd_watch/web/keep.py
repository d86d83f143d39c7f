"""Public pages that were made once and are shown again, in memory, while what is published stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from starlette.responses import Response

MOST = 16_000_000
"""Bytes of all pages that are kept; those that were not asked for longest go first."""
_OWN = frozenset({b"content-length", b"content-type"})
"""Headers that an answer makes of its body."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An answer with the stamp of what was published when it was made; good until a moment."""

    stamp: str
    until: float
    body: bytes
    headers: dict[str, str]
    media_type: str


class Keep:
    """The pages that a site keeps; for the event loop alone."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[str, _Sheet] = OrderedDict()
        self._bytes = 0

    def take(self, address: str, stamp: str, now: float) -> Response | None:
        """The answer at an address while it is good.

        :param stamp: of what is published now.
        :param now: seconds of a clock that is never set.
        """
        sheet = self._sheets.get(address)
        if sheet is None:
            return None
        if sheet.stamp != stamp or now > sheet.until:
            self._drop(address)
            return None
        self._sheets.move_to_end(address)
        # A new answer each time: what stands around it writes into the headers.
        return Response(sheet.body, headers=sheet.headers, media_type=sheet.media_type)

    def put(self, address: str, stamp: str, until: float, answer: Response) -> None:
        """Keep an answer in one piece until a moment; ``stamp`` was read before it was made."""
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in answer.raw_headers if name not in _OWN
        }
        self._drop(address)
        sheet = _Sheet(stamp, until, bytes(answer.body), headers, answer.headers.get("content-type", ""))
        self._sheets[address] = sheet
        self._bytes += len(sheet.body)
        while self._bytes > MOST:
            self._drop(next(iter(self._sheets)))

    def _drop(self, address: str) -> None:
        sheet = self._sheets.pop(address, None)
        self._bytes -= len(sheet.body) if sheet is not None else 0
