"""How people and programs prove who they are: visits (sessions), tokens of programs, links to set a password.

Who an account is and what it may do belongs to ``organisations``; this module ends what a password opened when it
changes. Public face: ``services``, ``queries``.
"""
