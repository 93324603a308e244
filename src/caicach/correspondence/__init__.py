"""Documents received: kept, read, reviewed beside their source, corrected and confirmed.

Public face: ``services``, ``queries``, ``domain``. Invariants: the same document is registered once; a correction by a
person is never overwritten by a later reading; a secret document is refused.
"""
