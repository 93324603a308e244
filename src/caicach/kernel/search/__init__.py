"""One search over everything that modules offer: the index, what is asked of it, and how it is kept (ADR 60).

A module registers a ``Source`` (``registry.register``) in its ``searching.py``. The database itself marks what changed,
by triggers on the tables that the source names; ``services.refresh`` writes those entries anew.
"""
