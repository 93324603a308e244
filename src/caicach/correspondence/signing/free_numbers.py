"""Object numbers that a revision of a PDF calls free although nothing ever bore them: it changes nothing."""

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import XRefSectionData


def forget_empty_freeings(reader: PdfFileReader) -> None:
    """The rules of additions take every freed number for a deleted object; iText frees numbers that were never used."""
    used: set[int] = set()
    for revision in range(reader.xrefs.total_revisions):
        parts = _parts(reader.xrefs.get_xref_data(revision))
        used |= {number for part in parts for number in (*part.standard_xrefs, *part.xrefs_in_objstm)}
        for part in parts:
            for number in part.freed.keys() - used:
                part.explicit_refs_in_revision.discard((number, part.freed.pop(number) - 1))


def _parts(section: XRefSectionData) -> list[XRefSectionData]:
    return [section] if section.hybrid is None else [section, section.hybrid.xref_data]
