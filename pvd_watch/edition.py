"""A Digest written out to the files of its day in ``data/digests``: for readers, for programs, and one for editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pvd_watch import atomic
from pvd_watch.digest.appendix import render_appendix_html, render_appendix_text
from pvd_watch.digest.markdown import render_markdown
from pvd_watch.digest.render import Around, render_archive, render_html, render_json
from pvd_watch.digest.view import view_of
from pvd_watch.errors import StepError
from pvd_watch.gazetteer import regions as region_names
from pvd_watch.model import Digest
from pvd_watch.typography import Places
from pvd_watch.wiring import Watch

ARCHIVE = "index.html"


@dataclass(frozen=True, slots=True)
class DigestFiles:
    """A Digest and the files it was written to; ``remade``: it was made anew, not only written out.

    ``internal`` is for editors alone and must not be served to the public.
    """

    digest: Digest
    remade: bool
    html: Path
    markdown: Path
    json: Path
    internal: Path
    internal_text: Path

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files of the day."""
        return self.html, self.markdown, self.json, self.internal, self.internal_text

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "day": self.digest.day,
            "state": self.digest.state,
            "remade": self.remade,
            "items": len(self.digest.items),
            "articles": self.digest.articles,
            "html": str(self.html),
            "md": str(self.markdown),
            "json": str(self.json),
            "internal": str(self.internal),
        }


def places(watch: Watch) -> Places:
    """Names of departments and regions and the points of the programme's towns, as pages need them."""
    return Places(
        departments={code: item.name for code, item in watch.departments.items()},
        regions=region_names(watch.departments),
        points=watch.storage.communes.points(),
    )


def write_digest(watch: Watch, digest: Digest, *, remade: bool) -> DigestFiles:
    """Write the files of a day, the archive, and the link to it into the page of the day before.

    :raises StepError: they cannot be written.
    """
    folder = watch.home.digests
    kinds = ("html", "md", "json", "interne.html", "interne.txt")
    files = DigestFiles(digest, remade, *(folder / f"{digest.day}.{kind}" for kind in kinds))
    if not remade and all(path.exists() for path in (*files.paths, folder / ARCHIVE)):
        return files
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in _texts(watch, digest).items():
            atomic.write(folder / name, text.encode())
        _lead_on(watch, digest.day)
    except OSError as error:
        raise StepError(
            f"{folder}: the digest could not be written ({error.strerror}); make room or give the right to write"
        ) from error
    return files


def _texts(watch: Watch, digest: Digest) -> Mapping[str, str]:
    names, day = places(watch), digest.day
    view = view_of(digest, names, watch.config.settings.digest.top)
    troubles = watch.storage.sources.appendix(digest.from_at, digest.to_at)
    days = watch.storage.digests.days()
    return {
        f"{day}.html": render_html(view, names, _around(day, [day for day, _ in days])),
        f"{day}.md": render_markdown(view),
        f"{day}.json": render_json(view, names),
        f"{day}.interne.html": render_appendix_html(digest, troubles, names),
        f"{day}.interne.txt": render_appendix_text(digest, troubles, names),
        ARCHIVE: render_archive(days),
    }


def _lead_on(watch: Watch, day: str) -> None:
    """Write the page of the day before anew where it does not lead to this day yet."""
    days = [known for known, _ in watch.storage.digests.days()]
    before = _around(day, days).before
    page = watch.home.digests / f"{before}.html"
    if not before or not page.exists() or f'href="{day}.html"' in page.read_text(encoding="utf-8"):
        return
    digest = watch.storage.digests.get(before)
    if digest is not None:
        names = places(watch)
        view = view_of(digest, names, watch.config.settings.digest.top)
        atomic.write(page, render_html(view, names, _around(before, days)).encode())


def _around(day: str, days: list[str]) -> Around:
    earlier, later = [known for known in days if known < day], [known for known in days if known > day]
    return Around(earlier[-1] if earlier else "", later[0] if later else "", ARCHIVE)
