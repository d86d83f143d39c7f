"""What keeps the archive over the years: backups and their restoration, retention, removals on request."""
