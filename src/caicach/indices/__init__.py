"""Scores of units: composite indices and indices as code, each number with the way it was reached. Pure.

``composite`` builds an index from a framework table and a table of figures, and says how sure its ranks are.
"""
