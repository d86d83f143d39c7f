"""The public pages, the editors' desk and the read-only API: ``create_app(home)`` gives an ASGI application.

A page is one file with one action: ``public/`` for everybody, ``account/`` logins, ``desk/`` what editors do,
``api/`` answers for programs. ``routes.py`` lists them all, with the role that each asks for.
"""

from pvd_watch.web.app import create_app

__all__ = ["create_app"]
