"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "correspondence.signatures.checked": _("Kiểm tra chữ ký số của văn bản đến"),
        "correspondence.proposal.added": _("Thêm đề xuất nhiệm vụ"),
        "correspondence.proposal.edited": _("Sửa đề xuất nhiệm vụ"),
        "correspondence.proposal.split": _("Tách đề xuất nhiệm vụ"),
        "correspondence.proposal.dropped": _("Bỏ đề xuất nhiệm vụ"),
        "correspondence.proposal.restored": _("Lấy lại đề xuất nhiệm vụ"),
        "correspondence.proposal.units_set": _("Chọn đơn vị cho đề xuất nhiệm vụ"),
        "correspondence.file.removed": _("Bỏ tệp có dấu chỉ độ mật"),
        "correspondence.letter.drafted": _("Soạn dự thảo văn bản đi"),
        "correspondence.letter.edited": _("Sửa dự thảo văn bản đi"),
        "correspondence.letter.restored": _("Lấy lại bản dự thảo trước"),
        "correspondence.letter.submitted": _("Trình dự thảo"),
        "correspondence.letter.returned": _("Trả lại dự thảo trình"),
        "correspondence.letter.numbered": _("Cấp số văn bản đi"),
        "correspondence.letter.signed": _("Ký số văn bản"),
        "correspondence.letter.scan_recorded": _("Lưu bản quét đã ký"),
        "correspondence.letter.dispatched": _("Phát hành văn bản"),
        "correspondence.letter.recalled": _("Thu hồi văn bản"),
        "correspondence.letter.replaced": _("Văn bản được thay thế"),
        "correspondence.letter.cancelled": _("Hủy văn bản đi"),
        "correspondence.letter.exported": _("Xuất gói dữ liệu văn bản"),
        "correspondence.letter.reply_recorded": _("Ghi trả lời của đơn vị"),
        "correspondence.letter.reply_withdrawn": _("Bỏ trả lời ghi nhầm"),
        "correspondence.number.reserved": _("Giữ số văn bản"),
        "correspondence.number.cancelled": _("Hủy số đã giữ"),
        "correspondence.series.saved": _("Lưu dãy số"),
        "correspondence.office.added": _("Thêm cơ quan ban hành"),
        "correspondence.office.changed": _("Sửa cơ quan ban hành"),
        "correspondence.letter_read": _("Đọc văn bản đi"),
        "correspondence.rows.taken_in": _("Bắt đầu đối chiếu dữ liệu có sẵn"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "letter": Thing(_("Văn bản đi"), "web:letter"),
        "office": Thing(_("Cơ quan ban hành")),
        "letter_read": Thing(_("Văn bản đi đã đọc"), "web:letter"),
    }
)
