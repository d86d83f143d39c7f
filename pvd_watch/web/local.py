"""Addresses of this site: where somebody may be led to, whoever wrote the address."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
"""One slash at the start: two, or a backslash that browsers read as one, would name another site (WHATWG URL, 4.4)."""
START = "/veille/"


def local(path: str, otherwise: str = START) -> str:
    """The path where it stays on this site, else another."""
    return path if _LOCAL.fullmatch(path) else otherwise
