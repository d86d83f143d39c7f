"""PVD Watch: the press watch of the programme Petites villes de demain."""

__version__ = "0.1.0"
