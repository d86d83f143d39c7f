"""Who may come to the desk: accounts and their passwords, logins and sessions, OpenID Connect."""

from pvd_watch.accounts.logins import Login, Logins, TooSoonError
from pvd_watch.accounts.users import Users, name_of

__all__ = ["Login", "Logins", "TooSoonError", "Users", "name_of"]
