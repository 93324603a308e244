"""The words of inspections as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.inspections.domain.checklists import Choice, Severity
from caicach.inspections.domain.cycle import FindingState, InspectionKind, Manner, State
from caicach.inspections.domain.judging import Standing
from caicach.inspections.domain.paper import PaperKind
from caicach.organisations.domain.units import Level
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KINDS: "dict[InspectionKind, StrPromise]" = {
    InspectionKind.OFFICE: _("Đoàn kiểm tra"),
    InspectionKind.SELF: _("Tự kiểm tra"),
}
MANNERS: "dict[Manner, StrPromise]" = {
    Manner.ANNOUNCED: _("Báo trước"),
    Manner.SURPRISE: _("Đột xuất"),
    Manner.BY_REPORT: _("Qua báo cáo, hồ sơ"),
}
CHOICES: "dict[Choice, StrPromise]" = {
    Choice.YES: _("Có"),
    Choice.NO: _("Không"),
    Choice.MENDED: _("Đã khắc phục"),
    Choice.PARTLY: _("Khắc phục một phần"),
    Choice.NOT_MENDED: _("Chưa khắc phục"),
    Choice.NOT_APPLICABLE: _("Không áp dụng (ghi lý do)"),
}
SEVERITIES: "dict[Severity, StrPromise]" = {
    Severity.REMARK: _("Nhắc nhở"),
    Severity.SHORTCOMING: _("Tồn tại, hạn chế"),
    Severity.BREACH: _("Vi phạm"),
}
PAPERS: "dict[PaperKind, StrPromise]" = {
    PaperKind.MINUTES: _("Biên bản"),
    PaperKind.CONCLUSION: _("Thông báo kết luận"),
}
LEVELS: "dict[Level, StrPromise]" = {
    Level.DEPARTMENT: _("Sở, ban, ngành cấp tỉnh"),
    Level.CENTRAL_AGENCY: _("Cơ quan Trung ương đóng trên địa bàn"),
    Level.ATTACHED: _("Đơn vị trực thuộc"),
    Level.DISTRICT: _("UBND cấp huyện"),
    Level.COMMUNE: _("UBND cấp xã"),
}
STATES: dict[State, Badge] = {
    State.PLANNED: Badge(_("Đã lên lịch"), "open", "grey"),
    State.AT_PLACE: Badge(_("Đang kiểm tra"), "half", "blue"),
    State.MINUTED: Badge(_("Đã lập biên bản"), "pause", "violet"),
    State.CONCLUDED: Badge(_("Đã kết luận"), "tick", "green"),
    State.CANCELLED: Badge(_("Đã hủy"), "cross", "grey"),
}
FINDING_STATES: dict[FindingState, Badge] = {
    FindingState.OPEN: Badge(_("Chưa có biện pháp"), "alert", "red"),
    FindingState.LATE: Badge(_("Quá hạn khắc phục"), "alert", "red"),
    FindingState.REMEDYING: Badge(_("Đang khắc phục"), "half", "blue"),
    FindingState.MENDED: Badge(_("Đã khắc phục, chờ kiểm tra lại"), "pause", "violet"),
    FindingState.CLOSED: Badge(_("Đã đóng"), "tick", "green"),
    FindingState.CARRIED: Badge(_("Chưa khắc phục, chuyển sang lần sau"), "back", "grey"),
}
STANDINGS: dict[Standing, Badge] = {
    Standing.UNANSWERED: Badge(_("Chưa xem"), "open", "grey"),
    Standing.FINE: Badge(_("Đạt"), "tick", "green"),
    Standing.NOTED: Badge(_("Ghi nhận"), "tick", "grey"),
    Standing.FINDING: Badge(_("Tồn tại"), "alert", "red"),
    Standing.NOT_JUDGED: Badge(_("Không tính"), "pause", "violet"),
    Standing.NOT_APPLICABLE: Badge(_("Không áp dụng"), "cross", "grey"),
}
