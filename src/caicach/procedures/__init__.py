"""Administrative procedures: what the register says, what a portal shows, where the two differ, what they cost people.

Public face: ``record`` (the procedure as a value, its import), ``pages`` (bytes of a page to records), ``comparing``
(field by field), ``auditing`` (a portal walked politely, with evidence), ``costs`` (compliance cost). ``record``,
``pages``, ``comparing`` and ``costs`` are pure: bytes and values in, values out.
"""
