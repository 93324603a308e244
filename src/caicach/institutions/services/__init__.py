"""What is done with institutions: documents required, reported on, read when issued, reviewed; rules cut."""

from caicach.institutions.services.documents import (
    drop_document,
    issue_document,
    report_steps,
    review_document,
    save_document,
)
from caicach.institutions.services.importing import import_documents, import_rules
from caicach.institutions.services.issuing import bring_issued
from caicach.institutions.services.rules import save_rule

__all__ = [
    "bring_issued",
    "drop_document",
    "import_documents",
    "import_rules",
    "issue_document",
    "report_steps",
    "review_document",
    "save_document",
    "save_rule",
]
