"""Remarks as values, and the names that they call."""
