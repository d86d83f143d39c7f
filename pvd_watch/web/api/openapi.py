"""``/api/v1/openapi.json``: the API described as OpenAPI 3.1; and ``/api``, the same for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from pvd_watch import __version__
from pvd_watch.model import User
from pvd_watch.typography import THEMES
from pvd_watch.web.api.answering import MOST
from pvd_watch.web.api.examples import EXAMPLES
from pvd_watch.web.api.schemas import SCHEMAS
from pvd_watch.web.reply import base_url
from pvd_watch.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Parameter:
    """A word of a question: of its query, or of its path where ``required`` and named there."""

    name: str
    schema: dict[str, Any]
    english: str
    french: str
    required: bool = False
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Question:
    """What can be asked. ``answer``: the name of its schema."""

    path: str
    english: str
    french: str
    answer: str
    parameters: tuple[Parameter, ...]


_TEXT, _DAY = {"type": "string"}, {"type": "string", "format": "date"}
_LIMIT = Parameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 20},
    "How many items.", "Combien d’éléments, 100 au plus.",
)  # fmt: skip
_COUNT = {"type": "integer", "minimum": 1, "maximum": 1_000, "default": 5}
_AFTER = Parameter("after", _TEXT, "Go on after this: the after of the page before.", "Suite de la page précédente.")
_DEPARTMENT = Parameter("department", _TEXT, "Code of a department.", "Code d’un département (29, 2A, 971).")
_THEME = Parameter("theme", {"type": "string", "enum": list(THEMES)}, "Code of a theme.", "Code d’un thème.")
_COMMUNE = Parameter("commune", _TEXT, "INSEE code of a town.", "Code Insee d’une commune.")
_FROM = Parameter("from", _DAY, "First day, included.", "Premier jour, compris.")
_TO = Parameter("to", _DAY, "Last day, included.", "Dernier jour, compris.")
QUESTIONS = (
    Question(
        "/top", "The best published stories of a period: the newsletter's build.",
        "Les meilleurs sujets publiés d’une période, pour composer une lettre d’information.", "Top",
        (
            Parameter("from", _DAY, "First digest day, included.", "Premier jour, compris.", required=True),
            Parameter("to", _DAY, "Last digest day, included.", "Dernier jour, compris.", required=True),
            Parameter("n", _COUNT, "How many.", "Combien de sujets."),
            _DEPARTMENT,
            _THEME,
        ),
    ),
    Question(
        "/stories", "Published stories, the newest day first; one of commune, department and theme narrows them.",
        "Les sujets publiés, les plus récents d’abord, par commune, département ou thème (un seul à la fois).",
        "Stories", (_COMMUNE, _DEPARTMENT, _THEME, _FROM, _TO, _LIMIT, _AFTER),
    ),
    Question(
        "/digests/{date}", "The digest of a day.", "La veille d’un jour.", "Digest",
        (Parameter("date", _DAY, "The day.", "Le jour.", required=True, place="path"),),
    ),
    Question(
        "/communes/{insee}", "A town of the programme, with the newest stories about it.",
        "Une commune du programme et les derniers sujets publiés sur elle.", "Town",
        (Parameter("insee", _TEXT, "INSEE code.", "Code Insee.", required=True, place="path"), _LIMIT),
    ),
    Question(
        "/articles",
        "The archive, newest first: all articles that name a town of the programme, most of them read by nobody.",
        "L’archive, du plus récent au plus ancien : tous les articles qui citent une commune, relus ou non.",
        "Articles",
        (
            Parameter("q", _TEXT, "Words, as in the search.", "Mots cherchés, comme dans la recherche."),
            _COMMUNE, _DEPARTMENT, _THEME,
            Parameter("source", _TEXT, "Id of a source.", "Identifiant d’une source."),
            Parameter(
                "published", {"type": "boolean", "default": False}, "Only what a digest published.",
                "true : seulement ce qui a paru dans la veille.",
            ),
            _FROM, _TO, _LIMIT, _AFTER,
        ),
    ),
)  # fmt: skip


def openapi(visit: Visit, user: User | None) -> dict[str, Any]:
    """The description."""
    return describe(f"{base_url(visit)}/api/v1")


def describe(address: str) -> dict[str, Any]:
    """The API that stands at an address, as OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "PVD Watch",
            "version": __version__,
            "summary": "The press watch of the programme Petites villes de demain, read-only.",
            "license": {"name": "Licence Ouverte 2.0 (selection); titles and excerpts belong to their publishers"},
        },
        "servers": [{"url": address}],
        "security": [{}, {"token": []}],
        "paths": {question.path: {"get": _operation(question)} for question in QUESTIONS},
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "For drafts and scores; made with: pvd-watch users token",
                }
            },
        },
    }


def _operation(question: Question) -> dict[str, Any]:
    name = question.path.strip("/").split("/")[0]
    return {
        "operationId": name,
        "summary": question.english,
        "parameters": [
            {
                "name": each.name,
                "in": each.place,
                "required": each.required,
                "description": each.english,
                "schema": each.schema,
            }
            for each in question.parameters
        ],
        "responses": {
            "200": _response("The answer.", question.answer),
            **{
                status: _response(words, "Error")
                for status, words in (
                    ("400", "The question cannot be understood."),
                    ("401", "The token is not known."),
                    ("404", "There is no such thing."),
                    ("429", "Too many questions; Retry-After says how long to wait."),
                )
            },
        },
    }


def _response(words: str, schema: str) -> dict[str, Any]:
    shape = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": words, "content": {"application/json": {"schema": shape, "example": EXAMPLES[schema]}}}


def manual(visit: Visit) -> Response:
    """The API for people."""
    examples = {
        question.path: json.dumps(EXAMPLES[question.answer], ensure_ascii=False, indent=2) for question in QUESTIONS
    }
    return visit.show(
        "public_api.html", questions=QUESTIONS, examples=examples, address=f"{base_url(visit)}/api/v1", most=MOST
    )
