"""Official reports drawn from the work, every figure with its rows.

Public face: ``services``, ``queries``, ``domain``.
"""
