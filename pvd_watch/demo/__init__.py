"""The demonstration: a small invented press on loopback, and the whole line run against it in a home of its own.

Every title, person and article under ``outlets/`` is invented for this demonstration; only the towns exist.
"""
