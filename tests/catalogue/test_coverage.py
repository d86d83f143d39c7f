"""Who watches which department."""

from __future__ import annotations

from dataclasses import replace

from pvd_watch.catalogue.coverage import coverage, to_object
from pvd_watch.gazetteer import Department
from pvd_watch.model import Source

SOURCE = Source("a", "A", "feed", "https://a.example/", "https://a.example/", ("01", "03"))
DEPARTMENTS = {
    code: Department(code, code, "1", "R", "", "") for code in ("01", "03", "07", "15", "26", "38", "975", "976")
}


def test_local_regional_and_nobody() -> None:
    regional = replace(SOURCE, departments=("01", "03", "07", "15", "26"))
    off, national = replace(SOURCE, enabled=False, departments=("38",)), replace(SOURCE, departments=())
    rows = coverage([SOURCE, regional, off, national], DEPARTMENTS)
    assert {row.code: (row.sources, row.local, row.state) for row in rows} == {
        "01": (2, 1, ""),
        "03": (2, 1, ""),
        "07": (1, 0, "no local source"),
        "15": (1, 0, "no local source"),
        "26": (1, 0, "no local source"),
        "38": (0, 0, "hole"),
        "975": (0, 0, "hole"),
        "976": (0, 0, "hole"),
    }
    assert [row.code for row in rows if not row.is_department] == ["975"]
    found = to_object(iter(rows))
    assert (found["holes"], found["no_local_source"]) == (["38", "975", "976"], ["07", "15", "26"])
    assert found["departments"]["01"] == 2
