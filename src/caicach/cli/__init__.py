"""The ``caicach`` command: one file per module, each thin.

A file has ``register(subparsers)``, which adds its command and sets ``run`` (arguments to exit code), and a line in
``commands``. Exit codes: 0 done; 1 a check found faults; 2 wrong use; 3 some of several failed; 4 input refused.
"""
