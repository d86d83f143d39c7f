"""TOML: a file read with its faults as sentences, values as faults repeat them, and values written back."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SHOWN = 60
"""Most characters of a refused value that a fault repeats."""


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


def shown(value: object) -> str:
    """A refused value as a fault repeats it: on one line, cut where it is long, text in double quotes."""
    if isinstance(value, bool):
        words = str(value).lower()
    elif isinstance(value, str):
        words = f'"{repr(value)[1:-1]}"'
    elif isinstance(value, dict):
        words = "a table"
    elif isinstance(value, list):
        words = f"[{', '.join(shown(item) for item in value)}]"
    elif isinstance(value, int) and abs(value) >= 10**_SHOWN:
        words = "a huge number"  # Python refuses to write out the longest ones
    else:
        words = str(value)
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def nearest(word: str, known: Iterable[str]) -> str:
    """`` (did you mean "x"?)`` for the known word most like ``word``, or nothing where none is."""
    from difflib import get_close_matches  # only a faulty file needs it, and every command reads the configuration

    found = get_close_matches(word.lower(), list(known), n=1)
    return f' (did you mean "{found[0]}"?)' if found else ""
