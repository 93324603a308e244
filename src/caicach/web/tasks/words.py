"""The words, marks and tones of tasks: one word means one thing on every page that shows tasks."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.vocabulary import AddressRole, DueUnit, ReformArea
from caicach.plans.domain.extending import RequestState
from caicach.plans.domain.recurring import Cadence, DueKind
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import Quality, ReportState, TaskOrigin
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

TASK_STATES: dict[TaskState, Badge] = {
    TaskState.OVERDUE: Badge(_("Quá hạn"), "alert", "red"),
    TaskState.IN_TIME: Badge(_("Đang thực hiện"), "half", "blue"),
    TaskState.NOT_YET_DUE: Badge(_("Chưa đến hạn"), "open", "grey"),
    TaskState.NO_DEADLINE: Badge(_("Không có hạn"), "open", "amber"),
    TaskState.AWAITING: Badge(_("Chờ sự kiện"), "open", "violet"),
    TaskState.PAUSED: Badge(_("Tạm dừng"), "pause", "grey"),
    TaskState.DONE_LATE: Badge(_("Hoàn thành quá hạn"), "tick", "amber"),
    TaskState.DONE_UNDATED: Badge(_("Hoàn thành, không có hạn"), "tick", "grey"),
    TaskState.DONE_ON_TIME: Badge(_("Hoàn thành đúng hạn"), "tick", "green"),
}
WAITING = Badge(_("Chờ chấp nhận"), "pause", "violet")
CANCELLED = Badge(_("Đã hủy"), "cross", "grey")
REPORT_STATES: dict[ReportState, Badge] = {
    ReportState.WAITING: WAITING,
    ReportState.ACCEPTED: Badge(_("Đã chấp nhận"), "tick", "green"),
    ReportState.RETURNED: Badge(_("Đã trả lại"), "back", "amber"),
    ReportState.REPLACED: Badge(_("Đã thay bằng báo cáo mới"), "cross", "grey"),
}
QUALITIES: "dict[Quality, StrPromise]" = {
    Quality.GOOD: _("Tốt"),
    Quality.SATISFACTORY: _("Đạt yêu cầu"),
    Quality.LIMITED: _("Còn hạn chế"),
}
REQUEST_STATES: dict[RequestState, Badge] = {
    RequestState.WAITING: Badge(_("Chờ quyết định"), "pause", "violet"),
    RequestState.GRANTED: Badge(_("Đã gia hạn"), "tick", "green"),
    RequestState.REFUSED: Badge(_("Không đồng ý"), "cross", "amber"),
}
LATE_REPORT = Badge(_("Báo cáo muộn"), "alert", "amber")
CADENCES: "dict[Cadence, StrPromise]" = {
    Cadence.WEEKLY: _("Hằng tuần"),
    Cadence.MONTHLY: _("Hằng tháng"),
    Cadence.QUARTERLY: _("Hằng quý"),
    Cadence.HALF_YEARLY: _("6 tháng một lần"),
    Cadence.YEARLY: _("Hằng năm"),
}
DUE_KINDS: "dict[DueKind, StrPromise]" = {
    DueKind.DAY_OF_PERIOD: _("ngày cố định của một tháng trong kỳ (của tuần: 1 là thứ Hai)"),
    DueKind.DAY_AFTER_PERIOD: _("ngày cố định của một tháng sau kỳ (của tuần sau)"),
    DueKind.WORKING_DAYS_BEFORE_END: _("số ngày làm việc trước khi hết kỳ (0 là ngày làm việc cuối)"),
}
ORIGINS: "dict[TaskOrigin, StrPromise]" = {
    TaskOrigin.DIRECTIVE: _("Văn bản giao"),
    TaskOrigin.PLAN: _("Kế hoạch"),
    TaskOrigin.LETTER: _("Văn bản đôn đốc"),
    TaskOrigin.REMEDY: _("Khắc phục tồn tại"),
    TaskOrigin.MANUAL: _("Giao trực tiếp"),
}
ADDRESS_ROLES: "dict[AddressRole, StrPromise]" = {
    AddressRole.LEAD: _("Chủ trì"),
    AddressRole.COOPERATE: _("Phối hợp"),
}
DUE_UNITS: "dict[DueUnit, StrPromise]" = {
    DueUnit.WORKING_DAYS: _("ngày làm việc"),
    DueUnit.CALENDAR_DAYS: _("ngày"),
    DueUnit.WEEKS: _("tuần"),
    DueUnit.MONTHS: _("tháng"),
    DueUnit.YEARS: _("năm"),
    DueUnit.WORKING_HOURS: _("giờ làm việc"),
    DueUnit.HOURS: _("giờ"),
}
RECURRENCES: "dict[Recurrence, StrPromise]" = {
    Recurrence.HOURLY: _("Vài giờ một lần"),
    Recurrence.DAILY: _("Hằng ngày"),
    Recurrence.WEEKLY: _("Hằng tuần"),
    Recurrence.MONTHLY: _("Hằng tháng"),
    Recurrence.QUARTERLY: _("Hằng quý"),
    Recurrence.HALF_YEARLY: _("6 tháng một lần"),
    Recurrence.YEARLY: _("Hằng năm"),
    Recurrence.PERIODIC: _("Định kỳ"),
    Recurrence.CONTINUOUS: _("Thường xuyên"),
}
AREAS: "dict[ReformArea, StrPromise]" = {
    ReformArea.INSTITUTIONS: _("Cải cách thể chế"),
    ReformArea.PROCEDURES: _("Cải cách thủ tục hành chính"),
    ReformArea.APPARATUS: _("Cải cách tổ chức bộ máy"),
    ReformArea.CIVIL_SERVICE: _("Cải cách chế độ công vụ"),
    ReformArea.PUBLIC_FINANCE: _("Cải cách tài chính công"),
    ReformArea.DIGITAL_GOVERNMENT: _("Xây dựng và phát triển chính quyền điện tử, chính quyền số"),
    ReformArea.DIRECTION: _("Công tác chỉ đạo, điều hành"),
}
