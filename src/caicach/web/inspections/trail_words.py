"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "inspections.answers.saved": _("Ghi kết quả kiểm tra tại chỗ"),
        "inspections.file.added": _("Thêm tệp kiểm tra"),
        "inspections.file.removed": _("Bỏ tệp kiểm tra"),
        "inspections.finding.answered": _("Đơn vị trả lời về tồn tại"),
        "inspections.finding.closed": _("Đóng tồn tại"),
        "inspections.finding.remedy_planned": _("Giao việc khắc phục tồn tại"),
        "inspections.finding.settled": _("Kết luận về tồn tại"),
        "inspections.inspection.begun": _("Bắt đầu kiểm tra"),
        "inspections.inspection.cancelled": _("Hủy cuộc kiểm tra"),
        "inspections.inspection.changed": _("Sửa cuộc kiểm tra"),
        "inspections.inspection.concluded": _("Kết luận kiểm tra"),
        "inspections.inspection.planned": _("Lập cuộc kiểm tra"),
        "inspections.letter.drafted": _("Dự thảo văn bản kiểm tra"),
        "inspections.minutes.made": _("Lập biên bản kiểm tra"),
        "inspections.minutes.reopened": _("Mở lại biên bản kiểm tra"),
        "inspections.programme.saved": _("Ghi chương trình kiểm tra"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "finding_of_inspection": Thing(_("Tồn tại qua kiểm tra")),
        "inspection": Thing(_("Cuộc kiểm tra")),
        "inspection_programme": Thing(_("Chương trình kiểm tra")),
    }
)
