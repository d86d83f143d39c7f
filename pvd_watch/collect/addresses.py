"""Canonical URLs: the cleaned link under which an Article is stored once, whoever carries it."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from pvd_watch.model import Entry
from pvd_watch.text import plain
from pvd_watch.titles import title_key

_TRACKING = re.compile(
    r"^(?:utm_\w+|xtor|at_\w+|mtm_\w+|pk_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|wt_mc|wt\.\w+|ns_\w+|"
    r"cmpid|cmp|ocid|ftag|xts|xtref|echobox|_ga|ref_src|origine|amp|outputtype|spm|s_cid|s_kwcid|sr_share|smid)$",
    re.I,
)
_AMP_PATH = re.compile(r"(?:/amp(?:\.html?)?|\.amp(?:\.html?)?)/?$|^/amp(?=/)", re.I)
_MOBILE = re.compile(r"^(?:m|mobile|amp)\.(?=[^.]+\.[^.]+)", re.I)
_HOME = re.compile(r"^/?(?:index\.(?:html?|php)|accueil/?|fr/?)?$", re.I)
_PLAIN = re.compile(
    r"https://(?!(?:m|mobile|amp)\.)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]*[a-z][a-z0-9-]*)+/[\w/.~+,:@!$*'()-]*", re.A
)
"""Most addresses as they are: nothing to clean but perhaps AMP."""
_SAFE = "/%:@!$&'()*+,;=~-._"


def clean(url: str) -> str:
    """A link without tracking, AMP, mobile host and fragment; empty where it is no HTTP address.

    Cleaning a clean address changes nothing. ``http`` and ``https`` are one address, stored as ``https``, except for
    an address with a port of its own or a bare IPv4 number, which has no second door.
    """
    if _PLAIN.fullmatch(url) and "amp" not in url.lower():
        return url
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or re.search(r"[\s<>\"\\]", host):
        return ""
    plain = port in (None, 80, 443)
    scheme = "https" if plain and not host.replace(".", "").isdigit() else parts.scheme.lower()
    host = _bracketed(_MOBILE.sub("", host))
    path = _AMP_PATH.sub("", quote(parts.path, safe=_SAFE)) or "/"
    return urlunsplit((scheme, host if plain else f"{host}:{port}", path, _query(parts.query), ""))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(key)]
    return urlencode(kept)


def is_home(url: str) -> bool:
    """True for a home page or a bare host, which names no article; a query may name one (``?p=10354``)."""
    parts = urlsplit(url)
    return _HOME.match(parts.path) is not None and not parts.query


def canonical_url(entry: Entry, *, by_url: bool = True) -> str:
    """The canonical URL of an Entry.

    Its cleaned link; where there is none, or a home page, or a link that its feed gives to several entries:
    ``entry:<source id>/<hash of guid, else of title and date>``.

    :param by_url: False for the entries of a search, which are never one with others by their links.
    """
    link = clean(entry.url)
    if by_url and link and not is_home(link) and not entry.link_shared:
        return link
    name = clean_guid(entry.guid) or f"{title_key(plain(entry.title)) or entry.title}\n{entry.published_at}"
    digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=10).hexdigest()
    return f"entry:{entry.source_id}/{digest}"


def clean_guid(guid: str) -> str:
    """A guid without the tracking that some feeds put into it (``#xtor=RSS-3-[lestitres]``, ``?utm_…``)."""
    return (clean(guid) if guid.lstrip()[:4].lower() == "http" else "") or guid.strip()


def named_by_page(address: str, page_url: str, canonical: str) -> str:
    """The canonical address that a page gives itself, where it is another one within its site; else empty.

    What it names counts, else where its redirects led. A home page, another site, the same address are no news.

    :param address: the clean address under which the page was asked for.
    :param page_url: where it was found.
    """
    named = clean(canonical) or clean(page_url)
    if not named or named == address or is_home(named) or _site(named) != _site(address):
        return ""
    return named


def led_home(address: str, page_url: str) -> bool:
    """True where the page of an article led to a home page or to another site: the article is no longer there."""
    found = clean(page_url)
    return bool(found) and found != address and (is_home(found) or _site(found) != _site(address))


def _site(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def words(url: str) -> str:
    """The words of an address, each with a capital: « /bretagne/carhaix-plouguer-29270/ » names towns as texts do."""
    parts = re.split(r"[/._,?&=+-]+", unquote(urlsplit(url).path.rpartition(".")[0] or urlsplit(url).path))
    return " ".join(part[:1].upper() + part[1:] for part in parts if part)
