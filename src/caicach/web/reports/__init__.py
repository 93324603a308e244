"""Progress reports on pages: one button, the figures with their rows, the document as a file and as a draft letter."""
