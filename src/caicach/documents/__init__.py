"""The official document (Nghị định 30/2020/NĐ-CP) as a frozen value, and how it is read.

Public face: ``values`` (the value), ``read`` (files and text to a ``Reading``). Pure: no database, no clock, no user.
Invariant: every extracted value carries the span of its quote in the source text.
"""
