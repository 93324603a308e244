"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "procedures.audit.asked": _("Cho rà soát trang công khai"),
        "procedures.audit.done": _("Rà soát xong trang công khai"),
        "procedures.cost.saved": _("Ghi chi phí tuân thủ"),
        "procedures.decision.saved": _("Ghi quyết định công bố"),
        "procedures.duties.set": _("Giao trách nhiệm công khai thủ tục"),
        "procedures.feedback.answered": _("Trả lời phản ánh, kiến nghị"),
        "procedures.feedback.published": _("Công khai trả lời phản ánh, kiến nghị"),
        "procedures.feedback.received": _("Tiếp nhận phản ánh, kiến nghị"),
        "procedures.feedback.refused": _("Không tiếp nhận phản ánh, kiến nghị"),
        "procedures.feedback.routed": _("Chuyển phản ánh, kiến nghị"),
        "procedures.finding.closed": _("Đóng sai khác trên trang"),
        "procedures.finding.planned": _("Giao việc sửa sai khác trên trang"),
        "procedures.import.brought": _("Nộp tệp thủ tục"),
        "procedures.national.brought": _("Nộp bản xuất của Cơ sở dữ liệu quốc gia"),
        "procedures.national.read": _("Đọc bản xuất của Cơ sở dữ liệu quốc gia"),
        "procedures.import.asked_again": _("Đối chiếu lại tệp thủ tục"),
        "procedures.import.compared": _("Đọc và đối chiếu tệp thủ tục"),
        "procedures.import.refused": _("Từ chối tệp thủ tục"),
        "procedures.import.written": _("Ghi một phần tệp thủ tục vào danh mục"),
        "procedures.import.confirmed": _("Nhập thủ tục vào danh mục"),
        "procedures.import.dropped": _("Bỏ lượt nhập thủ tục"),
        "procedures.income.saved": _("Ghi thu nhập bình quân một giờ"),
        "procedures.portal.saved": _("Ghi trang công khai thủ tục"),
        "procedures.target.saved": _("Ghi mục tiêu cắt giảm"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "cut_target": Thing(_("Mục tiêu cắt giảm")),
        "feedback": Thing(_("Phản ánh, kiến nghị")),
        "hourly_income": Thing(_("Thu nhập bình quân một giờ")),
        "national_export": Thing(_("Bản xuất Cơ sở dữ liệu quốc gia")),
        "portal": Thing(_("Trang công khai thủ tục")),
        "portal_audit": Thing(_("Lượt rà soát trang")),
        "portal_finding": Thing(_("Sai khác trên trang")),
        "procedure": Thing(_("Thủ tục")),
        "procedure_cost": Thing(_("Chi phí tuân thủ")),
        "procedure_import": Thing(_("Lượt nhập thủ tục")),
        "publication_decision": Thing(_("Quyết định công bố")),
    }
)
