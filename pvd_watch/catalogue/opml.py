"""OPML 2.0 (http://opml.org/spec2.opml), the lists that feed readers exchange, both ways without loss.

What OPML has no word for stands in attributes of our own namespace, which other readers leave alone. Nothing in a
file that comes from elsewhere is trusted: its size is bounded, entities and document types are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from lxml import etree

from pvd_watch.errors import DataError
from pvd_watch.model import Selectors, Source

NAMESPACE = "urn:pvd-watch:opml"
MOST_BYTES = 20_000_000
_OURS = f"{{{NAMESPACE}}}"
_SELECTOR = "selector-"
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_XML = {0xFFFE: None, 0xFFFF: None}
"""Two code points that TOML takes and XML has not."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """What a list holds: records as TOML would give them. ``ignored``: folders and categories, which we have not."""

    records: tuple[Mapping[str, Any], ...]
    ignored: int


def write_opml(sources: Iterable[Source], created: str) -> bytes:
    """The sources as an OPML document; ``created`` is its date in the form of mail (RFC 822)."""
    root = etree.Element("opml", version="2.0", nsmap={"pvd": NAMESPACE})
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = "PVD Watch"
    etree.SubElement(head, "dateCreated").text = created
    for source in sources:
        attributes = {key: text.translate(_NO_XML) for key, text in _attributes(source)}
        etree.SubElement(body, "outline", attributes)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def read_opml(path: Path) -> Outlines:
    """The records of a list, as yet unchecked; of one that is not ours they have at least ``url``.

    :raises DataError: the file is no OPML, is too large, or declares a document type.
    """
    root = _parsed(path)
    if root.tag != "opml":
        raise DataError(f"{path} is no OPML: its outermost element is <{root.tag}>; give the export of a feed reader")
    outlines = list(root.iter("outline"))
    named = [outline for outline in outlines if outline.get("xmlUrl")]
    categories = sum(bool(outline.get("category")) for outline in named)
    return Outlines(tuple(_record(outline.attrib) for outline in named), len(outlines) - len(named) + categories)


def _parsed(path: Path) -> Any:
    try:
        with path.open("rb") as stream:
            body = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror or error}); name an OPML file") from error
    if len(body) > MOST_BYTES:
        raise DataError(f"{path} is larger than {MOST_BYTES:,} bytes, which no list of feeds is; it was not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = " ".join(str(error).split())
        raise DataError(f"{path} is no OPML that can be read ({said}); export it again from the reader") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DataError(f"{path} declares a document type, which no list of feeds needs; take the declaration out")
    return root


def _attributes(source: Source) -> Iterator[tuple[str, str]]:
    yield from (("type", "rss"), ("text", source.name), ("title", source.name))
    yield from (("xmlUrl", source.url), ("htmlUrl", source.homepage))
    for key in ("id", "kind", "full_text", "verified"):
        yield f"{_OURS}{key}", getattr(source, key)
    yield f"{_OURS}departments", " ".join(source.departments)
    yield f"{_OURS}weight", repr(source.weight)
    yield f"{_OURS}enabled", "true" if source.enabled else "false"
    for item in fields(Selectors):
        if source.selectors is not None and (text := getattr(source.selectors, item.name)):
            yield f"{_OURS}{_SELECTOR}{item.name}", text


def _record(outline: Mapping[str, str]) -> Mapping[str, Any]:
    """An outline as the table that TOML would give of the same record."""
    name = outline.get("text") or outline.get("title") or ""
    standard = {"name": _BREAKS.sub(" ", name).strip(), "homepage": outline.get("htmlUrl")}
    record: dict[str, Any] = {"url": outline["xmlUrl"], **{key: text for key, text in standard.items() if text}}
    for key, text in outline.items():
        if key.startswith(f"{_OURS}{_SELECTOR}"):
            record.setdefault("selectors", {})[key.removeprefix(f"{_OURS}{_SELECTOR}")] = text
        elif key.startswith(_OURS):
            record[key.removeprefix(_OURS)] = _value(key.removeprefix(_OURS), text)
    return record


def _value(key: str, text: str) -> Any:
    """A value in the type that the rules of the configuration ask for; what has not this form is left to them."""
    if key == "departments":
        return text.split()
    if key == "enabled":
        return {"true": True, "false": False}.get(text, text)
    if key == "weight":
        try:
            return float(text)
        except ValueError:
            return text
    return text
