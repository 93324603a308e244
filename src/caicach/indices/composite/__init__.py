"""Composite indices: a framework of indicators, normalised, weighted, aggregated and ranked; and how sure that is.

Three tables go in (META, DATA, and WEIGHTS where draws are given), arrays over draws, units and codes are worked on
at once. Figures are floats here: nothing of it is a legal score, whose points are decimals.
"""
