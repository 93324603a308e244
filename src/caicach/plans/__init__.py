"""Programmes and plans, and the tasks that units follow: assignments, progress with evidence, acceptance, deadlines.

Public face: ``services``, ``queries``, ``metrics``, ``domain``. Invariants: a task never exists without its origin, one
of a directive never without its quote; the original deadline is kept for ever beside any extension; reporting and
deciding are two acts by two sides.
"""
