"""Links on general feeds: ``python -m tests.bench.general_feeds FOLDER``.

Reads every feed file of a folder (XML of any kind), links each item's title and summary without any knowledge of its
source, and prints each link with the words around it, to be judged by eye: on general news, at most one link in two
thousand items may be wrong. The share of words that the language model read is printed too.
"""

from __future__ import annotations

import sys
from pathlib import Path

import feedparser

from pvd_watch.gazetteer import load
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.names import load as load_names
from pvd_watch.linking.nlp import LanguageModel
from pvd_watch.model import LinkText
from pvd_watch.shipping import shipped
from pvd_watch.text import plain
from pvd_watch.typography import harmless

_AROUND = 45


def main() -> None:
    """Read, link and print."""
    facts = load_names(shipped("config/names.toml"))
    gazetteer = load(shipped("data/communes.csv"), shipped("data/departments.csv"), facts.aliases)
    linker = Linker(gazetteer, facts, LanguageModel().doubt)
    items = links = 0
    for file in sorted(Path(sys.argv[1]).glob("*.xml")):
        for entry in feedparser.parse(file.read_bytes()).entries:
            items += 1
            text = LinkText(plain(entry.get("title", "")), plain(entry.get("summary", "")), entry.get("link", ""))
            for item in linker.link(text):
                links += 1
                mention = item.mentions[0]
                field = text.title if mention.field == "title" else text.text
                near = field[max(0, mention.start - _AROUND) : mention.end + _AROUND]
                print(f"{item.commune.name} {item.score:.2f}: … {harmless(near)} …")
    share = linker.model_words / max(linker.words, 1)
    print(f"{items} items, {links} links; the model read {share:.3%} of {linker.words} words")


if __name__ == "__main__":
    main()
