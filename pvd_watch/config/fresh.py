"""A fresh home: the files that ``pvd-watch init`` writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pvd_watch.config.home import PRIVATE, Home
from pvd_watch.config.settings import Catalogue, Settings, rows
from pvd_watch.errors import HomeError
from pvd_watch.toml import toml_value

SOURCES_TEXT = """\
# Your own sources, besides those of the catalogue: one [[source]] each.
# To turn off a source of the catalogue, or to change some of its keys, give its id and these keys alone.
# Take the "# " away from the lines of this example to make it a source:
#
# [[source]]
# id = "le-journal-29"                       # yours to choose, of a-z, 0-9 and -; keep it, the archive knows it
# name = "Le Journal"                        # the title as readers know it
# kind = "feed"                              # feed, news-sitemap, listing or search
# url = "https://journal.example/rss.xml"    # what is read
# homepage = "https://journal.example/"      # where readers are led
# departments = ["29", "56"]                 # codes of the departments it covers; [] is national
# weight = 1.0                               # above 0, at most 10: the heaviest gives a shared article its title
# full_text = "matched"                      # pages are read: never, matched (where a town may be named) or always
# enabled = true                             # false: not read, and kept in the archive
# terms = ""                                 # the address of its terms of use
# licence = ""                               # what allows the reading of texts that it reserves, such as an agreement
# decided_by = ""                            # who decided how it is read, and when
#
# [[source]]                                 # a page without a feed, read with CSS selectors
# id = "mairie-29"
# name = "Ville de Trébriac"
# kind = "listing"
# url = "https://ville.example/actualites"
# homepage = "https://ville.example/"
# departments = ["29"]
# selectors.item = "article"                 # what announces one article; the others are looked for inside it
# selectors.link = "a"
# selectors.title = "h2"
# selectors.date = "time"
# enabled = false                            # with these two lines « pvd-watch sources check » switches it on
# verified = ""                              # once it has read three dated entries
#
# [[source]]
# id = "an-id-of-the-catalogue"
# enabled = false
"""


def init_home(path: Path, *, bare: bool) -> list[Path]:
    """Write a fresh home into a folder, which is created where it is missing.

    A ``config/sources.toml`` that is there already is left as it is.

    :param bare: watch no source of the catalogue.
    :return: what was written, in this order.
    :raises HomeError: the folder is a home already, or cannot be written.
    """
    home = Home(path)
    settings = replace(Settings(), catalogue=Catalogue(use=not bare))
    try:
        if home.watch_file.exists() or home.watch_file.is_symlink():
            raise HomeError(f"{path} is a home already, as it holds config/watch.toml: choose another folder")
        written = [folder for folder in (home.config_dir, home.data_dir) if not folder.is_dir()]
        for folder in written:
            folder.mkdir(mode=PRIVATE if folder == home.data_dir else 0o777, parents=True)
        # watch.toml is what makes a folder a home, so it comes last: a home half written is none.
        for file, text in ((home.sources_file, SOURCES_TEXT), (home.watch_file, watch_text(settings))):
            if not file.exists():
                with file.open("x", encoding="utf-8") as stream:
                    stream.write(text)
                written.append(file)
    except OSError as error:
        raise HomeError(
            f"no home can be made in {path} ({error.strerror or error}: {error.filename}); "
            "choose a folder where you may write"
        ) from error
    return written


def watch_text(settings: Settings) -> str:
    """The text of ``watch.toml``: every key on a line of its own, explained by the line above it."""
    lines, last = ["# The settings of this home."], ""
    for table, key, value, _, says in rows(settings):
        if table != last:
            lines += ["", f"[{table}]"]
            last = table
        lines += [f"# {says}", f"{key} = {toml_value(value)}"]
    return "\n".join([*lines, ""])
