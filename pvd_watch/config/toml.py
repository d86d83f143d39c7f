"""TOML: a file read with its faults as sentences, and values written back."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def read_toml(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The table of a file, and its faults: at most one, and then the table is empty.

    A syntax error is told with line and column.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        return {}, [f"{path}: cannot be read ({error.strerror or error})"]
    try:
        # Some editors put a byte order mark first, which TOML does not know.
        return tomllib.loads(body.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return {}, [f"{path}: line {line} is not UTF-8: save the file in this encoding"]
    except RecursionError:
        return {}, [f"{path}: not valid TOML: nested too deeply"]
    except ValueError as error:
        return {}, [f"{path}: not valid TOML: {error}"]


def toml_value(value: object) -> str:
    """A value as TOML: text, truth, number, or a list of these.

    :raises TypeError: a value of another kind.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # TOML's basic strings escape as JSON's do. What steers a terminal is escaped too, for it is shown there.
        return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))
    if isinstance(value, int):
        return f"{value:_}"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    raise TypeError(f"no TOML for {type(value).__name__}")
