"""A small invented digest: five articles of three regions, ranked, with what a real day brings of the unusual."""

from __future__ import annotations

from dataclasses import replace

from pvd_watch.model import CommuneRef, Digest, DigestItem, Point
from pvd_watch.typography import Places

PLACES = Places(
    departments={"22": "Côtes-d'Armor", "29": "Finistère", "36": "Indre", "55": "Meuse", "974": "La Réunion"},
    points={
        "29233": (-3.5497, 47.8703),
        "55181": (5.6389, 49.2122),
        "36018": (1.0639, 46.6322),
        "22070": (-3.15, 48.56),
    },
    regions={"04": "La Réunion", "24": "Centre-Val de Loire", "44": "Grand Est", "53": "Bretagne"},
)
QUIMPERLE = CommuneRef("29233", "Quimperlé", "29", "53")
CARHAIX = CommuneRef("29024", "Carhaix-Plouguer", "29", "53")
GUINGAMP = CommuneRef("22070", "Guingamp", "22", "53", about=False)
LE_BLANC = CommuneRef("36018", "Le Blanc", "36", "24")
ETAIN = CommuneRef("55181", "Étain", "55", "44")

HALL = DigestItem(
    rank=1,
    story_id=11,
    article_id=101,
    title="Étain : les anciennes halles rouvriront au printemps",
    url="https://courrier-des-cotes.example/etain/halles?page=1&vue=complete",
    outlet="Le Courrier des Côtes",
    source_id="courrier-des-cotes-55",
    published_at="2026-10-31T23:05:00Z",
    precision="minute",
    excerpt="Après deux ans de travaux, le marché couvert retrouvera ses étals. La ville y a mis 1,2 million d’euros.",
    communes=(ETAIN,),
    also_in=("Radio Woëvre", "Meuse Hebdo"),
    themes=("patrimoine-espace", "commerce"),
    score=9.5,
    reason="La commune est dans le titre, trois titres en parlent, le sujet est un thème du programme.",
    points=(Point("about", "commune dans le titre", 6.0), Point("breadth", "trois titres", 3.5)),
    size=3,
    presentation="À lire pour la méthode : un chantier mené avec les forains.",
)
BANK = DigestItem(
    rank=2,
    story_id=12,
    article_id=102,
    title="À Quimperlé et Guingamp, les rives se préparent aux crues",
    url="https://fanal.example/rives",
    outlet="Le Fanal",
    source_id="fanal-29",
    published_at="2026-10-30T11:00:00Z",
    precision="day",
    excerpt="Les deux communes relèvent leurs quais avant l’hiver.",
    communes=(GUINGAMP, QUIMPERLE),
    themes=("ecologie",),
    score=7.0,
    reason="Deux communes du programme sont nommées.",
    page="paywall",
)
SCHOOL = DigestItem(
    rank=3,
    story_id=13,
    article_id=103,
    title="Le Blanc accueille une école de la deuxième chance",
    url="https://feuille.example/ecole",
    outlet="La Feuille du Berry",
    source_id="feuille-36",
    published_at="2025-12-31T22:30:00Z",
    precision="minute",
    excerpt="",
    communes=(LE_BLANC,),
)
UNTITLED = DigestItem(
    rank=4,
    story_id=14,
    article_id=104,
    title="",
    url="javascript:alert(1)",
    outlet="Le Fanal",
    source_id="fanal-29",
    published_at="",
    precision="",
    excerpt="Une brève sans titre, sans date et sans adresse.",
    communes=(CARHAIX,),
    themes=("autre",),
    kinds=("crime",),
    score=-2.0,
    reason="Fait divers.",
)
SECOND = DigestItem(
    rank=5,
    story_id=15,
    article_id=105,
    title="Quimperlé [photos] <b>*fête*</b> la musique & les arts",
    url="https://fanal.example/fete_(2026)",
    outlet="Le Fanal",
    source_id="fanal-29",
    published_at="2026-11-01T05:30:00Z",
    precision="minute",
    excerpt="Trois scènes, douze groupes : le programme.",
    communes=(QUIMPERLE,),
)
DIGEST = Digest(
    day="2026-11-01",
    from_at="2026-10-31T05:30:00Z",
    to_at="2026-11-01T06:30:00Z",
    state="published",
    items=(HALL, BANK, SCHOOL, UNTITLED, SECOND),
    articles=412,
    sources=38,
)
EMPTY = replace(DIGEST, state="draft", items=(), articles=0, sources=0)


DROPPED = replace(SECOND, rank=6, story_id=16, article_id=106, title="Un article écarté", state="dropped")
"""What an editor dropped: it stands on no page."""


def one(**changes: object) -> Digest:
    """A digest of one item, changed in some fields."""
    return replace(DIGEST, items=(replace(HALL, **changes),))  # type: ignore[arg-type]
