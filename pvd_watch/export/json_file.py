"""An export as one JSON object: period, credits, an Article a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from pvd_watch.export.record import CREDITS, Record
from pvd_watch.times import Period

_encode = json.JSONEncoder(ensure_ascii=False).encode


def write_json(exported: Iterable[Record], period: Period, file: TextIO) -> int:
    """Write an export; how many Articles it has.

    :param file: open for text in UTF-8.
    """
    span = {"from": period.first, "to": period.last}
    file.write(f'{{\n"period": {_encode(span)},\n"credits": {_encode(CREDITS)},\n"articles": [')
    articles = 0
    for record in exported:
        file.write(("," if articles else "") + "\n" + _encode(asdict(record)))
        articles += 1
    file.write("\n]\n}\n")
    return articles
