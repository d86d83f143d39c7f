"""The digest of the day: what goes in, and how it is shown."""
