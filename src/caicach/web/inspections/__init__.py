"""Inspections on pages: programme with coverage, the form for a phone at the place, minutes, conclusion, findings."""
