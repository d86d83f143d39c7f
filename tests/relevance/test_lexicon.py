"""``themes.toml``: what the shipped file says, and every fault of another one told with file, table and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from pvd_watch.errors import ConfigError
from pvd_watch.relevance import KINDS, OTHER, THEMES, Lexicon, Reader, load_lexicon

SUBJECTS = "".join(
    f'[{table}.{code}]\nname = "{code}"\nsays = "parle de {code}"\n'
    for table, codes in (("theme", (*THEMES, OTHER)), ("kind", KINDS))
    for code in codes
)


def written(folder: Path, text: str) -> Path:
    path = folder / "themes.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as refused:
        load_lexicon(written(folder, text))
    assert all(fault.startswith(f"{folder / 'themes.toml'}: ") for fault in refused.value.faults)
    return tuple(fault.removeprefix(f"{folder / 'themes.toml'}: ") for fault in refused.value.faults)


def with_words(folder: Path, words: str, table: str = "theme.habitat") -> Lexicon:
    return load_lexicon(written(folder, SUBJECTS.replace(f"[{table}]\n", f"[{table}]\n{words}\n")))


def test_a_home_may_bring_words_of_its_own(tmp_path: Path) -> None:
    reader = Reader(with_words(tmp_path, 'sure = ["yourte mongol*", "igloo"]'))
    assert reader.read("Trois igloos au camping", "").theme == "habitat"
    assert reader.read("Une yourte mongole", "").theme == "habitat"
    assert reader.read("Un camping", "").theme == "autre"


def test_a_lexicon_without_words_files_everything_under_other(tmp_path: Path) -> None:
    assert Reader(load_lexicon(written(tmp_path, SUBJECTS))).read("La halle rouvre", "Le marché aussi.").theme == OTHER


def test_words_of_no_theme_outweigh_what_would_mislead(tmp_path: Path) -> None:
    text = SUBJECTS.replace("[theme.autre]\n", '[theme.autre]\nsure = ["horoscope"]\n')
    text = text.replace("[theme.habitat]\n", '[theme.habitat]\nsure = ["maison"]\n')
    reader = Reader(load_lexicon(written(tmp_path, text)))
    other = reader.read("Horoscope", "Balance : restez à la maison.").themes[0]
    assert (other.code, other.words) == (OTHER, ("Horoscope",))
    assert reader.read("Maison", "Et l'horoscope.").theme == "habitat"


def test_an_open_end_takes_any_ending(tmp_path: Path) -> None:
    reader = Reader(with_words(tmp_path, 'sure = ["festivalier*", "rénov*", "bois éco*"]'))
    for title in ("Les festivalières", "Rénovation", "Ils rénoveront", "RENOVEE", "Un bois écologique"):
        assert reader.read(title, "").theme == "habitat", title
    assert reader.read("Le festival d'un bois", "").theme == "autre"


def test_a_longer_entry_hides_the_shorter_ones_inside_it(tmp_path: Path) -> None:
    hidden = '[hidden]\nwords = ["commerce de drogue"]\n'
    text = SUBJECTS.replace("[theme.commerce]\n", '[theme.commerce]\nsure = ["commerce"]\n') + hidden
    reader = Reader(load_lexicon(written(tmp_path, text)))
    assert reader.read("Le commerce du centre", "").theme == "commerce"
    assert reader.read("Commerces de la drogue", "").theme == "autre"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('sure = "logement"', "[theme.habitat] sure must be a list of texts in quotes, not \"logement\""),
        ('sure = ["  "]', "[theme.habitat] sure holds '  ': a word or a phrase without signs, with a * at its"),
        ('sure = ["a * b"]', "[theme.habitat] sure holds 'a * b'"),
        ('sure = ["b"]', "[theme.habitat] sure holds 'b': too short to tell anything"),
        ('sure = ["un, deux"]', "[theme.habitat] sure holds 'un, deux'"),
        ('sure = ["toit"]\nweak = ["toits"]', "[theme.habitat] weak holds 'toits', which stands in another list too"),
        ('sur = ["toit"]', "[theme.habitat] has no key \"sur\" (did you mean \"sure\"?)"),
        ("hush = 0.5", "[theme.habitat] has no key \"hush\""),
    ],
)  # fmt: skip
def test_a_fault_names_table_and_key(tmp_path: Path, words: str, told: str) -> None:
    with pytest.raises(ConfigError) as refused:
        with_words(tmp_path, words)
    assert any(told in fault for fault in refused.value.faults), refused.value.faults


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = SUBJECTS.replace('name = "habitat"', "name = 3").replace("[kind.crime]", "[kind.crimes]")
    told = faults(tmp_path, text + "[decision]\ntheme = true\nfirst = 1\n[points]\nagainst = 2\n[words]\n")
    for wanted in (
        'the file has no key "words"; known are decision, points, hidden, theme, kind',
        "[theme.habitat] name must be text on one line, not 3",
        '[kind] has no key "crimes" (did you mean "crime"?)',
        "[kind.crime] is missing: each subject has its table, compare with the file of the program",
        "[decision] theme must be a number from 0.5 to 100, not true",
        '[decision] has no key "first"; known are theme, alone, alone_ratio, second, second_share, kind, '
        "kind_unsure, title, late, lead_words, again",
        "[points] against must be a number from -100 to 0, not 2",
    ):
        assert wanted in told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"[theme", "not valid TOML: "),
        (b"\xff\xfe", "line 1 is not UTF-8: save the file in this encoding"),
        (b"a = " + b"[" * 9000, "not valid TOML: "),
    ],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, body: bytes, told: str) -> None:
    path = tmp_path / "themes.toml"
    path.write_bytes(body)
    with pytest.raises(ConfigError, match=r"themes\.toml") as refused:
        load_lexicon(path)
    assert told in str(refused.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_lexicon(tmp_path / "themes.toml")
