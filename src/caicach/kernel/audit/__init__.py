"""Append-only, hash-chained trail of who changed what, when and why.

Public face: ``services.record`` (inside the transaction of the change), ``services.seal``, ``services.verify``,
``queries.history_of``. Invariants: no foreign keys, so that the trail never stands in the way of live data; lines are
never updated or deleted (held by triggers on both databases); one chain per stream, sealed in batches after commit so
that writers do not queue behind each other.
"""
