"""The tables of the schedule, as their migration makes them."""

from __future__ import annotations

TASKS = """
CREATE TABLE tasks ( -- what the schedule does by itself
    name TEXT PRIMARY KEY,
    clock TEXT NOT NULL,             -- its hour in Paris or its interval, in words
    since TEXT NOT NULL              -- what was due up to then is not caught up
) WITHOUT ROWID;
CREATE TABLE task_runs ( -- each time a task was done, or tried
    id INTEGER PRIMARY KEY,
    task TEXT NOT NULL,
    planned_at TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT NOT NULL DEFAULT '',
    -- ok, failed, refused (use or configuration), busy (another run held the lock), fault (of the program), hung (ended
    -- at its limit), stopped (with the schedule), lost (the schedule was killed); empty while it runs
    outcome TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT ''          -- the sentence with which it failed
);
CREATE INDEX task_runs_task ON task_runs(task, id);
"""
