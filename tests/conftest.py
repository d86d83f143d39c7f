"""What all tests stand on."""

from __future__ import annotations

import signal

# A shell ignores Ctrl-C for what it starts in the background, and a program that is started so never hears of it.
signal.signal(signal.SIGINT, signal.default_int_handler)
