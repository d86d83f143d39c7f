"""What the page of an Article says of itself: JSON-LD and Open Graph first, then what HTML has. No network.

A page that reserves text and data mining is looked at no further than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urldefrag

from parsel import Selector

from spiders.dates import read_date
from spiders.jsonld import Node, article_of, names, read_nodes, texts, truth
from spiders.tdm import reserved_by_meta
from spiders.told import address, clean, plain

_MOST_TITLE, _MOST_DESCRIPTION = 1_000, 5_000
_PAID = re.compile(
    r"(?:^|[-_])(?:paywall|payant|premium|abonnes?)(?:[-_](?:picto|icon|badge|label|mark|article|only))?$",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:par|propos recueillis par)\s+(?=\w)", re.IGNORECASE)
_UNPAID = re.compile(r"^(?:no|non|user)[-_]|hide|hidden", re.IGNORECASE)
_NEAR_THE_TITLE = "//html | //body | (//article)[1] | (//h1)[1]/.. | (//h1)[1]/../* | (//h1)[1]//*"
_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
    "pubdate",
    "date",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The page in its own words, as plain text; fields as in `pvd_watch.model.PageDone`."""

    title: str = ""
    description: str = ""
    author: str = ""
    published_at: str = ""
    precision: str = ""
    canonical: str = ""
    language: str = ""
    free: bool | None = None
    reserved: str = ""


def read_article(html: str, url: str, *, licensed: bool = False) -> Words:
    """Read the page that was found at ``url``; ``licensed``: no reservation in it binds."""
    page = Selector(html or "<html/>", type="html")
    metas = _metas(page)
    if not licensed and (reserved := reserved_by_meta(metas)):
        return Words(reserved=reserved)
    nodes = read_nodes(
        page.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]/text()").getall()
    )
    article = article_of(nodes, url)
    published_at, precision = _date(page, metas, article)
    return Words(
        title=_first(_title(page, metas, article), _MOST_TITLE),
        description=_first([*texts(article.get("description")), *_of(metas, _DESCRIPTIONS)], _MOST_DESCRIPTION),
        author=_author(metas, article),
        published_at=published_at,
        precision=precision,
        canonical=_canonical(page, metas, url),
        language=_language(page, metas, article),
        free=_free(page, metas, article, nodes),
    )


def _metas(page: Selector) -> dict[str, list[str]]:
    """The contents of the meta tags by their names in lower case."""
    metas: dict[str, list[str]] = {}
    for tag in page.xpath("//meta[@content][@name or @property or @itemprop or @http-equiv]"):
        attributes = tag.attrib
        for kind in ("name", "property", "itemprop", "http-equiv"):
            if name := attributes.get(kind, "").strip().lower():
                metas.setdefault(name, []).append(attributes["content"].strip())
    return metas


def _of(metas: dict[str, list[str]], wanted: Iterable[str]) -> list[str]:
    return [content for name in wanted for content in metas.get(name, ())]


def _title(page: Selector, metas: dict[str, list[str]], article: Node) -> list[str]:
    said = [*texts(article.get("headline")), *_of(metas, _TITLES), *texts(article.get("name"))]
    return said or [page.xpath("string(//h1)").get(""), page.xpath("string(//title)").get("")]


def _author(metas: dict[str, list[str]], article: Node) -> str:
    said = names(article.get("author")) or names(article.get("creator")) or _of(metas, _AUTHORS)
    people = (_BY.sub("", _plain(name)) for name in said if "://" not in name)
    return ", ".join(dict.fromkeys(filter(None, people)))[:500]


def _date(page: Selector, metas: dict[str, list[str]], article: Node) -> tuple[str, str]:
    marked = page.xpath("//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime").getall()
    said = [*texts(article.get("datePublished")), *_of(metas, _DATES), *marked, *texts(article.get("dateCreated"))]
    return next(filter(all, map(read_date, said)), ("", ""))


def _canonical(page: Selector, metas: dict[str, list[str]], url: str) -> str:
    base = address(url, page.xpath("string(//base/@href)").get("")) or url
    links = page.xpath("//link[contains(concat(' ', translate(@rel, 'CANONIL', 'canonil'), ' '), ' canonical ')]/@href")
    said = (address(base, clean(link)) for link in [*links.getall(), *_of(metas, ["og:url"])])
    return urldefrag(next(filter(None, said), "")).url


def _language(page: Selector, metas: dict[str, list[str]], article: Node) -> str:
    said = [
        page.xpath("string(/html/@lang)").get(""),
        page.xpath("string(/html/@*[name() = 'xml:lang'])").get(""),
        *_of(metas, ("og:locale", "content-language")),
        *texts(article.get("inLanguage")),
    ]
    found = (re.match(r"\s*([a-z]{2})(?![a-z])", one, re.IGNORECASE) for one in said)
    return next((match[1].lower() for match in found if match), "")


def _free(page: Selector, metas: dict[str, list[str]], article: Node, nodes: list[Node]) -> bool | None:
    """Whether all may read all of the page: as its article and the parts of it say, else as any of its nodes, its tier
    or its looks say."""
    own = article.get("hasPart")
    parts = [part for part in (own if isinstance(own, list) else [own]) if isinstance(part, dict)]
    for group in ([article, *parts], nodes):
        said = {truth(node.get("isAccessibleForFree")) for node in group} - {None}
        if said:
            return False not in said
    for tier in metas.get("article:content_tier", ()):
        return tier.lower() == "free"
    marks = [mark for classes in page.xpath(f"({_NEAR_THE_TITLE})/@class").getall() for mark in classes.split()]
    return False if any(_PAID.search(mark) and not _UNPAID.search(mark) for mark in marks) else None


def _first(said: Iterable[str], most: int) -> str:
    """The first of some texts that is not empty, as plain text."""
    return next(filter(None, map(_plain, said)), "")[:most]


def _plain(text: str) -> str:
    """A text without markup: JSON-LD and meta tags often hold entities escaped twice, and tags."""
    return clean(plain(unescape(text)))
