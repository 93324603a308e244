"""Vietnamese text: normal form and folding, dictionary order, spelling, encodings of the years before Unicode,
numbers and dates as officials write them. Pure.

Public face: ``folding``, ``collation``, ``syllables``, ``legacy``, ``numbers``, ``dates``, ``roman``.
"""
