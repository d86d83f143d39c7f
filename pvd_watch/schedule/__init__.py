"""The schedule: what is done by itself, and when. The tasks stand in one table, :mod:`pvd_watch.schedule.tasks`."""
