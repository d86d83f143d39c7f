"""The newsletter's build: the top articles of a period, ranked, in JSON, HTML, Markdown and text, ready to set."""

from pvd_watch.newsletter.choose import PER_DEPARTMENT, choose
from pvd_watch.newsletter.compose import Archive, answer, compose
from pvd_watch.newsletter.highlight import Highlight, Riser
from pvd_watch.newsletter.render import FORMS, Form, render, to_object
from pvd_watch.newsletter.top import Top
from pvd_watch.newsletter.wanted import Former, Wanted, read_former, read_wanted

__all__ = [
    "FORMS",
    "PER_DEPARTMENT",
    "Archive",
    "Form",
    "Former",
    "Highlight",
    "Riser",
    "Top",
    "Wanted",
    "answer",
    "choose",
    "compose",
    "read_former",
    "read_wanted",
    "render",
    "to_object",
]
