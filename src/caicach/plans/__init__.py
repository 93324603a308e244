"""Tasks that units follow: assignments, progress with evidence, acceptance, deadlines and their states.

Public face: ``services``, ``queries``, ``metrics``, ``domain``. Invariants: a task never exists without its quote; the
original deadline is kept for ever beside any extension; reporting and deciding are two acts by two sides.
"""
