"""Queue and schedule on the installation's own database: a job that dies is taken up again, its effect happens once.

Public face: ``services``, ``queries``.
"""
