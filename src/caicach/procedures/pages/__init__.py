"""Pages of portals: bytes in, records of procedures out, from tables, lists, headings, accordions, documents.

Public face: ``extracting``. No markup of a portal is known here: only lines of text in the ranges of their elements,
the words that name fields, and tables.
"""
