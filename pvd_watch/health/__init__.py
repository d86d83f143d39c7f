"""How the service itself fares: a liveness answer, figures for Prometheus, alarms, what is missing before a start.

Nothing here needs the crawler, the linker or the gazetteer.
"""
