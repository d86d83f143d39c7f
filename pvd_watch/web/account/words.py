"""What pages of accounts say in French where the program itself speaks English."""

from __future__ import annotations

from pvd_watch.accounts.passwords import LONGEST, SHORTEST
from pvd_watch.errors import AccountError
from pvd_watch.model import Role
from pvd_watch.typography import count

ROLES_IN_WORDS: dict[Role, str] = {
    "reader": "Lecture",
    "editor": "Rédaction",
    "admin": "Administration",
}
_FAULTS = {
    "unknown": "Ce compte n’existe pas.",
    "name": "Un nom de compte s’écrit sans accents ni espaces, comme une adresse électronique.",
    "taken": "Il existe déjà un compte de ce nom.",
    "short": f"Ce mot de passe est trop court\u202f; il faut au moins {SHORTEST} caractères.",
    "long": f"Ce mot de passe est trop long\u202f; {LONGEST} caractères au plus.",
    "own-name": "Ce mot de passe n’est guère plus que le nom du compte\u202f; choisissez-en un autre.",
    "common": "Ce mot de passe est de ceux qu’on essaie en premier\u202f; choisissez-en un autre.",
}


def fault_in_words(error: AccountError) -> str:
    """What is wrong with an account or a password."""
    return _FAULTS[error.code]


def patience(seconds: int) -> str:
    """How long a login must wait."""
    time = count(seconds, "seconde", "secondes") if seconds < 90 else count(-(-seconds // 60), "minute", "minutes")
    return f"Trop de connexions ont échoué. Attendez {time}, puis réessayez."
