"""The shapes of the API's answers as JSON Schema (2020-12), for the OpenAPI description."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def _string(says: str, **more: Any) -> Schema:
    return {"type": "string", "description": says, **more}


def _whole(says: str) -> Schema:
    return {"type": "integer", "description": says}


def _object(properties: dict[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def _list(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


_DAY = {"type": "string", "format": "date"}
_MOMENT = "UTC, YYYY-MM-DDTHH:MM:SSZ; empty where unknown."
_EXCERPT = "At most 200 characters (a setting)."
_PAGE: dict[str, Schema] = {
    "after": _string("Send it back as after for the next page; empty at the end."),
    "next": _string("The address of the next page; empty at the end."),
}
_FIGURES: dict[str, Schema] = {
    "articles": _whole("Articles of these stories."),
    "stories": _whole("Stories."),
    "communes": _whole("Towns of the programme that they name."),
    "departments": _whole("Departments of these towns."),
    "outlets": _whole("Outlets that carried them."),
}
_RISER: Schema = {
    "type": ["object", "null"],
    "properties": {
        "kind": {"enum": ["commune", "department"]},
        "code": _string("INSEE code or code of the department."),
        "name": _string("Its name."),
        "department": _string("Code of the department."),
        "stories": _whole("Stories that name it."),
        "before": _whole("Stories of the period before."),
    },
}

SCHEMAS: dict[str, Schema] = {
    "Commune": _object(
        {
            "insee": _string("INSEE code.", pattern="^[0-9AB]{5}$"),
            "name": _string("Official name."),
            "department": _string("Code of the department: 29, 2A, 971."),
        }
    ),
    "Article": _object(
        {
            "id": _whole("Number of the article in this archive."),
            "title": _string("Title as the outlet gave it."),
            "url": _string("Link to the article; empty where there is none."),
            "outlet": _string("Name of the outlet."),
            "source": _string("Id of the source."),
            "published_at": _string(_MOMENT),
            "precision": _string("What is known of the date.", enum=["minute", "day", ""]),
            "first_seen_at": _string("When the watch first saw it (UTC)."),
            "excerpt": _string(_EXCERPT),
            "communes": _list("Commune"),
            "published_on": _string("The digest day that published it; empty: found by the machine, read by nobody."),
            "permalink": _string("Its place on the public page of that day; empty where it was not published."),
        }
    ),
    "Articles": _object({"items": _list("Article"), **_PAGE}),
    "Story": _object(
        {
            "story_id": _whole("Number of the story."),
            "day": {**_DAY, "description": "The digest day that published it."},
            "rank": _whole("Its rank on that day."),
            "title": _string("Title of its lead article."),
            "url": _string("Link to its lead article; empty where there is none."),
            "outlet": _string("Outlet of its lead article."),
            "also_in": {"type": "array", "items": {"type": "string"}, "description": "Other outlets."},
            "published_at": _string(_MOMENT),
            "precision": _string("What is known of the date.", enum=["minute", "day", ""]),
            "free": {"type": "boolean", "description": "False where the page was found behind a paywall."},
            "excerpt": _string(_EXCERPT),
            "presentation": _string("The editors' public line; may be empty."),
            "communes": _list("Commune"),
            "themes": {"type": "array", "items": {"type": "string"}, "description": "Codes of themes."},
            "story_size": _whole("Articles of the story."),
            "pinned": {"type": "boolean", "description": "Pinned for the newsletter."},
            "permalink": _string("Its place on the public page of the day."),
            "score": {"type": "number", "description": "With a token only."},
            "reason": _string("Why it ranks there, in French. With a token only."),
            "state": _string("With a token only.", enum=["proposed", "kept", "dropped"]),
        },
        optional=("score", "reason", "state"),
    ),
    "Stories": _object({"items": _list("Story"), **_PAGE}),
    "Town": _object(
        {
            "insee": _string("INSEE code."),
            "name": _string("Official name."),
            "department": _string("Code of the department."),
            "department_name": _string("Its name."),
            "region": _string("INSEE code of the region."),
            "lon": {"type": ["number", "null"], "description": "Longitude in degrees (WGS 84)."},
            "lat": {"type": ["number", "null"], "description": "Latitude in degrees (WGS 84)."},
            "page": _string("Its public page."),
            "stories": _whole("Published stories that name it."),
            "items": _list("Story"),
        }
    ),
    "Digest": _object(
        {
            "day": _DAY,
            "state": _string("A draft is shown with a token only.", enum=["published", "draft"]),
            "from_at": _string("Beginning of its window (UTC, exclusive)."),
            "to_at": _string("End of its window (UTC, inclusive)."),
            "page": _string("Its public page."),
            "figures": _object(_FIGURES),
            "corrected_at": {"type": "array", "items": {"type": "string"}, "description": "Corrections since (UTC)."},
            "items": _list("Story"),
        }
    ),
    "Top": _object(
        {
            "period": _object({"from": _DAY, "to": _DAY}),
            "figures": _object(_FIGURES),
            "items": _list("TopItem"),
            "highlight": _object(
                {
                    "words": _string("« Le chiffre du mois », in French."),
                    "before": _object({"from": _DAY, "to": _DAY}),
                    "figures_before": {
                        "type": ["object", "null"], "properties": _FIGURES,
                        "description": "Of the period before; null where it is not whole.",
                    },
                    "riser": _RISER,
                    "commune": _RISER,
                    "department": _RISER,
                }
            ),
        }
    ),
    "TopItem": _object(
        {
            "rank": _whole("From 1."),
            "story_id": _whole("Number of the story as it is today."),
            "title": _string("Title of its lead article."),
            "url": _string("Link to its lead article."),
            "outlet": _string("Outlet of its lead article."),
            "published_at": _string(_MOMENT),
            "excerpt": _string(_EXCERPT),
            "presentation": _string("The editors' public line; may be empty."),
            "communes": _list("Commune"),
            "theme": _string("Code of its first theme; may be empty."),
            "story_size": _whole("Articles of the story."),
            "state": _string("Pinned ones come first.", enum=["pinned", "published"]),
            "permalink": _string("Its place on the public page of its day."),
        }
    ),
    "Error": _object(
        {
            "error": _object(
                {
                    "status": _whole("Status of HTTP."),
                    "code": _string("A word for programs: bad_request, bad_token, not_found, too_many_requests…"),
                    "message": _string("What is wrong and what to do."),
                }
            )
        }
    ),
}  # fmt: skip
