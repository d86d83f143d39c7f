"""Examples of the API's answers, invented, for the OpenAPI description and the page ``/api``."""

from __future__ import annotations

from typing import Any

_COMMUNE = {"insee": "29233", "name": "Quimperlé", "department": "29"}
_WORDS: dict[str, Any] = {
    "title": "Quimperlé : la halle rouvre au printemps",
    "url": "https://abers.example/quimperle/halle",
    "outlet": "Le Courrier des Abers",
    "published_at": "2026-03-04T05:00:00Z",
    "excerpt": "Deux ans de travaux s’achèvent place du Marché, où douze étals attendent leurs commerçants.",
}
_PERMALINK = "https://veille.example/veille/2026-03-04#story-512"
_STORY = {
    "story_id": 512,
    "day": "2026-03-04",
    "rank": 1,
    **_WORDS,
    "also_in": ["Radio Laïta"],
    "precision": "minute",
    "free": True,
    "presentation": "À lire pour la méthode : un chantier mené avec les forains.",
    "communes": [_COMMUNE],
    "themes": ["commerce", "patrimoine-espace"],
    "story_size": 2,
    "pinned": False,
    "permalink": _PERMALINK,
}
_FIGURES = {"articles": 1, "stories": 1, "communes": 1, "departments": 1, "outlets": 2}
_ENDED = {"after": "", "next": ""}
EXAMPLES: dict[str, dict[str, Any]] = {
    "Articles": {
        "items": [
            {
                "id": 40211,
                **_WORDS,
                "source": "courrier-29",
                "precision": "minute",
                "first_seen_at": "2026-03-04T05:12:00Z",
                "communes": [_COMMUNE],
                "published_on": "2026-03-04",
                "permalink": _PERMALINK,
            }
        ],
        "after": "40211",
        "next": "https://veille.example/api/v1/articles?department=29&limit=1&after=40211",
    },
    "Stories": {"items": [_STORY], **_ENDED},
    "Town": {
        **_COMMUNE,
        "department_name": "Finistère",
        "region": "53",
        "lon": -3.5497,
        "lat": 47.8703,
        "page": "https://veille.example/communes/29233",
        "stories": 1,
        "items": [_STORY],
    },
    "Digest": {
        "day": "2026-03-04",
        "state": "published",
        "from_at": "2026-03-03T06:30:00Z",
        "to_at": "2026-03-04T06:30:00Z",
        "page": "https://veille.example/veille/2026-03-04",
        "figures": _FIGURES,
        "corrected_at": [],
        "items": [_STORY],
    },
    "Top": {
        "period": {"from": "2026-03-01", "to": "2026-03-31"},
        "figures": _FIGURES,
        "items": [
            {
                "rank": 1,
                "story_id": 512,
                **_WORDS,
                "presentation": "À lire pour la méthode : un chantier mené avec les forains.",
                "communes": [_COMMUNE],
                "theme": "commerce",
                "story_size": 2,
                "state": "published",
                "permalink": _PERMALINK,
            }
        ],
        "highlight": {
            "words": "1 petite ville de demain citée.",
            "before": {"from": "2026-01-29", "to": "2026-02-28"},
            "figures_before": None,
            "riser": None,
            "commune": None,
            "department": None,
        },
    },
    "Error": {"error": {"status": 400, "code": "bad_request", "message": "limit must be a whole number from 1 to 100"}},
}
"""By the name of the schema they are of."""
