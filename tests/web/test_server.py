"""What whoever starts the site is told."""

from __future__ import annotations

from pvd_watch.web.server import first_steps

from .conftest import Desk


def test_the_first_account_is_asked_for(desk: Desk) -> None:
    """Until there is one; none is made by itself."""
    assert "pvd-watch users add" in first_steps(desk.watch.home)
    assert desk.watch.users.all() == []
    desk.watch.users.add("jeanne@example.fr", "", "admin", "trois pies volent bas", "tests")
    assert first_steps(desk.watch.home) == ""
