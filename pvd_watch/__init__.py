"""PVD Watch: the press watch of the programme Petites villes de demain."""

import logging

__version__ = "0.1.0"

# Where nobody asked for a log there is none: Python would print warnings on standard error.
logging.getLogger(__name__).addHandler(logging.NullHandler())
