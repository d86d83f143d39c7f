"""Files that are there whole, or as they were before: written beside, brought to the disk, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def replacing(path: Path, mode: int = 0o644) -> Iterator[IO[bytes]]:
    """A file open for bytes; it takes the place of the one at ``path`` if the block ends well, and is deleted if not.

    :param mode: the rights of the new file.
    :raises OSError: it cannot be written.
    """
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(mode)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def write(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Put ``content`` in the place of the file at ``path``.

    :param mode: the rights of the new file.
    :raises OSError: it cannot be written; the file that was there is untouched.
    """
    with replacing(path, mode) as file:
        file.write(content)


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk.

    Without the second a power cut may bring an old name back after the new file was reported as written.
    """
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
