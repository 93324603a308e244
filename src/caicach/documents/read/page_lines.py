"""Lines of one page into the writer."""

from collections.abc import Iterable

from caicach.documents.read.source_writer import SourceWriter


def write_lines(writer: SourceWriter, lines: Iterable[str]) -> None:
    """The lines, with no more than one empty line between them."""
    blank = False
    for line in lines:
        if line.strip() or not blank:
            writer.line(line)
        blank = not line.strip()
