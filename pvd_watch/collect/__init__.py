"""Collecting: the crawl child and its protocol, canonical addresses, what an Entry becomes when it arrives."""
