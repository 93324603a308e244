"""The bounds of reading: what a file may be, how long and how much memory it may take.

A letter of an office has a few pages; a plan with its appendices some hundreds. The bounds leave room for both
and stop what would take the machine from everybody else.
"""

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 100 * MEGABYTE
"""Larger files are refused before they are opened (so a 200 MB upload is)."""

MAX_TEXT_CHARACTERS = 20_000_000
"""Characters of text kept from one file: some thousands of pages."""

MAX_PAGES = 1000
"""Pages of a PDF whose pages carry text."""

MAX_SCANNED_PAGES = 100
"""Pages to be recognised from pictures in one file: OCR takes seconds a page."""

MAX_PICTURE_PIXELS = 150_000_000
"""Pixels of one picture: an A3 sheet at 600 dpi has 70 million."""

MAX_ZIP_ENTRIES = 5000
MAX_ZIP_TOTAL_BYTES = 500 * MEGABYTE
MAX_ZIP_PART_BYTES = 60 * MEGABYTE
MAX_ZIP_RATIO = 200
"""Compressed XML of real letters stays below 40 to 1; zip bombs start at 1000 to 1."""

READ_SECONDS = 600.0
"""Wall-clock time of one file in a child process."""

READ_MEMORY_BYTES = 1536 * MEGABYTE
"""Address space of the child process (and of each Tesseract it starts)."""
