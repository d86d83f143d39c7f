"""A small provider of OpenID Connect on loopback: real keys, codes that are good once, PKCE checked; it can lie."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "pvd-watch", "s3cret/with:signs"


@cache
def key(name: str) -> RSAKey:
    """A key by its name, made once."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


@dataclass
class FakeProvider:
    """The provider. What it is told to say beside the truth: ``lies`` in ID tokens, ``tells`` of the person; ``signs``
    with which key; ``jwt_userinfo``: what it tells is signed; ``post``: the client's secret comes in the form."""

    now: int
    issuer: str = ""
    email: str = "jeanne@example.fr"
    lies: dict[str, Any] = field(default_factory=dict)
    tells: dict[str, Any] = field(default_factory=dict)
    signs: str = "one"
    publishes: str = "one"
    jwt_userinfo: bool = False
    post: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    access: set[str] = field(default_factory=set)

    def description(self) -> dict[str, Any]:
        """Its discovery document."""
        way = "client_secret_post" if self.post else "client_secret_basic"
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/end",
            "token_endpoint_auth_methods_supported": [way],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where a person who has logged in is sent: back, with a code."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["state"]) >= 32
        assert len(asked["nonce"]) >= 32
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"], "iss": self.issuer})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens of a code; None where anything is wrong."""
        if self.post:
            login = (form.get("client_id"), form.get("client_secret"))
        else:
            name, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
            login = (unquote(name), unquote(secret))
        asked = self.codes.pop(form["code"], None)
        if asked is None or login != (CLIENT, SECRET) or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        challenge = base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if challenge != asked["code_challenge"]:
            return None
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "person-1",
            "nonce": asked["nonce"],
            "iat": self.now,
            "exp": self.now + 60,
        } | self.lies
        access = secrets.token_urlsafe(16)
        self.access.add(access)
        return {"access_token": access, "token_type": "Bearer", "id_token": self.sign(claims)}

    def person(self) -> dict[str, Any]:
        """What it knows of who is logged in."""
        known = {"sub": "person-1", "email": self.email, "given_name": "Jeanne", "usual_name": "MARTIN"}
        return known | self.tells

    def sign(self, claims: dict[str, Any]) -> str:
        """A signed token, or with ``signs`` = none one without a signature."""
        if self.signs == "none":
            parts = ({"alg": "none"}, claims)
            return (
                ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
                + "."
            )
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": self.publishes}, told, key(self.signs))


def _handler(provider: FakeProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            words = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/.well-known/openid-configuration":
                self.answer(provider.description())
            elif parts.path == "/jwks":
                self.answer(KeySet([key(provider.publishes)]).as_dict(private=False))
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(words))
                self.end_headers()
            elif parts.path == "/userinfo":
                self.userinfo()
            else:
                self.answer({"asked": words})

        def userinfo(self) -> None:
            if self.headers["authorization"].removeprefix("Bearer ") not in provider.access:
                self.answer({"error": "invalid_token"}, 401)
            elif provider.jwt_userinfo:
                about = {"iss": provider.issuer, "aud": CLIENT} | provider.person()
                self.answer(provider.sign(about), kind="application/jwt")
            else:
                self.answer(provider.person())

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            found = provider.token(form, self.headers.get("authorization", ""))
            self.answer(*(({"error": "invalid_grant"}, 400) if found is None else (found,)))

        def answer(self, what: object, status: int = 200, kind: str = "application/json") -> None:
            body = (what if isinstance(what, str) else json.dumps(what)).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def provider_at_work(now: int) -> Iterator[FakeProvider]:
    """A provider on a free port of loopback."""
    provider = FakeProvider(now)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider)) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join(5)
