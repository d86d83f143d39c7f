"""What an article is about and how much it is worth: themes, kinds, an explained score. Pure but for two files read."""

from pvd_watch.relevance.lexicon import KINDS, OTHER, THEMES, Lexicon, Subject, load_lexicon
from pvd_watch.relevance.reader import Found, Reader, Reading

__all__ = ["KINDS", "OTHER", "THEMES", "Found", "Lexicon", "Reader", "Reading", "Subject", "load_lexicon"]
