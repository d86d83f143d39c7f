"""What happens to feeds on their way: bodies cut, flipped, declared otherwise, blown up."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

_DECLARATION = re.compile(rb"""encoding\s*=\s*["'][\w.:-]+["']""")
_LAST_ITEM = re.compile(rb"<(?:item|entry)[\s>].*?</(?:item|entry)>", re.DOTALL)
_MOST_BYTES = 5_000_000


def cut(body: bytes, random: Random) -> bytes:
    return body[: random.randrange(len(body) + 1)]


def flipped(body: bytes, random: Random) -> bytes:
    """A few bits changed."""
    data = bytearray(body)
    for _ in range(random.randint(1, 20)):
        if data:
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data)


def shuffled(body: bytes, random: Random) -> bytes:
    """A piece taken from its place and put elsewhere."""
    start, length, target = (random.randrange(len(body) + 1) for _ in range(3))
    piece = body[start : start + length % 2_000]
    rest = body[:start] + body[start + len(piece) :]
    return rest[:target] + piece + rest[target:]


def declared_otherwise(body: bytes, random: Random) -> bytes:
    name = random.choice(["utf-16", "iso-8859-1", "us-ascii", "windows-1251", "shift_jis", "utf-7", "base64", "x-none"])
    return _DECLARATION.sub(f'encoding="{name}"'.encode(), body, count=1)


def encoded_otherwise(body: bytes, random: Random) -> bytes:
    encoding = random.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"])
    return body.decode("utf-8", "replace").encode(encoding, "replace")


def with_junk(body: bytes, random: Random) -> bytes:
    junk = [b"\0", b"\x1b[2J", b"&nbsp;", b"&", b"<", b"<![CDATA[", b"]]>", b"<br>", b"</item>", b"<item>", b"\xff\xfe"]
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(body) + 1)
        body = body[:at] + random.choice(junk) + body[at:]
    return body


def nested(body: bytes, random: Random) -> bytes:
    """Deep elements where an item begins."""
    depth = random.choice([50, 300, 5_000])
    return body.replace(b"<item>", b"<item>" + b"<div>" * depth + b"</div>" * depth, 1)


def with_bomb(body: bytes, random: Random) -> bytes:
    """Entities that would grow without end, and one that would read a file."""
    lines = "".join(f'<!ENTITY e{n + 1} "&e{n};&e{n};&e{n};&e{n};&e{n};&e{n};">' for n in range(30))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{lines}<!ENTITY f SYSTEM "file:///etc/hostname">]>'.encode()
    start = body.find(b"?>") + 2 if body.startswith(b"<?xml") else 0
    return (body[:start] + doctype + body[start:]).replace(b"<title>", b"<title>&e30;&f;", 3)


def repeated(body: bytes, random: Random) -> bytes:
    """Its last item many times over, up to five million bytes."""
    items = _LAST_ITEM.findall(body)
    if not items:
        return body * 2
    times = min(100_000, (_MOST_BYTES - len(body)) // max(1, len(items[-1])))
    return body.replace(items[-1], items[-1] * max(1, random.choice([3, 200, times])), 1)


CHEAP: tuple[Mutation, ...] = (cut, flipped, shuffled, declared_otherwise, encoded_otherwise, with_junk)
DEAR: tuple[Mutation, ...] = (nested, with_bomb, repeated)
