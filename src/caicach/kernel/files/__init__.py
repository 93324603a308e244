"""Letters and evidence, stored by content hash outside the web root.

Public face: ``services.store``, ``queries.stored_file``, ``queries.read_bytes``. Who may read a file is decided by the
module that owns the thing it is attached to; this room only keeps bytes and tells what they are.
"""
