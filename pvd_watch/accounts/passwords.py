"""Passwords: what is asked of a new one, and how one is kept.

Sources: NIST SP 800-63B, 3.1.1 (length and a list of refused ones, no rules on kinds of signs, no expiry);
RFC 9106 (Argon2id) with the least memory that the OWASP Password Storage Cheat Sheet recommends, and one pass more.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 200
"""In characters."""
PasswordFault = Literal["short", "long", "own-name", "common"]
_LEAST_OWN = 6
"""Fewest different signs that must be left of a password without words and rows that everybody tries."""
_WORDS = re.compile(
    "motdepasse|password|passe|bonjour|soleil|marseille|doudou|chouchou|loulou|admin|administrateur|bienvenue|"
    "welcome|secret|azerty|qwerty|qwertz|iloveyou|jetaime|letmein|petitesvillesdemain|petitesvilles|demain|villes?|"
    "veille|presse|pvdwatch|watch|pvd|france|anct|redaction|printemps|automne|hiver|(?:19|20)[0-9]{2}"
)
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "&é\"'(-è_çà")


def fault_of(password: str, *names: str) -> PasswordFault | None:
    """What is wrong with a new password, or None.

    :param names: of the account and of its person, which must not stand in it.
    """
    password = normal(password)
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    plain = _plain(password)
    parts = {part for name in names for part in re.split(r"[\s@.+_-]+", _plain(name)) if len(part) >= 4}
    left = plain
    for part in sorted(parts, key=len, reverse=True):
        left = left.replace(part, "")
    if len(set(_own(left))) >= _LEAST_OWN:
        return None
    return "own-name" if left != plain and len(set(_own(plain))) >= _LEAST_OWN else "common"


def normal(password: str) -> str:
    """A password in the one form under which it is kept, whatever the keyboard composed (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher().hash(_bytes(password))


def matches(password: str, stored: str) -> bool:
    """Whether a password is the one that was stored. Without one (``stored`` empty) it takes as long to say no."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(stored or _nobodys(), _bytes(password)) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    """Whether a password was stored with weaker parameters than those of today."""
    return _hasher().check_needs_rehash(stored)


@cache
def _hasher() -> PasswordHasher:
    """19 MiB a hash, so that several logins at once do not swell the server; imported when somebody logs in."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1)


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody")


def _bytes(password: str) -> bytes:
    return normal(password).encode("utf-8", "surrogatepass")


def _plain(words: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(sign))


def _own(plain: str) -> str:
    """What is left without common words, and of rows of keys, letters or digits only the first sign."""
    left = _WORDS.sub("", plain)
    return "".join(sign for place, sign in enumerate(left) if not place or not _follows(left[place - 1], sign))


def _follows(before: str, sign: str) -> bool:
    beside = before + sign
    return abs(ord(before) - ord(sign)) <= 1 or any(beside in row or beside in row[::-1] for row in _ROWS)
