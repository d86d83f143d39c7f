"""Tending the catalogue: who covers what, finding the feed of a site, trying a source out, exchanging lists (OPML)."""
