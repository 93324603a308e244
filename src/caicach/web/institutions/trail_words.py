"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "institutions.document.dropped": _("Đưa văn bản ra khỏi danh mục"),
        "institutions.document.issued": _("Ghi số, ngày ban hành văn bản"),
        "institutions.document.progressed": _("Ghi tiến độ soạn thảo văn bản"),
        "institutions.document.reviewed": _("Ghi kết quả kiểm tra, rà soát văn bản"),
        "institutions.document.saved": _("Ghi văn bản phải ban hành"),
        "institutions.document.text_kept": _("Nộp tệp văn bản đã ban hành"),
        "institutions.rule.saved": _("Ghi quy định kinh doanh"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "business_rule": Thing(_("Quy định kinh doanh")),
        "legal_document": Thing(_("Văn bản phải ban hành")),
    }
)
