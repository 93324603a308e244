"""Reads of documents received and letters sent. What the actor may not see does not exist."""

from caicach.correspondence.queries.among import documents_among, letters_among
from caicach.correspondence.queries.files import (
    letter_docx,
    letter_history,
    letter_pages,
    letter_pdf,
    letter_picture,
    scan_file,
)
from caicach.correspondence.queries.letters import (
    LETTER_COLUMNS,
    earlier_letters,
    letter_document,
    letter_page,
    letter_row_of,
    letter_units,
    letters_addressed,
    letters_sent,
    version_document,
)
from caicach.correspondence.queries.office import number_series, office_of, offices, reserved_numbers
from caicach.correspondence.queries.packages import letter_package
from caicach.correspondence.queries.received import (
    DOCUMENT_COLUMNS,
    document_of,
    document_rows,
    received_documents,
    review_of,
    reviewed_proposals,
    source_file,
)
from caicach.correspondence.queries.registers import answers_to, incoming_register, outgoing_register
from caicach.correspondence.queries.signatures import judged_signatures, signatures_at_receipt

__all__ = [
    "DOCUMENT_COLUMNS",
    "LETTER_COLUMNS",
    "answers_to",
    "document_of",
    "document_rows",
    "documents_among",
    "earlier_letters",
    "incoming_register",
    "judged_signatures",
    "letter_document",
    "letter_docx",
    "letter_history",
    "letter_package",
    "letter_page",
    "letter_pages",
    "letter_pdf",
    "letter_picture",
    "letter_row_of",
    "letter_units",
    "letters_addressed",
    "letters_among",
    "letters_sent",
    "number_series",
    "office_of",
    "offices",
    "outgoing_register",
    "received_documents",
    "reserved_numbers",
    "review_of",
    "reviewed_proposals",
    "scan_file",
    "signatures_at_receipt",
    "source_file",
    "version_document",
]
