"""A Digest in Markdown; signs of a feed that would be markup are escaped."""

from __future__ import annotations

from collections.abc import Iterator

from pvd_watch import typography as french
from pvd_watch.digest.render import numbers_of
from pvd_watch.digest.view import Line, View


def render_markdown(view: View) -> str:
    """The Digest in Markdown: top Stories, then by region and department."""
    return "\n".join(_blocks(view)) + "\n"


def _blocks(view: View) -> Iterator[str]:
    digest = view.digest
    yield f"# Veille presse du {french.day_in_words(digest.day)}"
    yield ""
    if digest.state == "draft":
        yield "**Brouillon.** Cette sélection est automatique et n’a pas encore été relue.\n"
    if not digest.items:
        yield "Pas d’article sur les Petites villes de demain ce jour."
        return
    yield f"{', '.join(french.count(*numbered) for numbered in numbers_of(view))}."
    if view.top:
        yield "\n## À la une\n"
        for line in view.top:
            yield from _story(line)
    for region in view.regions:
        yield f"\n## {french.markdown(region.name)}"
        for department in region.departments:
            yield f"\n### {french.markdown(department.name)}\n"
            for line in department.lines:
                yield from _reference(line) if line.up else _story(line)


def _reference(line: Line) -> Iterator[str]:
    yield f"- **{french.markdown(line.commune)}**\u00a0: {french.markdown(line.title)} (à la une)"


def _story(line: Line) -> Iterator[str]:
    place = f"{french.markdown(line.commune)} ({french.markdown(line.department)})"
    themes = f" · {', '.join(map(french.markdown, line.themes))}" if line.themes else ""
    note = f" ({line.note})" if line.note else ""
    yield f"- **{place}**{themes}  "
    yield f"  {french.markdown_link(line.title, line.url)}, {french.markdown(line.outlet)}, {line.when}{note}"
    for words in (line.presentation, line.excerpt):
        if words:
            yield f"\n  > {french.markdown(words)}"
    further = [
        f"{label}\u00a0: {french.markdown(words)}"
        for label, words in (("aussi dans", line.also_in), ("autres communes", line.others))
        if words
    ]
    if further:
        yield f"\n  {'; '.join(further)}"
