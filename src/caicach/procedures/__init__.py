"""Administrative procedures: what the register says, what a portal shows, where the two differ, what they cost people.

Public face: ``record`` (the procedure as a value, its import), ``pages`` (bytes of a page to records), ``comparing``
(field by field), ``auditing`` (a portal walked politely, with evidence), ``costs`` (compliance cost); ``services`` and
``queries`` (the register as tables). ``record``, ``pages``, ``comparing``, ``costs`` and ``domain`` are pure.
"""
