"""What stands around every answer, and what is refused before a page sees it."""

from __future__ import annotations

import pytest

from pvd_watch.web.guard import POLICY

from .conftest import Desk
from .raw import ask_raw

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


_FILE = b'--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nx\r\n--b--\r\n'


def where(desk: Desk) -> str:
    """The address of the site."""
    return str(desk.ask.base_url)


@pytest.mark.parametrize(
    "path", ["/", "/connexion", "/nothing", "/static/site.css", "/static/none", "/compte", "/healthz"]
)
def test_every_answer_carries_the_headers(desk: Desk, path: str) -> None:
    """Whatever its status; no answer names the server."""
    answer = desk.ask.get(path, follow_redirects=False)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    refused = desk.ask.request("DELETE", path)
    assert refused.status_code in (404, 405)
    assert refused.headers["content-security-policy"] == POLICY
    for forbidden in ("unsafe-inline", "unsafe-eval", "*", "data:", "http:"):
        assert forbidden not in POLICY


@pytest.mark.parametrize("path", ["/connexion", "/nothing", "/static/site.css", "/healthz", "/compte"])
def test_head_is_get_without_a_body(desk: Desk, path: str) -> None:
    """The same status, nothing after the headers."""
    got, head = (desk.ask.request(method, path, follow_redirects=False) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers.get("location") == got.headers.get("location")


def test_head_does_not_take_the_notice(desk: Desk) -> None:
    """A sentence for the next page waits for one that shows it."""
    desk.log_in("reader")
    (session,) = desk.watch.storage.accounts.sessions("reader@example.fr")
    desk.watch.storage.accounts.tell(session.token_hash, "Bien\r\nSet-Cookie: a=b <b>")
    assert desk.ask.head("/compte").status_code == 200
    page = desk.ask.get("/compte")
    assert "Set-Cookie: a=b &lt;b&gt;" in page.text
    assert "set-cookie" not in page.headers
    assert "Set-Cookie" not in desk.ask.get("/compte").text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (b"HOST", b"200"),
        (b"localhost:8020", b"200"),
        (b"Localhost", b"200"),
        (b"[::1]:8020", b"200"),
        (b"192.0.2.1", b"200"),
        (b"example.org", b"421"),
        (b"localhost.example.org", b"421"),
        (b"localhost@example.org", b"421"),
        (b"127.0.0.1.example.org", b"421"),
        (b"", b"421"),
        (b"127.0.0.1:port", b"421"),
        (b"localhost/path", b"421"),
    ],
)
def test_under_which_names(desk: Desk, host: bytes, status: bytes) -> None:
    """Its own and addresses in digits: a page elsewhere cannot point its own name at this machine."""
    request = b"GET /connexion HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
    assert ask_raw(where(desk), request).split(b" ")[1] == status


def test_two_names_are_none(desk: Desk) -> None:
    """Nor is a request without one; a probe needs none of ours."""
    for lines in (b"Host: HOST\r\nHost: example.org\r\n", b""):
        answer = ask_raw(where(desk), b"GET /connexion HTTP/1.1\r\n" + lines + b"Connection: close\r\n\r\n")
        assert answer.split(b" ")[1] in (b"400", b"421")
    answer = ask_raw(where(desk), b"GET /healthz HTTP/1.1\r\nHost: watch:8020\r\nConnection: close\r\n\r\n")
    assert answer.split(b" ")[1] == b"200"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/%2fetc/passwd",
        "/static/site.css%00.txt",
        "/static/%00",
        "/static/" + "a" * 5_000,
        "/static/",
        "/static",
        "/connexion%00",
        "/%ED%A0%80",
        "/connexion/..%2f..%2f",
        "/static/%F0%28%8C%28",
    ],
)
def test_addresses_that_lead_nowhere(desk: Desk, path: str) -> None:
    """No path climbs out of the static files, and none is a fault of the program."""
    answer = ask_raw(where(desk), f"GET {path} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n".encode())
    assert answer.split(b" ")[1] in (b"404", b"307"), answer[:300]
    assert b"Traceback" not in answer


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ED%A0%80", "suite=%00", "suite=%ED%A0%80", "q=%FF%FE", "a&=&&==", "q=" + "é" * 3_000]
)
def test_words_of_the_query_that_nobody_types(desk: Desk, query: str) -> None:
    """Null bytes, halves of signs, broken UTF-8: the page comes all the same."""
    desk.log_in("admin")
    for path in ("/compte", "/bureau/utilisateurs"):
        assert desk.ask.get(f"{path}?{query}").status_code == 200
    desk.log_out()
    assert desk.ask.get(f"/connexion?{query}").status_code == 200


@pytest.mark.parametrize("word", ["%00", "%ED%A0%80", "%FF", "a%0D%0Ab", "%E2%80%AE"])
def test_words_of_a_form_that_nobody_types(desk: Desk, word: str) -> None:
    """In every field of every form of accounts: refused or cleaned, never a fault."""
    desk.log_in("admin")
    fields = ("name", "display", "role", "password", "present", "again", "session", "suite")
    body = "csrf=csrf-of-the-tests&" + "&".join(f"{field}={word * 14}" for field in fields)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ("/bureau/utilisateurs", "/bureau/utilisateurs/role", "/bureau/utilisateurs/fermer"):
        assert desk.ask.post(path, content=body, headers=kind).status_code == 400
    assert desk.ask.post("/compte/mot-de-passe", content=body, headers=kind).status_code == 400
    assert desk.ask.post("/connexion", content=body, headers=kind, follow_redirects=False).status_code in (303, 403)


def test_a_form_beyond_all_measure(desk: Desk) -> None:
    """By its length, by what comes of it without one, by the number of its fields: refused, and the site goes on."""
    head = b"POST /connexion HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n" + FORM
    told = ask_raw(where(desk), head + b"Content-Length: 300000\r\n\r\n")
    assert told.split(b" ")[1] == b"413"
    piece = b"8000\r\n" + b"a" * 0x8000 + b"\r\n"
    chunked = ask_raw(where(desk), head + b"Transfer-Encoding: chunked\r\n\r\n" + piece * 9)
    assert chunked.split(b" ")[1] == b"413", chunked[:200]
    small = ask_raw(where(desk), head + b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n")
    assert small.split(b" ")[1] == b"403"
    many = {f"f{number}": "" for number in range(2_001)}
    assert desk.ask.post("/connexion", data=many).status_code == 400
    assert desk.ask.get("/connexion").status_code == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\nnonsense"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nx\r\n--b--\r\n',
        ),
        ("application/json", b'{"name": "a"}'),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfe"),
        ("\xff", b"x"),
    ],
)
def test_what_is_no_form(desk: Desk, kind: str, body: bytes) -> None:
    """Files and nonsense are refused, never a fault."""
    answer = desk.ask.post("/connexion", content=body, headers={"Content-Type": kind.encode("latin-1")})
    assert answer.status_code in (400, 403)


def test_a_cookie_that_nobody_gave(desk: Desk) -> None:
    """Is as none, however long or odd."""
    for value in (b"pvd_watch=" + b"a" * 8_000, b"pvd_watch=\xff\xfe", b"pvd_watch=%00", b";;==", b"pvd_watch"):
        answer = ask_raw(
            where(desk), b"GET /compte HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nCookie: " + value + b"\r\n\r\n"
        )
        assert answer.split(b" ")[1] == b"303", answer[:300]
