"""``users``: who may come to the desk."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from typing import Any, get_args

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.cli.users_token import token
from pvd_watch.errors import UsageError
from pvd_watch.model import Role, User

_NAME = click.argument("name", metavar="NAME")
_LONGEST = 1_000
"""Most characters that are read of a password."""


@click.group()
def users() -> None:
    """The accounts of the desk. Roles: reader sees it, editor decides and publishes, admin keeps the accounts too.

    A password is asked for on the terminal, or is the first line of standard input; it is never an argument.
    """


users.add_command(token)


@users.command(name="list")
@output_options
@click.pass_context
def list_users(context: click.Context, as_json: bool, quiet: bool) -> None:
    """All accounts, those that are disabled too."""
    found = watch_of(context).users.all()
    rows = [(user.name, user.display, user.role, _state(user)) for user in found]
    words = table(("account", "person", "role", "state"), rows) if rows else _NOBODY
    Console(as_json=as_json, quiet=quiet).report({"users": [_object(user) for user in found]}, words)


@users.command()
@_NAME
@click.option("--role", type=click.Choice(get_args(Role)), default="editor", show_default=True)
@click.option("--display", default="", metavar="WORDS", help="How pages call the person; else the account's name.")
@click.option("--without-password", is_flag=True, help="The person comes by OpenID Connect alone.")
@output_options
@click.pass_context
def add(
    context: click.Context, name: str, role: Role, display: str, without_password: bool, as_json: bool, quiet: bool
) -> None:
    """Make an account; NAME is best an e-mail address."""
    keeper = watch_of(context).users
    password = None if without_password else _password()
    _tell(keeper.add(name, display, role, password, _by()), "made", as_json=as_json, quiet=quiet)


@users.command()
@_NAME
@output_options
@click.pass_context
def passwd(context: click.Context, name: str, as_json: bool, quiet: bool) -> None:
    """Give an account a new password; its sessions end."""
    keeper = watch_of(context).users
    keeper.named(name)
    _tell(keeper.set_password(name, _password(), _by()), "given a new password", as_json=as_json, quiet=quiet)


@users.command()
@_NAME
@click.argument("role", type=click.Choice(get_args(Role)))
@output_options
@click.pass_context
def role(context: click.Context, name: str, role: Role, as_json: bool, quiet: bool) -> None:
    """Give an account another role; it holds at once."""
    _tell(watch_of(context).users.set_role(name, role, _by()), f"now {role}", as_json=as_json, quiet=quiet)


@users.command()
@_NAME
@output_options
@click.pass_context
def disable(context: click.Context, name: str, as_json: bool, quiet: bool) -> None:
    """Close an account; its sessions end, its name stays in the history."""
    _tell(watch_of(context).users.disable(name, _by()), "disabled", as_json=as_json, quiet=quiet)


@users.command()
@_NAME
@output_options
@click.pass_context
def enable(context: click.Context, name: str, as_json: bool, quiet: bool) -> None:
    """Open an account that was disabled."""
    _tell(watch_of(context).users.enable(name, _by()), "enabled", as_json=as_json, quiet=quiet)


_NOBODY = "There is no account yet; make one with: pvd-watch users add NAME --role admin"


def _tell(user: User, done: str, *, as_json: bool, quiet: bool) -> None:
    Console(as_json=as_json, quiet=quiet).report({"user": _object(user)}, f"{user.name} is {done}.")


def _object(user: User) -> dict[str, Any]:
    """An account for programs; of its password only whether there is one."""
    return asdict(user) | {"password": bool(user.password)}


def _state(user: User) -> str:
    if user.disabled_at:
        return f"disabled {user.disabled_at}"
    return "open" if user.password else "open, without a password"


def _by() -> str:
    """Who keeps the accounts from the command line: the system's user."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "the command line"


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True))
    given = sys.stdin.readline(_LONGEST).rstrip("\r\n")
    if not given:
        raise UsageError("no password came on standard input; send it as the first line, or run on a terminal")
    return given
