"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "regimes.due.set": _("Đặt hạn gửi báo cáo định kỳ"),
        "regimes.edition.drafted": _("Dự thảo báo cáo hợp nhất"),
        "regimes.edition.made": _("Lập báo cáo hợp nhất"),
        "regimes.period.opened": _("Mở kỳ báo cáo"),
        "regimes.unit_report.accepted": _("Chấp nhận báo cáo định kỳ"),
        "regimes.unit_report.asked_below": _("Hỏi báo cáo của đơn vị trực thuộc"),
        "regimes.unit_report.joined_below": _("Cộng báo cáo của đơn vị trực thuộc"),
        "regimes.unit_report.reopened": _("Mở lại báo cáo định kỳ"),
        "regimes.unit_report.returned": _("Trả lại báo cáo định kỳ"),
        "regimes.unit_report.saved": _("Ghi báo cáo định kỳ"),
        "regimes.unit_report.sent": _("Gửi báo cáo định kỳ"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "edition": Thing(_("Báo cáo hợp nhất")),
        "form": Thing(_("Kỳ báo cáo")),
        "unit_report": Thing(_("Báo cáo định kỳ của đơn vị")),
    }
)
