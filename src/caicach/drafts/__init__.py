"""Drafts of work: what a letter, a plan, later a finding proposes as tasks, until a person makes tasks of it.

One value, one list of problems, one way to change, drop and choose units, whatever the source; see docs/adr/0034.
"""
