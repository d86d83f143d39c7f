"""``ranking.toml``: the shipped file is the declarations written out, and every fault of another one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pvd_watch.errors import ConfigError
from pvd_watch.relevance import KINDS, THEMES, Weights, load_weights
from pvd_watch.relevance.weights import explained
from pvd_watch.shipping import shipped


def test_the_shipped_file_says_every_key_with_its_default_and_its_meaning() -> None:
    text = shipped("config/ranking.toml").read_text(encoding="utf-8")
    for table, key, value, says in explained(Weights()):
        block = text.partition(f"[{table}]\n")[2].partition("\n[")[0]
        assert f"# {says}\n{key} = {value}\n" in f"{block}\n", key
    assert load_weights(shipped("config/ranking.toml")) == Weights()


def test_every_theme_and_kind_has_its_weight() -> None:
    keys = {(table, key) for table, key, _, _ in explained(Weights())}
    assert {("themes", code) for code in THEMES} == {pair for pair in keys if pair[0] == "themes"}
    assert {("losses", code) for code in KINDS} <= keys
    assert all(Weights().themes.of(code) > 0 for code in THEMES)
    assert Weights().themes.of("autre") == 0


def test_what_a_home_leaves_out_keeps_its_default(tmp_path: Path) -> None:
    path = tmp_path / "ranking.toml"
    path.write_text("[themes]\npatrimoine-espace = 2\n[losses]\ncrime = -1.5\n", encoding="utf-8")
    weights = load_weights(path)
    assert (weights.themes.of("patrimoine-espace"), weights.losses.crime) == (2.0, -1.5)
    assert weights.gains == Weights().gains


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ranking.toml"
    scales = '[scales]\nfresh_half_life_hours = "24"\n'
    text = f"gains = 3\n[losses]\ncrime = 2\nsport = -1\n{scales}[theme]\n[themes]\nhabitt = 1\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_weights(path)
    told = [fault.removeprefix(f"{path}: ") for fault in refused.value.faults]
    assert told == [
        'the file has no key "theme" (did you mean "themes"?)',
        "[gains] must be a table, not 3",
        '[losses] has no key "sport"; known are crowd, crime, accident, results, obituary, advert, weather',
        "[losses] crime must be a number from -100 to 0, not 2",
        '[scales] fresh_half_life_hours must be a number from 0.5 to 10000, not "24"',
        '[themes] has no key "habitt" (did you mean "habitat"?)',
    ]
