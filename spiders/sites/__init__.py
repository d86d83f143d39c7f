"""Sites that selectors cannot read: one file each.

To add one, write ``spiders/sites/<name>.py`` with one function, and name it in the Source's record::

    # spiders/sites/mairie_exemple.py
    def read(page: str, url: str) -> Iterable[Told]:
        '''The items of the page, whose text is ``page`` and whose final address is ``url``; links may be relative.'''

    # config/sources.toml
    [source.selectors]          # of a [[source]] whose kind is "listing"
    parser = "mairie_exemple"

The file gets the text of a page that was fetched with all manners, and only says what stands there; it asks the network
for nothing. A fault in it is a failure of its Source alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module

from spiders.told import Told

Reader = Callable[[str, str], Iterable[Told]]
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def reader(name: str) -> Reader:
    """The function ``read`` of the file of that name.

    :raises LookupError: there is no such file, or it has no such function.
    """
    module = f"{__name__}.{name}"
    if not _NAME.fullmatch(name):
        raise LookupError("a name is made of a-z, 0-9 and _.")
    try:
        read: Reader = import_module(module).read
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise LookupError(f"there is no file {name}.py.") from error
    except AttributeError as error:
        raise LookupError(f"{name}.py has no function read(page, url).") from error
    return read
