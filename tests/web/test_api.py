"""The API: its answers keep to the shapes that it describes, its errors are objects, what is private needs a key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from pvd_watch.model import Decision, User
from pvd_watch.times import utc
from pvd_watch.web.api.examples import EXAMPLES
from pvd_watch.web.api.openapi import describe
from pvd_watch.web.api.schemas import SCHEMAS

from .archive import DAY, fill
from .conftest import NOW, Desk

_MONTH = {"from": "2026-03-01", "to": "2026-03-31"}


def _faults(name: str, answer: object) -> list[str]:
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    return [fault.message for fault in Draft202012Validator(schema).iter_errors(answer)]


def _token(desk: Desk, lasts: timedelta = timedelta(days=1)) -> dict[str, str]:
    user = User("lue@example.fr", "Lue", "reader", "", utc(NOW))
    if desk.watch.storage.accounts.user(user.name) is None:
        desk.log_in("reader", user.name)
        desk.log_out()
    token = desk.watch.storage.api_tokens.make(user.name, "essai", utc(NOW), utc(NOW + lasts))
    return {"Authorization": f"Bearer {token}"}


def test_the_description_is_sound_and_its_examples_keep_to_it(desk: Desk) -> None:
    validate(describe("https://veille.example/api/v1"))
    for name, example in EXAMPLES.items():
        assert _faults(name, example) == [], name
    assert desk.ask.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"


def test_every_question_is_answered_in_its_shape(desk: Desk) -> None:
    digest = fill(desk.watch, count=6)
    town = digest.items[0].communes[0].insee
    base = str(desk.ask.base_url).rstrip("/")
    for path, asked, name in (
        ("/top", {**_MONTH, "n": "3"}, "Top"),
        ("/stories", {}, "Stories"),
        (f"/digests/{DAY}", {}, "Digest"),
        (f"/communes/{town}", {}, "Town"),
        ("/articles", {"q": "halle"}, "Articles"),
    ):
        answer = desk.ask.get(f"/api/v1{path}", params=asked)
        found = answer.json()
        assert answer.status_code == 200, path
        assert _faults(name, found) == [], path
        assert found["items"], path
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cache-control"] == "public, max-age=60"
        assert answer.headers["etag"]
        assert f"{base}/veille/{DAY}#story-" in answer.text


def test_top_gives_the_published_alone_as_the_contract_has_it(desk: Desk) -> None:
    fill(desk.watch, DAY, 4)
    fill(desk.watch, "2026-03-05", 4, published=False)
    found = desk.ask.get("/api/v1/top", params={**_MONTH, "n": "50"}).json()
    assert [item["state"] for item in found["items"]] == ["published"] * 4
    assert [item["rank"] for item in found["items"]] == [1, 2, 3, 4]
    assert found["period"] == _MONTH
    assert found["figures"]["stories"] == 4


def test_lists_go_on_to_their_end_and_hold_each_item_once(desk: Desk) -> None:
    fill(desk.watch, "2026-03-03", 7)
    fill(desk.watch, DAY, 6)
    for path, key in (("/api/v1/stories", "story_id"), ("/api/v1/articles", "id")):
        address, seen = f"{desk.ask.base_url}{path}?limit=5".replace("//api", "/api"), list[int]()
        for _ in range(4):
            answer = desk.ask.get(address).json()
            seen += [item[key] for item in answer["items"]]
            address = answer["next"]
            if not address:
                break
        assert len(seen) == len(set(seen)) == 13, path


def test_filters(desk: Desk) -> None:
    digest = fill(desk.watch, count=6, kept=2)
    item = digest.items[0]
    town = item.communes[0]

    def count(path: str, **asked: str) -> int:
        return len(desk.ask.get(f"/api/v1/{path}", params=asked).json()["items"])

    assert count("articles") == 6
    assert count("articles", published="true") == 2
    assert count("articles", commune=town.insee) == 1
    assert count("articles", **{"from": "2026-03-05"}) == 0
    assert count("stories") == 2
    assert count("stories", commune=town.insee) == 1
    assert count("stories", theme=item.themes[0], to="2026-03-03") == 0


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("top", 400, "bad_request"),
        ("top?from=2026-03-01&to=2026-02-01", 400, "bad_request"),
        ("stories?limit=0", 400, "bad_request"),
        ("stories?limit=%C2%B2", 400, "bad_request"),
        ("stories?after=x", 400, "bad_request"),
        ("stories?commune=29233&theme=habitat", 400, "bad_request"),
        ("articles?after=-1", 400, "bad_request"),
        ("articles?from=9999-12-31", 400, "bad_request"),
        ("articles?department=zz", 400, "bad_request"),
        ("digests/hier", 400, "bad_request"),
        ("digests/2026-03-01", 404, "not_found"),
        ("communes/75056", 404, "not_found"),
        ("rien", 404, "not_found"),
    ],
)
def test_what_cannot_be_answered_is_an_object(desk: Desk, path: str, status: int, code: str) -> None:
    answer = desk.ask.get(f"/api/v1/{path}")
    found: dict[str, Any] = answer.json()
    assert (answer.status_code, found["error"]["status"], found["error"]["code"]) == (status, status, code)
    assert _faults("Error", found) == []
    assert answer.headers["cache-control"] == "no-store"


def test_a_wrong_method_is_told_as_an_object(desk: Desk) -> None:
    answer = desk.ask.post("/api/v1/top")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "wrong_method")
    assert "GET" in answer.headers["allow"]


def test_a_key_opens_drafts_and_scores_and_nothing_else(desk: Desk) -> None:
    digest = fill(desk.watch, published=False)
    desk.watch.review.decide(DAY, Decision("note", digest.items[0].story_id, text="à ne pas dire"), "une@example.fr")
    assert desk.ask.get(f"/api/v1/digests/{DAY}").status_code == 404
    answer = desk.ask.get(f"/api/v1/digests/{DAY}", headers=_token(desk))
    assert answer.json()["state"] == "draft"
    assert answer.json()["items"][0]["score"] > 0
    assert _faults("Digest", answer.json()) == []
    assert "à ne pas dire" not in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    desk.log_out()
    assert desk.ask.get(f"/veille/{DAY}", headers=_token(desk)).status_code == 404


def test_a_key_that_is_not_known_is_refused(desk: Desk) -> None:
    fill(desk.watch)
    outlived = _token(desk, timedelta(seconds=-1))
    for header in ({"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}, outlived):
        answer = desk.ask.get("/api/v1/stories", headers=header)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "bad_token")
    assert "score" not in desk.ask.get("/api/v1/stories").text


def test_a_key_is_stored_as_a_hash_and_can_be_taken_away(desk: Desk) -> None:
    sent = _token(desk)
    secret = sent["Authorization"].removeprefix("Bearer ").encode()
    tokens = desk.watch.storage.api_tokens
    assert desk.ask.get("/api/v1/stories", headers=sent).status_code == 200
    [known] = tokens.of("lue@example.fr")
    assert known.used_on == utc(NOW)[:10]
    files = list(desk.watch.home.data_dir.glob("pvd_watch.db*"))
    assert not any(secret in path.read_bytes() for path in files)
    assert tokens.revoke("lue@example.fr", known.id)
    assert desk.ask.get("/api/v1/stories", headers=sent).status_code == 401


def test_the_manual_names_every_question(desk: Desk) -> None:
    page = desk.ask.get("/api").text
    for path in describe("https://veille.example/api/v1")["paths"]:
        assert path in page
