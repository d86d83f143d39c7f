"""The sources: the catalogue, what goes over it, and every fault told at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pvd_watch.config import Home, init_home, load_sources, shipped
from pvd_watch.config.sources import OPTIONAL, REQUIRED, read_sources, source_rules
from pvd_watch.model import Source

DEPARTMENTS = frozenset({"01", "2A", "29", "56"})
FULL = """
[[source]]
id = "le-journal-29"
name = "Le Journal"
kind = "feed"
url = "https://journal.example/rss.xml"
homepage = "https://journal.example/"
departments = ["29", "56"]
"""
JOURNAL = Source(
    id="le-journal-29",
    name="Le Journal",
    kind="feed",
    url="https://journal.example/rss.xml",
    homepage="https://journal.example/",
    departments=("29", "56"),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose catalogue is empty: each shipped file has an empty one in its place."""
    init_home(tmp_path / "home", bare=False)
    home = Home(tmp_path / "home")
    (home.config_dir / "catalogue").mkdir()
    for file in home.catalogue_files():
        (home.config_dir / "catalogue" / file.name).write_text("", encoding="utf-8")
    return home


def own(home: Home, text: str) -> None:
    home.sources_file.write_text(text, encoding="utf-8")


def listed(home: Home, text: str, name: str = "test.toml") -> None:
    (home.config_dir / "catalogue" / name).write_text(text, encoding="utf-8")


def faults_of(home: Home, *, catalogue: bool = True) -> list[str]:
    """The faults, with the folder of the home's configuration taken off."""
    sources, origins, faults = read_sources(home, DEPARTMENTS, catalogue=catalogue)
    assert (sources, origins) == ((), {})
    return [fault.removeprefix(f"{home.config_dir}/") for fault in faults]


def test_a_record_with_its_defaults(home: Home) -> None:
    own(home, FULL)
    assert load_sources(home, DEPARTMENTS) == (JOURNAL,)


def test_a_record_with_every_key(home: Home) -> None:
    own(home, FULL + 'weight = 2\nfull_text = "never"\nenabled = false\n')
    (source,) = load_sources(home, DEPARTMENTS)
    assert (source.weight, source.full_text, source.enabled) == (2.0, "never", False)


def test_sources_stand_in_the_order_of_their_ids(home: Home) -> None:
    own(home, FULL.replace("le-journal-29", "b") + FULL.replace("le-journal-29", "a"))
    listed(home, FULL.replace("le-journal-29", "c"))
    assert [source.id for source in load_sources(home, DEPARTMENTS)] == ["a", "b", "c"]


def test_the_keys_are_those_of_the_model() -> None:
    assert set(source_rules(DEPARTMENTS)) == set(REQUIRED) | set(OPTIONAL)
    assert OPTIONAL == ("weight", "full_text", "enabled")


def test_no_sources_file_is_no_source(home: Home) -> None:
    home.sources_file.unlink()
    assert load_sources(home, DEPARTMENTS) == ()


def test_a_dead_link_in_place_of_the_sources_is_a_fault(home: Home) -> None:
    home.sources_file.unlink()
    home.sources_file.symlink_to(home.path / "nowhere")
    assert faults_of(home) == ["sources.toml: cannot be read (No such file or directory)"]


def test_a_source_of_the_catalogue_is_turned_off_by_two_lines(home: Home) -> None:
    listed(home, FULL)
    own(home, '[[source]]\nid = "le-journal-29"\nenabled = false\n')
    sources, origins, faults = read_sources(home, DEPARTMENTS, catalogue=True)
    assert faults == []
    assert [(source.name, source.enabled) for source in sources] == [("Le Journal", False)]
    assert origins == {"le-journal-29": "config/sources.toml over config/catalogue/test.toml"}


def test_a_whole_record_replaces_that_of_the_catalogue(home: Home) -> None:
    listed(home, FULL.replace("Le Journal", "The Old Name").replace("https", "http") + "weight = 3\n")
    own(home, FULL + "weight = 1.0\n")
    assert load_sources(home, DEPARTMENTS) == (JOURNAL,)


def test_the_catalogue_is_not_read_when_it_is_not_used(home: Home) -> None:
    listed(home, "not TOML at all")
    own(home, FULL)
    assert read_sources(home, DEPARTMENTS, catalogue=False)[0] == (JOURNAL,)


