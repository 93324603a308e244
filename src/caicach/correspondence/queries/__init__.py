"""Reads of documents received and letters sent. What the actor may not see does not exist."""

from caicach.correspondence.queries.letters import (
    earlier_letters,
    letter_document,
    letter_page,
    letter_row_of,
    letter_units,
    letters_sent,
    scan_file,
    signed_file,
    version_document,
)
from caicach.correspondence.queries.office import number_series, office_of, offices
from caicach.correspondence.queries.received import (
    SourceFile,
    addressing_of,
    document_of,
    document_rows,
    received_documents,
    review_of,
    source_file,
)
from caicach.correspondence.queries.registers import incoming_register, outgoing_register

__all__ = [
    "SourceFile",
    "addressing_of",
    "document_of",
    "document_rows",
    "earlier_letters",
    "incoming_register",
    "letter_document",
    "letter_page",
    "letter_row_of",
    "letter_units",
    "letters_sent",
    "number_series",
    "office_of",
    "offices",
    "outgoing_register",
    "received_documents",
    "review_of",
    "scan_file",
    "signed_file",
    "source_file",
    "version_document",
]
