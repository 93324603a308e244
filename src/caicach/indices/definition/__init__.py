"""Index as code: a definition is a YAML file, and a table of inputs is scored with it.

Public face: ``loading`` (``load_definition``, ``read_path``), ``inputs`` (``read_table``), ``scoring``
(``score``), ``tracing`` (``explain``), ``writing`` (``as_yaml``), ``catalogue`` (what is shipped), ``cases`` (their
acceptance tests). Pure: no database, no clock.

What holds: a definition with an error is never scored with; what cannot be read from a table is flagged at its row and
column and stays missing; a contradiction of a source is said and not mended; the trace of a score is made by the same
functions as the score.
"""
