"""The files of config/deploy fit the program: commands that are there, its port, its hour, its folder, nothing let out.

``python -m tests.bench.units`` asks systemd, nginx and Caddy themselves.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pvd_watch.config import Settings
from pvd_watch.shipping import shipped
from tests.cli.command import ask

DEPLOY = shipped("config/deploy")
PROGRAM = "/opt/pvd-watch/bin/pvd-watch"
SERVICES = sorted(path.name for path in DEPLOY.glob("*.service"))
TIMERS = sorted(path.name for path in DEPLOY.glob("*.timer"))
Unit = dict[str, dict[str, list[str]]]


def unit(name: str) -> Unit:
    """Sections of a unit with the values of each key, in their order."""
    found: Unit = {}
    section = ""
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            section = match[1]
        elif line and not line.startswith("#"):
            key, equals, value = line.partition("=")
            assert equals, line
            found.setdefault(section, {}).setdefault(key, []).append(value)
    return found


def commands(name: str) -> list[list[str]]:
    """What a service starts."""
    service = unit(name)["Service"]
    lines = [line for key in ("ExecStartPre", "ExecStart") for line in service.get(key, [])]
    return [line.lstrip("-").split() for line in lines]


@pytest.mark.parametrize("name", SERVICES)
def test_every_command_that_a_unit_starts_is_there(name: str) -> None:
    assert commands(name)
    for program, *words in commands(name):
        assert program == PROGRAM
        done = ask(*words, "--help")
        assert (done.returncode, done.stderr) == (0, ""), words
        assert all(word in done.stdout for word in words if word.startswith("--")), words


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_shut_in(name: str) -> None:
    service = {key: values[-1] for key, values in unit(name)["Service"].items()}
    assert service["User"] == "pvd-watch"
    assert service["ReadWritePaths"] == f"{service['Environment'].removeprefix('PVD_WATCH_HOME=')}/data"
    assert (service["ProtectSystem"], service["UMask"], service["CapabilityBoundingSet"]) == ("strict", "0077", "")
    for key in (
        "NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "ProtectKernelTunables", "RestrictNamespaces",
        "RestrictSUIDSGID", "LockPersonality",
    ):  # fmt: skip
        assert service[key] == "yes", key
    assert unit(name)["Service"]["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]


def test_the_service_ends_in_time_and_checks_before_it_starts() -> None:
    service = unit("pvd-watch.service")["Service"]
    assert service["ExecStartPre"] == [f"{PROGRAM} config check"]
    assert int(service["TimeoutStopSec"][0]) > 10
    assert service["Restart"] == ["on-failure"]


@pytest.mark.parametrize("name", TIMERS)
def test_every_timer_has_its_service(name: str) -> None:
    assert name.replace(".timer", ".service") in SERVICES
    assert unit(name)["Install"]["WantedBy"] == ["timers.target"]


def test_the_timer_runs_at_the_hour_of_the_settings_and_makes_up_for_what_it_missed() -> None:
    timer = unit("pvd-watch-run.timer")["Timer"]
    assert timer["OnCalendar"] == [f"*-*-* {Settings().digest.hour}:00 Europe/Paris"]
    assert timer["Persistent"] == ["yes"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_leads_to_the_port_and_keeps_the_inside_in(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    passed = set(re.findall(r"(?:proxy_pass http://|reverse_proxy )([\d.:]+)", text))
    assert passed == {f"{Settings().web.host}:{Settings().web.port}"}
    assert "/metrics" in text
    assert re.search(r"add_header|header \+|\bheader\b.*(?:Policy|Transport)", text) is None, (
        "the headers are the app's"
    )


def test_nginx_says_who_asks_and_believes_no_reader() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    passing = re.findall(r"location [^{]*\{([^}]*proxy_pass[^}]*)\}", text)
    assert len(passing) == 2
    for block in passing:
        assert "proxy_set_header X-Forwarded-For $remote_addr;" in block
        assert 'proxy_set_header Forwarded "";' in block
        assert "limit_req zone=" in block
    assert "$proxy_add_x_forwarded_for" not in text


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml"])
def test_what_nobody_could_try_says_so(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert re.search(r"not (built|started) where it was written", text.replace("\n# ", " "))
    assert str(Settings().web.port) in text


def test_the_example_of_secrets_holds_none_and_names_every_variable() -> None:
    text = (DEPLOY / "pvd-watch.env").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == []
    top = Path(__file__).resolve().parents[1] / "pvd_watch"
    sources = "".join(path.read_text(encoding="utf-8") for path in top.rglob("*.py"))
    named = set(re.findall(r'"(PVD_WATCH_(?:SMTP|WEBHOOK|METRICS|OIDC)[A-Z_]*)"', sources))
    assert named
    assert named <= set(re.findall(r"PVD_WATCH_[A-Z_]+", text))
