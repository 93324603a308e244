"""An installation as one file, and back: every row of one snapshot, every stored file that a row names, settings.

Public face: ``services.make_backup``, ``services.restore``, ``services.go_back``, ``archive.check``. Rows are written
as values and not as the database keeps them, so a backup of SQLite is restored into PostgreSQL and back.
"""
