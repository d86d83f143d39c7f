"""Stub."""

from __future__ import annotations
import json
from dataclasses import asdict
from pvd_watch.digest.french import Places
from pvd_watch.model import Digest


def render_html(digest: Digest, names: Places) -> str:
    return "<html>"


def render_markdown(digest: Digest, names: Places) -> str:
    return "\n".join(i.communes[0].name + " | " + i.title for i in digest.items)


def render_json(digest: Digest, names: Places) -> str:
    return json.dumps(asdict(digest), ensure_ascii=False)