def test_what_goes_over_nothing_tells_why(home: Home) -> None:
    listed(home, FULL)
    own(home, '[[source]]\nid = "le-jurnal-29"\nenabled = false\n')
    missing = 'sources.toml: source "le-jurnal-29": name, kind, url, homepage, departments are missing'
    assert faults_of(home) == [f'{missing}; the catalogue has no such id (did you mean "le-journal-29"?)']
    assert faults_of(home, catalogue=False) == [
        f"{missing} ([catalogue] use is false, so it goes over no record of the catalogue)"
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('kind = "rss"', 'kind must be one of "feed", "news-sitemap", "listing", "search", not "rss"'),
        ('url = "journal.example"', 'url must be an http:// or https:// address with a host, not "journal.example"'),
        ('homepage = ""', 'homepage must be an http:// or https:// address with a host, not ""'),
        ('departments = ["29", "96"]', 'departments holds what is no department code: "96"'),
        (
            "departments = [1]",
            'departments must be a list of department codes in quotes, such as ["29", "2A"], not [1]',
        ),
        ('name = ""', 'name must be text on one line, not empty, not ""'),
        ("weight = 0", "weight must be a number above 0, at most 10, not 0"),
        ("weight = 11", "weight must be a number above 0, at most 10, not 11"),
        ("full_text = true", 'full_text must be one of "never", "matched", "always", not true'),
        ("enabled = 'yes'", 'enabled must be true or false, without quotes, not "yes"'),
        ("wieght = 1", 'no key "wieght" is known here (did you mean "weight"?)'),
    ],
)
def test_one_fault_names_the_file_the_source_and_the_key(home: Home, line: str, fault: str) -> None:
    key = line.split(" ")[0]
    kept = [other for other in FULL.splitlines() if not other.startswith(f"{key} ")]
    own(home, "\n".join([*kept, line, ""]))
    assert faults_of(home) == [f'sources.toml: source "le-journal-29": {fault}']


def test_a_wrong_id_is_told_once(home: Home) -> None:
    own(home, FULL.replace("le-journal-29", "Le Journal"))
    (fault,) = faults_of(home)
    assert fault.startswith('sources.toml: source "Le Journal": id must be made of a-z, 0-9 and -')


def test_a_record_without_an_id_is_named_by_its_place(home: Home) -> None:
    own(home, FULL + "[[source]]\n" + '[[source]]\nname = "Le Courrier"\nid = 7\n')
    assert faults_of(home) == [
        'sources.toml: source number 3 ("Le Courrier"): id must be made of a-z, 0-9 and -, '
        "beginning with a letter or digit, not 7",
        "sources.toml: source number 2: id, name, kind, url, homepage, departments are missing",
        'sources.toml: source number 3 ("Le Courrier"): kind, url, homepage, departments are missing',
    ]


def test_an_id_stands_once(home: Home) -> None:
    own(home, FULL + FULL)
    listed(home, FULL.replace("le-journal-29", "two"), "a.toml")
    listed(home, FULL.replace("le-journal-29", "two"), "b.toml")
    assert faults_of(home) == [
        f'catalogue/b.toml: source "two": the id is taken already in {home.config_dir}/catalogue/a.toml',
        'sources.toml: source "le-journal-29": the id is taken already above in the same file',
    ]


def test_a_key_missing_in_the_catalogue_is_told_of_the_catalogue(home: Home) -> None:
    listed(home, FULL.replace('name = "Le Journal"\n', ""))
    own(home, '[[source]]\nid = "le-journal-29"\nenabled = false\n')
    assert faults_of(home) == ['catalogue/test.toml: source "le-journal-29": name is missing']


@pytest.mark.parametrize("text", ["source = 3", "[source]\nid = 'a'", "source = ['a']"])
def test_what_is_no_list_of_records_is_refused(home: Home, text: str) -> None:
    own(home, text)
    assert faults_of(home) == ["sources.toml: source must be a list of tables, each begun with [[source]]"]


def test_the_faults_of_all_files_come_together(home: Home) -> None:
    listed(home, "a = ", "a.toml")
    listed(home, FULL.replace("feed", "rss"), "b.toml")
    own(home, "[[sources]]\n" + FULL.replace("le-journal-29", "other").replace("56", "57"))
    told = faults_of(home)
    assert len(told) == 4
    assert told[0].startswith("catalogue/a.toml: not valid TOML: Invalid value (at ")
    assert told[1].startswith('catalogue/b.toml: source "le-journal-29": kind must be')
    assert told[2] == 'sources.toml: no key "sources" is known here, only [[source]]'
    assert told[3] == 'sources.toml: source "other": departments holds what is no department code: "57"'


def test_the_shipped_catalogue_has_no_fault(home: Home) -> None:
    shutil.rmtree(home.config_dir / "catalogue")
    codes = {line.split(",")[0] for line in shipped("data/departments.csv").read_text(encoding="utf-8").splitlines()}
    sources, _, faults = read_sources(home, codes, catalogue=True)
    assert faults == []
    assert len(sources) > 300
