"""What Jobs need beside their first columns, as their migration adds it."""

from __future__ import annotations

JOBS = """
ALTER TABLE jobs ADD COLUMN day TEXT NOT NULL DEFAULT '';                    -- the digest day it was asked for
ALTER TABLE jobs ADD COLUMN insee TEXT NOT NULL DEFAULT '';                  -- the commune that its editor names
ALTER TABLE jobs ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;                -- how often it was begun
ALTER TABLE jobs ADD COLUMN stage TEXT NOT NULL DEFAULT '';                  -- where it failed, as in fetches
ALTER TABLE jobs ADD COLUMN article_id INTEGER NOT NULL DEFAULT 0;           -- what came of it
CREATE INDEX jobs_open ON jobs(state) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_day ON jobs(day);
"""
