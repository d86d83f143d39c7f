"""``python -m pvd_watch`` is ``pvd-watch``."""

import os

from pvd_watch.cli import main

if "PVD_WATCH_TASK" in os.environ:
    from pvd_watch.schedule.tether import hold

    hold()
main()
