"""The dialogue with a real mail server: what was taken, what was refused, what nobody can know."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage

import pytest

from pvd_watch.digest.mail import letter, message
from pvd_watch.digest.send import PASSWORD, USER, Outcome, Post, Server, login_of
from pvd_watch.digest.view import view_of
from pvd_watch.errors import StepError, UsageError
from tests.digest.sample import DIGEST, PLACES
from tests.press import Press
from tests.sink import Handler, Sink

SENDER = "veille@example.fr"


@pytest.fixture
def press() -> Iterator[Press]:
    """A certificate of its own, which only who names it trusts."""
    press = Press(tls=True)
    with press:
        yield press


def tls_of(press: Press) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(press.authority, press.authority.with_name("key.pem"))
    return context


def server(sink: Sink, **changes: object) -> Server:
    return Server("127.0.0.1", sink.port, **({"starttls": False, "timeout_seconds": 5.0} | changes))  # type: ignore[arg-type]


def mail_for(to: str) -> EmailMessage:
    made = letter(view_of(DIGEST, PLACES))
    return message(made, Address("Veille", addr_spec=SENDER), to, f"<1.{to}>", datetime(2026, 11, 1, tzinfo=UTC))


def deliver(sink: Sink, *readers: str, **changes: object) -> list[Outcome]:
    with Post(server(sink, **changes)) as post:
        return [post.deliver(mail_for(to), SENDER, to) for to in readers]


def test_a_message_arrives_as_it_was_made() -> None:
    with Sink() as sink:
        assert deliver(sink, "a@x.example") == [Outcome("sent")]
        [envelope] = sink.handler.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, ["a@x.example"])
    assert envelope.content.rstrip() == mail_for("a@x.example").as_bytes().rstrip()


def test_one_who_is_refused_does_not_stop_the_others() -> None:
    with Sink(Handler(refuse={"b@x.example": "550 no such reader"})) as sink:
        outcomes = deliver(sink, "a@x.example", "b@x.example", "c@x.example")
        assert [outcome.state for outcome in outcomes] == ["sent", "failed", "sent"]
        assert outcomes[1].reason == "550 no such reader"
        assert sink.readers == ["a@x.example", "c@x.example"]


def test_a_message_that_the_server_refuses_did_not_go() -> None:
    with Sink(Handler(answer="552 too large \x1b[2J")) as sink:
        [outcome] = deliver(sink, "a@x.example")
    assert outcome.state == "failed"
    assert outcome.reason.startswith("552 too large")
    assert outcome.reason.isprintable()


def test_a_server_that_counts_messages_is_called_again() -> None:
    with Sink(Handler(hang_up=2)) as sink:
        assert [outcome.state for outcome in deliver(sink, *(f"{name}@x.example" for name in "abc"))] == ["sent"] * 3


def test_no_answer_after_the_message_is_uncertain() -> None:
    with Sink(Handler(vanish=True)) as sink:
        assert [outcome.state for outcome in deliver(sink, "a@x.example")] == ["uncertain"]
        assert sink.readers == ["a@x.example"], "it had arrived"


def test_a_server_that_is_down_is_a_sentence() -> None:
    with Sink() as sink:
        pass
    with pytest.raises(StepError, match=f"127.0.0.1:{sink.port} could not be used .*refused"):
        deliver(sink, "a@x.example")


def test_without_encryption_nothing_is_said() -> None:
    with Sink() as sink, pytest.raises(StepError, match="STARTTLS"):
        deliver(sink, "a@x.example", starttls=True, user="u", password="hush")
    assert sink.handler.taken == []


def test_a_certificate_that_nobody_trusts_is_refused(press: Press) -> None:
    with Sink(tls=tls_of(press)) as sink, pytest.raises(StepError, match="certificate is not trusted"):
        deliver(sink, "a@x.example", starttls=True)


def test_the_login_goes_over_the_encrypted_line(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(press.authority))
    with Sink(tls=tls_of(press), login=("veille", "hush")) as sink:
        assert deliver(sink, "a@x.example", starttls=True, user="veille", password="hush") == [Outcome("sent")]
        assert sink.handler.encrypted == [True]
        with pytest.raises(StepError, match=f"refuses the login of {USER}") as wrong:
            deliver(sink, "a@x.example", starttls=True, user="veille", password="wrong-secret")
    assert "wrong-secret" not in str(wrong.value)


def test_the_login_is_whole_or_not_at_all_and_never_shown() -> None:
    assert login_of({}) == ("", "")
    assert login_of({USER: "u", PASSWORD: "hush"}) == ("u", "hush")
    with pytest.raises(UsageError, match="belong together"):
        login_of({USER: "u"})
    assert "hush" not in repr(Server("h", 25, True, 1.0, "u", "hush"))
