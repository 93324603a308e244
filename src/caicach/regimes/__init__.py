"""Periodic reports of reporting regimes: what units report, level by level, and the one report made of theirs.

A regime says when (``kernel.periods``); a *form* says what: an outline, indicators, tables, rules. Both are data.
"""
