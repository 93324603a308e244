"""Words of the states of periodic reports."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.periods import ReportingLevel
from caicach.regimes.domain.consolidation import Standing
from caicach.regimes.domain.cycle import State
from caicach.web.shell.badges import Badge

STATES = {
    State.OPEN: Badge(_("Đang mở"), "open", "grey"),
    State.SENT: Badge(_("Đã gửi, chờ chấp nhận"), "half", "blue"),
    State.RETURNED: Badge(_("Bị trả lại"), "back", "red"),
    State.ACCEPTED: Badge(_("Đã chấp nhận"), "tick", "green"),
    State.CORRECTING: Badge(_("Đang sửa sau chấp nhận"), "back", "amber"),
}

SENDERS = {
    ReportingLevel.UNIT_TO_PROVINCE: _("Đơn vị"),
    ReportingLevel.UNIT_TO_MINISTRY: _("Đơn vị thuộc bộ"),
    ReportingLevel.PROVINCE_TO_MINISTRY: _("Địa phương"),
    ReportingLevel.PROVINCE_TO_GOVERNMENT: _("Tỉnh gửi Chính phủ"),
    ReportingLevel.MINISTRY_TO_LEAD: _("Bộ gửi bộ chủ trì"),
    ReportingLevel.LEAD_TO_GOVERNMENT: _("Bộ chủ trì gửi Chính phủ"),
}

STANDINGS = {
    Standing.IN_TIME: _("gửi đúng hạn"),
    Standing.LATE: _("gửi muộn"),
    Standing.MEASURED_ONLY: _("chưa gửi; chỉ có số liệu hệ thống tự tính"),
    Standing.ABSENT: _("chưa gửi, không có số liệu"),
}
