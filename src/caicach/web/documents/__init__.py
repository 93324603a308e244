"""Received documents on pages: list, receiving, the review beside the source, the document after confirmation."""
