"""A request as bytes, for what no well-mannered client sends."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit


def ask_raw(address: str, request: bytes, patience: float = 5.0) -> bytes:
    """The whole answer to a request that is sent as it stands.

    :param request: ``HOST`` in it becomes the address of the server.
    """
    parts = urlsplit(address)
    assert parts.hostname is not None
    with socket.create_connection((parts.hostname, parts.port or 80), timeout=patience) as line:
        line.sendall(request.replace(b"HOST", parts.netloc.encode()))
        answer = b""
        while True:
            try:
                part = line.recv(65_536)
            except (TimeoutError, ConnectionResetError):
                break
            if not part:
                break
            answer += part
    return answer
