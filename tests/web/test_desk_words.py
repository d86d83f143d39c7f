"""Words of the desk: surfaces marked in texts, names of communes as typed, the history in French."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.model import Decision, Logged, User, Verdict
from pvd_watch.typography import spaced
from pvd_watch.web.desk.highlight import highlighted
from pvd_watch.web.desk.naming import code_in
from pvd_watch.web.desk.told import Telling


def test_surfaces_are_marked_as_whole_words_the_longest_first() -> None:
    marked = highlighted("À Saint-Flour & Flour, pas Flourens : Rue <b>", {"Flour", "Saint-Flour", "Rue"})
    assert marked == ("À <mark>Saint-Flour</mark> &amp; <mark>Flour</mark>, pas Flourens : <mark>Rue</mark> &lt;b&gt;")


_TEXTS = st.text(st.sampled_from("ab <>&\"'é-.Rue"), max_size=40)


@given(_TEXTS, st.sets(_TEXTS, max_size=4))
def test_marking_changes_nothing_of_a_text(text: str, surfaces: set[str]) -> None:
    marked = str(highlighted(text, surfaces))
    assert html.unescape(re.sub("</?mark>", "", marked)) == text
    known = {spaced(surface) for surface in surfaces}
    assert all(html.unescape(found) in known for found in re.findall("<mark>(.*?)</mark>", marked))


def test_codes_are_read_out_of_what_is_typed() -> None:
    typed = {"Rue (80688)": "80688", "2a004": "2A004", " 29233 ": "29233", "Rue": "", "(80688) Rue": "", "123456": ""}
    assert {words: code_in(words) for words in typed} == typed


def test_every_action_is_told_in_french() -> None:
    tell = Telling([User("ana", "Ana Le Goff", "editor", "", "")], {"80688": "Rue", "29233": "Quimperlé"})

    def told(decision: Decision, editor: str = "ana") -> str:
        return tell.tell(Logged(1, "2026-03-04", 2, decision, editor, "2026-03-04T09:00:00Z", "Titre")).sentence

    title = "«\u00a0Titre\u00a0»"
    assert told(Decision("keep", 1)) == f"Ana Le Goff a gardé {title}"
    assert told(Decision("drop", 1, text="Hors sujet"), "ben") == f"ben a écarté {title} (Hors sujet)"
    assert told(Decision("move", 1, rank=3)) == f"Ana Le Goff a déplacé {title} au rang 3"
    assert told(Decision("receive", 1, day="2026-03-01")).endswith("du dimanche 1er\u00a0mars 2026")
    assert told(Decision("note", 1)) == f"Ana Le Goff a effacé la note de {title}"
    assert told(Decision("present", 1, text="Oui : là")).endswith(f"de {title}\u00a0: Oui\u00a0: là")
    corrected = Verdict("80688", "correct", "29233")
    assert told(Decision("verdict", 1, verdict=corrected)).endswith(f"remplacé Rue par Quimperlé dans {title}")
    assert told(Decision("rule", 1, text="Rue", verdict=Verdict("80688", "reject"))).endswith(
        f"retiré Rue de {title}, par une règle sur «\u00a0Rue\u00a0»"
    )
    assert told(Decision("undo", 1, of=99)) == "Ana Le Goff a annulé une action"
    assert told(Decision("unpublish")) == "Ana Le Goff a remis la veille du jour en brouillon"
