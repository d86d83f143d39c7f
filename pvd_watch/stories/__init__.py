"""Grouping: which Articles tell of one event, and which of them leads. Pure decisions, no SQL, no clock."""
