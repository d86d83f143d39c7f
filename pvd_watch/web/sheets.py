"""Public pages that were made once and are shown again, in memory, while what is published stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from pvd_watch.web.kept import Kept

MOST = 16_000_000
"""Bytes of all pages that are kept; those that were not asked for longest go first."""
_OWN = frozenset({b"content-length", b"content-type"})
"""Headers that an answer makes of its body."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An answer, good until a moment."""

    until: float
    body: bytes
    headers: dict[str, str]
    media_type: str


class Sheets:
    """The pages that a site keeps."""

    def __init__(self) -> None:
        self._kept = Kept(MOST, lambda sheet: len(sheet.body))

    def take(self, address: str, stamp: str, now: float) -> Response | None:
        """The answer at an address while it is good.

        :param stamp: of what is published now.
        :param now: seconds of a clock that is never set.
        """
        sheet: _Sheet | None = self._kept.find(address, stamp)
        if sheet is None or now > sheet.until:
            return None
        # A new answer each time: what stands around it writes into the headers.
        return Response(sheet.body, headers=sheet.headers, media_type=sheet.media_type)

    def put(self, address: str, stamp: str, until: float, answer: Response) -> None:
        """Keep an answer in one piece until a moment; ``stamp`` was read before it was made."""
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in answer.raw_headers if name not in _OWN
        }
        sheet = _Sheet(until, bytes(answer.body), headers, answer.headers.get("content-type", ""))
        self._kept.put(address, stamp, sheet)
