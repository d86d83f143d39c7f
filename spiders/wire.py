"""The two pipes to the parent: lines come in through a thread, records go out at once; a closed pipe is the end."""

from __future__ import annotations

import asyncio
import json
import os
import select
from collections.abc import AsyncIterator, Callable, Iterable
from queue import SimpleQueue
from threading import Thread

from pvd_watch.model import Record, to_wire
from spiders.jobs import is_end

ABANDONED = 1
_CHUNK = 1 << 16


class Wire:
    """Standard input and output of the child. Its thread ends the process, whatever the crawl is doing, as soon as the
    parent is gone: the input closed before the end was announced, or nobody left to read the output."""

    def __init__(self, source: int, sink: int) -> None:
        self._source = source
        self._sink = sink
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._wake: Callable[[], object] = lambda: None
        Thread(target=self._watch, name="wire", daemon=True).start()

    @classmethod
    def over_standard_streams(cls) -> Wire:
        """Take both streams; whatever else writes to standard output from now on goes to standard error."""
        sink = os.dup(1)
        os.dup2(2, 1)
        return cls(0, sink)

    def first(self) -> bytes | None:
        """The first line, once it is there; None when the end came at once."""
        line = self._lines.get()
        if line is None:
            self._lines.put(None)  # lines() ends at it too
        return line

    async def lines(self) -> AsyncIterator[bytes]:
        """Every further line, as it comes, up to the end."""
        arrived, loop = asyncio.Event(), asyncio.get_running_loop()
        self._wake = lambda: loop.call_soon_threadsafe(arrived.set)
        while True:
            arrived.clear()
            while not self._lines.empty():
                line = self._lines.get_nowait()
                if line is None:
                    return
                yield line
            await arrived.wait()

    def send(self, records: Iterable[Record]) -> None:
        """Write the records, each on its line; blocks while the parent is slow."""
        lines = [json.dumps(to_wire(record), ensure_ascii=False, separators=(",", ":")) + "\n" for record in records]
        data = memoryview("".join(lines).encode())
        try:
            while data:
                data = data[os.write(self._sink, data) :]
        except BrokenPipeError:
            os._exit(ABANDONED)

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._source, select.POLLIN)
        poll.register(self._sink, 0)  # errors only: the reader is gone
        rest, ended = b"", False
        while True:
            for descriptor, _ in poll.poll():
                if descriptor == self._sink:
                    os._exit(ABANDONED)
                data = os.read(self._source, _CHUNK)
                *lines, rest = (rest + data).split(b"\n")
                ended = self._take(lines if data else [rest]) or ended
                if ended:
                    poll.unregister(self._source)
                elif not data:
                    os._exit(ABANDONED)

    def _take(self, lines: list[bytes]) -> bool:
        """Pass the lines on; True when one of them was the end."""
        for line in filter(bytes.strip, lines):
            ended = is_end(line)
            self._lines.put(None if ended else line)
            self._wake()
            if ended:
                return True
        return False
