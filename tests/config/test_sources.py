"""The sources: the catalogue, what goes over it, and every fault told at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pvd_watch.config import Home, init_home, load_sources, shipped
from pvd_watch.config.sources import OPTIONAL, REQUIRED, read_sources, source_rules
from pvd_watch.model import Selectors, Source

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
    sources, origins, _, faults = read_sources(home, DEPARTMENTS, catalogue=catalogue)
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
    assert OPTIONAL == ("weight", "full_text", "enabled", "selectors", "verified", "terms", "licence", "decided_by")


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
    sources, origins, _, faults = read_sources(home, DEPARTMENTS, catalogue=True)
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


LISTING = FULL.replace('"feed"', '"listing"') + 'selectors.item = "article"\n'


def test_a_listing_has_selectors(home: Home) -> None:
    own(
        home, LISTING + "selectors.date = ' time, .date '\nselectors.date_format = '%d ( %m'\nverified = '2026-11-26'\n"
    )
    (source,) = load_sources(home, DEPARTMENTS)
    assert source.selectors == Selectors(item="article", date="time, .date", date_format="%d ( %m")
    assert source.verified == "2026-11-26"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("", "selectors.item is missing: a listing needs to know what each announcement is"),
        ('selectors.link = "a"', "selectors.item is missing: a listing needs to know what each announcement is"),
        ('selectors = "article"', 'selectors must be a table such as {item = "article", link = "a"}, not "article"'),
        ("selectors = {item = 1}", "selectors item must be text on one line, not 1"),
        ("selectors = {items = 'a'}", 'selectors has no key "items" (did you mean "item"?)'),
    ],
)
def test_a_listing_that_cannot_be_read_is_a_fault(home: Home, lines: str, fault: str) -> None:
    own(home, FULL.replace('"feed"', '"listing"') + lines)
    assert faults_of(home) == [f'sources.toml: source "le-journal-29": {fault}']


def test_every_selector_that_is_none_is_told_with_its_key(home: Home) -> None:
    own(home, LISTING + "selectors.link = 'a[href'\nselectors.date = 'li > > time'\n")
    (fault,) = faults_of(home)
    assert 'selectors link is no CSS selector: "a[href" (' in fault
    assert '; date is no CSS selector: "li > > time" (' in fault


@pytest.mark.parametrize("kind", ["feed", "news-sitemap"])
def test_selectors_are_for_listings_alone(home: Home, kind: str) -> None:
    own(home, LISTING.replace("listing", kind))
    assert faults_of(home) == [
        f'sources.toml: source "le-journal-29": selectors are for the kind "listing", not for "{kind}"'
    ]


@pytest.mark.parametrize(("address", "good"), [("q={commune}", True), ("q={department}", True), ("q=Die", False)])
def test_a_search_says_where_the_town_goes(home: Home, address: str, good: bool) -> None:
    own(home, FULL.replace('"feed"', '"search"').replace("rss.xml", f"search?{address}"))
    told = read_sources(home, DEPARTMENTS, catalogue=True).faults
    assert [fault.split(": ")[2] for fault in told] == (
        [] if good else ["url must hold {commune} or {department}, as it is the address of a search"]
    )


@pytest.mark.parametrize("day", ["2026-02-30", "26/11/2026", "20261126", 20261126])
def test_verified_is_a_day_or_nothing(home: Home, day: object) -> None:
    own(home, LISTING + f"verified = {day!r}\n")
    assert [fault.partition(": verified must be a day such as ")[2][:12] for fault in faults_of(home)] == [
        '"2026-11-26"'
    ]


def test_one_selector_of_the_catalogue_is_changed_alone(home: Home) -> None:
    listed(home, LISTING + "selectors.date = 'time'\n")
    own(home, "[[source]]\nid = 'le-journal-29'\nselectors.date = '.day'\n")
    assert load_sources(home, DEPARTMENTS)[0].selectors == Selectors(item="article", date=".day")


@pytest.mark.parametrize(
    ("catalogue", "mine", "waits"),
    [
        ("enabled = false\nverified = ''", "", True),
        ("enabled = false\nverified = ''", "weight = 0.5", True),
        ("enabled = false", "", False),
        ("", "", False),
        ("enabled = false\nverified = ''", "enabled = false", False),
        ("enabled = false\nverified = ''", "enabled = true", False),
        ("enabled = false\nverified = ''", "verified = '2026-11-26'", False),
        ("", "enabled = false\nverified = ''", True),
    ],
)
def test_a_listing_waits_for_its_check_unless_its_owner_turned_it_off(
    home: Home, catalogue: str, mine: str, waits: bool
) -> None:
    listed(home, LISTING + catalogue)
    own(home, f"[[source]]\nid = 'le-journal-29'\n{mine}\n")
    read = read_sources(home, DEPARTMENTS, catalogue=True)
    assert (read.faults, read.waiting) == ([], {"le-journal-29"} if waits else set())


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


def test_a_bad_file_is_refused_whole_with_every_fault(home: Home) -> None:
    bad = FULL.replace("le-journal-29", "bad").replace("https://journal.example/rss.xml", "journal")
    bad = bad.replace('"29", "56"', '"29", "96"').replace('"feed"', '"rss"')
    own(home, FULL + bad + FULL + FULL.replace("le-journal-29", "good"))
    place = 'sources.toml: source "bad"'
    assert sorted(faults_of(home)) == sorted(
        [
            f'{place}: kind must be one of "feed", "news-sitemap", "listing", "search", not "rss"',
            f'{place}: url must be an http:// or https:// address with a host, not "journal"',
            f'{place}: departments holds what is no department code: "96"',
            'sources.toml: source "le-journal-29": the id is taken already above in the same file',
        ]
    )


def test_the_shipped_catalogue_has_no_fault(home: Home) -> None:
    shutil.rmtree(home.config_dir / "catalogue")
    codes = {line.split(",")[0] for line in shipped("data/departments.csv").read_text(encoding="utf-8").splitlines()}
    sources, _, waiting, faults = read_sources(home, codes, catalogue=True)
    assert faults == []
    assert len(sources) > 900
    assert len(waiting) >= 6
