"""``python -m pvd_watch`` is ``pvd-watch``."""

from pvd_watch.cli import main

main()
