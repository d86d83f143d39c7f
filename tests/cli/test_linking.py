"""``link`` as a filter of files and streams, ``link`` on what is stored, ``evaluate``."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .command import PROGRAM, ask, contents, pvd, refused, set_keys

GOOD = json.dumps({"id": "x1", "title": "Quimperlé rénove sa halle", "text": ""})
LINES = [GOOD, "no json", json.dumps({"id": 7}), "[]", json.dumps({"id": "t", "title": 3})]


@pytest.fixture
def quick(home: Path) -> Path:
    """A home whose linker needs no language model."""
    set_keys(home, model="false")
    return home


def test_streams_go_through_in_order_and_refusals_end_with_1(quick: Path) -> None:
    done = ask("link", "-", "--workers", "2", given="\n".join(LINES) + "\n", home=quick)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert done.stderr.startswith("pvd-watch: -: 3 of 5 lines were refused")
    assert [answer["id"] for answer in answers] == ["x1", None, 7, None, "t"]
    assert ["error" in answer for answer in answers] == [False, True, False, True, True]
    assert answers[1]["error"].startswith("line 2: ")
    assert answers[0]["communes"][0]["insee"] == "29233"


def test_a_file_as_other_programs_write_it_is_read(quick: Path, tmp_path: Path) -> None:
    """A byte order mark, CRLF, line separators of Unicode inside a text, no line end at the end, a foreign byte."""
    texts, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        '\ufeff{"id": 1, "title": "La halle de Quimperlé"}\r\n',
        '{"id": 2, "text": "a\u2028b\x85c à Quimperlé (29)"}\n',
        '{"id": 3, "title": "La halle de Quimperlé"}',
    ]
    texts.write_bytes("".join(lines).encode() + b'\n{"id": 4, "title": "La halle de Quimperl\xe9 \xff"}')
    done = pvd("link", str(texts), "-o", str(out), "--json", home=quick)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    told = json.loads(done.stdout)
    assert told.pop("words") > 20
    assert told == {"lines": 4, "refused": 0, "model_words": 0, "model_share": 0.0}
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4]
    assert [len(answer["communes"]) for answer in answers[:3]] == [1, 1, 1]
    assert answers[1]["communes"][0]["mentions"][0]["start"] == 8


def test_the_object_goes_to_standard_error_where_the_answers_take_the_output(quick: Path) -> None:
    done = ask("link", "-", "--json", "--explain", given=GOOD, home=quick)
    assert json.loads(done.stderr).keys() == {"lines", "refused", "words", "model_words", "model_share"}
    assert json.loads(done.stdout)["id"] == "x1"


def test_a_reader_that_leaves_ends_it_quietly(quick: Path, tmp_path: Path) -> None:
    texts = tmp_path / "many.jsonl"
    texts.write_text((GOOD + "\n") * 3000, encoding="utf-8")
    with subprocess.Popen(
        [*PROGRAM, "--home", str(quick), "link", str(texts), "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == "x1"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_wrong_use_writes_nothing(quick: Path, tmp_path: Path) -> None:
    texts = tmp_path / "in.jsonl"
    texts.write_text(GOOD, encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to(texts)
    before = contents(tmp_path)
    cases = {
        ("link", str(tmp_path)): "cannot be read (Is a directory)",
        ("link", str(texts), "-o", str(tmp_path)): "cannot be written (Is a directory)",
        ("link", str(texts), "-o", str(tmp_path / "link.jsonl")): "is the file that is read, and would be lost",
        ("link", str(texts), "--again"): "--again and --since are for what is stored",
        ("evaluate", "nowhere.jsonl"): "nowhere.jsonl cannot be read",
    }
    for words, said in cases.items():
        assert said in refused(*words, code=2, home=quick)
    set_keys(quick, hour='"late"')
    before |= {"home/config/watch.toml": (quick / "config" / "watch.toml").read_bytes()}
    assert "[digest] hour" in refused("link", str(texts), "-o", str(tmp_path / "out"), code=2, home=quick)
    assert contents(tmp_path) == before


def test_evaluate_prints_the_shares_and_with_errors_each_error(quick: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    right = {"id": "r", "title": "La halle de Quimperlé rouvre", "must": ["29233"], "about": ["29233"]}
    false = {"id": "f\u001b[31m", "title": "La halle de Quimperlé rouvre", "must": []}
    gold.write_text("\n".join(json.dumps(line) for line in (right, false)), encoding="utf-8")
    done = ask("evaluate", str(gold), "--errors", home=quick)
    assert done.returncode == 0, done.stderr
    assert "precision 0.5000  recall 1.0000  F1 0.6667  (1 pairs, 2 texts)" in done.stdout
    assert "false 29233 Quimperlé" in done.stdout
    assert "\x1b" not in done.stdout
    gold.write_text('\n{"title": "Die", "must": ["26113"]}\n{"must": [{}]}\n', encoding="utf-8")
    words = refused("evaluate", str(gold), code=1, home=quick)
    assert words == f"{gold}, line 3: must must be a list of INSEE codes in quotes"
