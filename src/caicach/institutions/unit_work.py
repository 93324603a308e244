"""What units have in hand here: legal documents that are not issued, rules on business that are not cut."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop

from caicach.institutions.models import LegalDocument
from caicach.organisations.work_of_units import Counted, UnitWork, by_unit, offer


def _documents(units: Collection[str], on: date) -> Counted:
    return by_unit(LegalDocument.objects.filter(signed_on=None, dropped_on=None), units)


offer(
    UnitWork(
        "institutions.documents",
        gettext_noop("văn bản phải ban hành chưa ban hành"),
        gettext_noop("Vẫn ghi đơn vị cũ chủ trì soạn thảo; sửa từng văn bản để giao cho đơn vị kế tiếp."),
        _documents,
        route="web:legal_documents",
    )
)
