"""The log: a line a matter, with run and source, harmless on a terminal."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch import logs

LOG = logging.getLogger("pvd_watch.test")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger(logs.ROOT)
    handlers, levels = root.handlers[:], (root.level, ours.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def written(*, as_json: bool, level: int = logging.INFO) -> io.StringIO:
    stream = io.StringIO()
    logs.configure(stream, as_json=as_json, level=level)
    return stream


def test_a_json_line_has_its_run_and_source() -> None:
    stream = written(as_json=True)
    with logs.about(run=12), logs.about(source="le-journal"):
        LOG.warning("failed at %s", "fetch")
    LOG.info("ended")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert len(first.pop("at")) == 20
    assert first == {
        "level": "warning",
        "logger": "pvd_watch.test",
        "message": "failed at fetch",
        "run": 12,
        "source": "le-journal",
        "task": None,
    }
    assert (second["run"], second["source"]) == (None, None)


def test_a_plain_line_is_for_people() -> None:
    stream = written(as_json=False)
    with logs.about(run=12, source="le-journal"):
        LOG.error("failed")
    assert stream.getvalue()[21:] == "error    failed [run 12, source le-journal]\n"


def test_levels_and_other_libraries_are_kept_apart() -> None:
    stream = written(as_json=False, level=logging.DEBUG)
    LOG.debug("ours")
    logging.getLogger("apscheduler").info("theirs")
    assert [line.split()[-1] for line in stream.getvalue().splitlines()] == ["ours"]


@pytest.mark.parametrize("as_json", [True, False])
@given(words=st.text())
def test_no_feed_text_breaks_a_line_or_reaches_a_terminal(as_json: bool, words: str) -> None:
    stream = written(as_json=as_json)
    LOG.info("title %s", f"\x1b[2J{words}\nforged")
    lines = stream.getvalue().split("\n")
    assert len(lines) == 2
    assert not any(ord(sign) < 32 or 126 < ord(sign) < 160 for sign in lines[0])


@pytest.mark.parametrize("as_json", [True, False])
def test_a_traceback_is_told_without_escapes(as_json: bool) -> None:
    stream = written(as_json=as_json)
    try:
        raise ValueError("\x1b[31mred")
    except ValueError:
        LOG.exception("a fault")
    told = stream.getvalue()
    assert "ValueError" in told
    assert "\x1b" not in told
    if as_json:
        assert "ValueError" in json.loads(told)["exception"]


def test_what_a_child_logged_is_logged_again_as_it_was() -> None:
    child, parent = written(as_json=True), None
    with logs.about(run=3, source="j"):
        LOG.warning("failed")
    line = child.getvalue()
    parent = written(as_json=True)
    logs.relay(line, "poll")
    told = json.loads(parent.getvalue())
    assert told == json.loads(line) | {"task": "poll", "at": told["at"]}


@pytest.mark.parametrize(
    "line", ["a plain \x1b[31mline", "[1, 2]", '{"level": 3}', '{"level": "no", "logger": "x"}', "{"]
)
def test_any_other_line_of_a_child_is_a_warning(line: str) -> None:
    stream = written(as_json=True)
    logs.relay(line, "poll")
    told = json.loads(stream.getvalue())
    assert (told["level"], told["task"]) == ("warning", "poll")
    assert told["message"] == line.replace("\x1b", "")
