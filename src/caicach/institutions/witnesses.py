"""What the trail answers for: documents that have to be issued, rules on business."""

from django.utils.translation import gettext_noop

from caicach.institutions.models import BusinessRule, LegalDocument
from caicach.kernel.audit.witnesses import Table, Witness, register, themselves
from caicach.kernel.files.queries import name_as_given

register(
    Witness(
        kind="legal_document",
        stream="institutions",
        title=gettext_noop("Văn bản phải ban hành"),
        form=2,
        tables=(
            Table(
                LegalDocument,
                "pk",
                (
                    "year",
                    "title",
                    "kind",
                    "origin",
                    "basis",
                    "basis_effective_on",
                    "unit_id",
                    "due_on",
                    "is_shortened",
                    "task_id",
                    "steps",
                    "number",
                    "signed_on",
                    "effective_on",
                    "sent_on",
                    "file__sha256",
                    name_as_given("file"),
                    "reviewed_on",
                    "fault",
                    "mended_on",
                    "mended_by",
                    "dropped_on",
                    "dropped_why",
                    "version",
                ),
            ),
        ),
        roots=lambda about: themselves("legal_document", about),
    )
)
register(
    Witness(
        kind="business_rule",
        stream="institutions",
        title=gettext_noop("Quy định kinh doanh"),
        form=1,
        tables=(
            Table(
                BusinessRule,
                "pk",
                (
                    "name",
                    "kind",
                    "field",
                    "basis",
                    "code",
                    "unit_id",
                    "counted_on",
                    "measure",
                    "approver",
                    "decision",
                    "approved_on",
                    "due_on",
                    "cost_before",
                    "cost_after",
                    "days_before",
                    "days_after",
                    "document_id",
                    "done_in",
                    "done_on",
                    "version",
                ),
            ),
        ),
        roots=lambda about: themselves("business_rule", about),
    )
)
