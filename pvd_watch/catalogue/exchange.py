"""Lists of sources taken in from feed readers and given out to them."""

from __future__ import annotations

import sys
from email.utils import format_datetime
from pathlib import Path

from pvd_watch.catalogue.opml import read_opml, write_opml
from pvd_watch.catalogue.proposals import Proposals, propose
from pvd_watch.errors import UsageError
from pvd_watch.wiring import Watch


def import_opml(watch: Watch, file: Path) -> Proposals:
    """What a list proposes to this home.

    :raises DataError: the list cannot be read.
    """
    outlines = read_opml(file)
    return propose(outlines.records, watch.config, watch.departments, str(file), outlines.ignored)


def export_opml(watch: Watch, output: str) -> int:
    """Write every source of the configuration as a list; how many.

    :param output: a file, or ``-`` for standard output.
    :raises UsageError: the file cannot be written.
    """
    written = write_opml(watch.config.sources, format_datetime(watch.now()))
    if output == "-":
        sys.stdout.buffer.write(written)
        sys.stdout.flush()
    else:
        try:
            Path(output).write_bytes(written)
        except (OSError, ValueError) as error:
            raise UsageError(f"{output} cannot be written ({error}); name another file with -o") from error
    return len(watch.config.sources)
