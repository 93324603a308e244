"""Scores of units: definitions as code, the scoring cycle, rank, uncertainty, gap and remedy.

``definition`` and ``composite`` are pure: a definition scored with its trace; a composite index with the uncertainty of
its ranks. ``domain`` holds the values of the scoring cycle. Public face: these, ``services`` and ``queries``.
"""
