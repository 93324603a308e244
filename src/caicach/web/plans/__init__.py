"""Programmes and plans on pages: the list, a plan, the review of its file, alignment, export."""
