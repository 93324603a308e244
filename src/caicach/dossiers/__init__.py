"""Dossiers of the one-stop shop: their logs, their legal clock, how work flows."""
