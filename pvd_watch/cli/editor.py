"""``--editor``: who decides."""

from __future__ import annotations

import getpass

import click

from pvd_watch.errors import UsageError
from pvd_watch.typography import harmless

editor_option = click.option("--editor", default="", metavar="NAME", help="Who decides; else the system's user.")


def editor_name(editor: str) -> str:
    """Who decides.

    :raises UsageError: nobody is named, and the system does not say.
    """
    try:
        name = harmless(editor).strip() or getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("the system does not say who you are; give --editor NAME") from error
    return name[:100]
