"""What a portal shows against the register: matched by code, name and likeness, then field by field.

Public face: ``fields.differences``, ``matching``, ``judging``. Pure; a difference that was looked over is told.
"""
