"""Remarks and questions on a task, a letter or a cell of a sheet: part of the record, seen by who sees the thing."""
