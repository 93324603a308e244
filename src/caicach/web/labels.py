"""The words, marks and tones of everything that has a state: one word means one thing on every page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.domain.review import AddressRole, DueUnit, ProposalKind
from caicach.documents.values import RecipientRole, Recurrence
from caicach.kernel.access import Permission, Role
from caicach.kernel.jobs.domain import JobState
from caicach.kernel.vocabulary import ReformArea
from caicach.notifications.domain.channels import Channel, DeliveryState
from caicach.notifications.domain.rules import Audience, MomentKind
from caicach.plans.domain.extending import RequestState
from caicach.plans.domain.lines import LineShown
from caicach.plans.domain.plans import PlanKind, PlanState
from caicach.plans.domain.recurring import Cadence, DueKind
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import Quality, ReportState, TaskOrigin

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as mark + word + colour; ``mark`` names a shape in parts/mark.html."""

    word: "str | StrPromise"
    mark: str
    tone: str


TASK_STATES: dict[TaskState, Badge] = {
    TaskState.OVERDUE: Badge(_("Quá hạn"), "alert", "red"),
    TaskState.IN_TIME: Badge(_("Đang thực hiện"), "half", "blue"),
    TaskState.NOT_YET_DUE: Badge(_("Chưa đến hạn"), "open", "grey"),
    TaskState.AWAITING: Badge(_("Chờ sự kiện"), "open", "violet"),
    TaskState.PAUSED: Badge(_("Tạm dừng"), "pause", "grey"),
    TaskState.DONE_LATE: Badge(_("Hoàn thành quá hạn"), "tick", "amber"),
    TaskState.DONE_ON_TIME: Badge(_("Hoàn thành đúng hạn"), "tick", "green"),
}
WAITING = Badge(_("Chờ chấp nhận"), "pause", "violet")
CANCELLED = Badge(_("Đã hủy"), "cross", "grey")
DOCUMENT_STATES: dict[ReceivedState, Badge] = {
    ReceivedState.RECEIVED: Badge(_("Chờ đọc"), "pause", "grey"),
    ReceivedState.READING: Badge(_("Đang đọc"), "half", "blue"),
    ReceivedState.READ: Badge(_("Chờ soát"), "alert", "violet"),
    ReceivedState.CONFIRMED: Badge(_("Đã xác nhận"), "tick", "green"),
    ReceivedState.REFUSED: Badge(_("Từ chối nhận"), "cross", "red"),
    ReceivedState.FAILED: Badge(_("Không đọc được"), "alert", "red"),
    ReceivedState.WITHDRAWN: Badge(_("Đã rút"), "cross", "grey"),
}
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
    DueKind.DAY_OF_PERIOD: _("ngày cố định của tháng cuối kỳ (của tuần: 1 là thứ Hai)"),
    DueKind.DAY_AFTER_PERIOD: _("ngày cố định của tháng sau kỳ (của tuần sau)"),
    DueKind.WORKING_DAYS_BEFORE_END: _("số ngày làm việc trước khi hết kỳ (0 là ngày làm việc cuối)"),
}
KINDS: "dict[ProposalKind, StrPromise]" = {
    ProposalKind.TASK: _("Nhiệm vụ giao đơn vị"),
    ProposalKind.OBLIGATION: _("Trách nhiệm chung"),
}
ORIGINS: "dict[TaskOrigin, StrPromise]" = {
    TaskOrigin.DIRECTIVE: _("Văn bản giao"),
    TaskOrigin.PLAN: _("Kế hoạch"),
    TaskOrigin.LETTER: _("Văn bản đôn đốc"),
    TaskOrigin.REMEDY: _("Khắc phục tồn tại"),
    TaskOrigin.MANUAL: _("Giao trực tiếp"),
}
PLAN_KINDS: "dict[PlanKind, StrPromise]" = {
    PlanKind.ANNUAL: _("Kế hoạch năm"),
    PlanKind.PROGRAMME: _("Chương trình, kế hoạch giai đoạn"),
}
PLAN_STATES: dict[PlanState, Badge] = {
    PlanState.DRAFT: Badge(_("Dự thảo"), "open", "grey"),
    PlanState.IN_FORCE: Badge(_("Đang thực hiện"), "half", "blue"),
    PlanState.CLOSED: Badge(_("Đã khép lại"), "tick", "green"),
}
PLAN_ACTS: "dict[str, StrPromise]" = {
    "plans.plan.created": _("Lập kế hoạch"),
    "plans.plan.edited": _("Sửa thông tin kế hoạch"),
    "plans.plan.closed": _("Khép lại kế hoạch"),
    "plans.plan.reopened": _("Mở lại kế hoạch"),
    "plans.plan.file_read": _("Đọc bảng nhiệm vụ từ tệp"),
    "plans.objective.added": _("Thêm mục tiêu"),
    "plans.objective.edited": _("Sửa mục tiêu"),
    "plans.objective.removed": _("Bỏ mục tiêu"),
    "plans.provision.added": _("Thêm quy định cấp trên"),
    "plans.provision.removed": _("Bỏ quy định cấp trên"),
}
LINES_SHOWN: "dict[LineShown, StrPromise]" = {
    LineShown.PROBLEMS: _("Cần xem"),
    LineShown.FINE: _("Giao được"),
    LineShown.OPEN: _("Chưa giao"),
    LineShown.DROPPED: _("Đã bỏ"),
    LineShown.CONFIRMED: _("Đã giao"),
}
ADDRESS_ROLES: "dict[AddressRole, StrPromise]" = {
    AddressRole.LEAD: _("Chủ trì"),
    AddressRole.COOPERATE: _("Phối hợp"),
}
DUE_UNITS: "dict[DueUnit, StrPromise]" = {
    DueUnit.WORKING_DAYS: _("ngày làm việc"),
    DueUnit.CALENDAR_DAYS: _("ngày"),
}
RECURRENCES: "dict[Recurrence, StrPromise]" = {
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
RECIPIENT_ROLES: "dict[RecipientRole, StrPromise]" = {
    RecipientRole.ADDRESSEE: _("như trên"),
    RecipientRole.REPORT: _("để báo cáo"),
    RecipientRole.ACTION: _("để thực hiện"),
    RecipientRole.COORDINATE: _("để phối hợp"),
    RecipientRole.INFORM: _("để biết"),
    RecipientRole.ARCHIVE: _("lưu"),
}
ROLES: "dict[Role, StrPromise]" = {
    Role.STANDING_OFFICE: _("Cơ quan thường trực: tiếp nhận, xác nhận văn bản; chấp nhận hoặc trả lại báo cáo"),
    Role.LEADER: _("Lãnh đạo: xem toàn bộ văn bản, nhiệm vụ; quyết định báo cáo"),
    Role.UNIT_HEAD: _("Người đứng đầu đơn vị: báo cáo nhiệm vụ của đơn vị"),
    Role.FOCAL_POINT: _("Đầu mối của đơn vị: báo cáo nhiệm vụ của đơn vị"),
    Role.APPRAISER: _("Thành viên thẩm định: thẩm định điểm của lĩnh vực được phân công"),
    Role.COUNCIL: _("Hội đồng thẩm định: quyết định điểm"),
    Role.ADMIN: _("Quản trị: đơn vị, tài khoản, lịch làm việc"),
}
AUDIENCES: "dict[Audience, StrPromise]" = {
    Audience.FOCAL_POINT: _("Người được giao, đầu mối"),
    Audience.HEAD: _("Người đứng đầu đơn vị"),
    Audience.OFFICE: _("Cơ quan thường trực"),
    Audience.CHAIR: _("Lãnh đạo tỉnh"),
}
CHANNELS: "dict[Channel, StrPromise]" = {
    Channel.PAGE: _("Trên trang"),
    Channel.EMAIL: _("Thư điện tử"),
    Channel.WEBHOOK: _("Webhook"),
}
MOMENTS: "dict[MomentKind, StrPromise]" = {
    MomentKind.BEFORE: _("Trước hạn"),
    MomentKind.ON_DAY: _("Đúng ngày đến hạn"),
    MomentKind.AFTER: _("Sau hạn"),
    MomentKind.EVERY: _("Nhắc lại sau lần cuối, cách"),
}
DELIVERY_STATES: dict[DeliveryState, Badge] = {
    DeliveryState.WAITING: Badge(_("Chờ gửi"), "pause", "grey"),
    DeliveryState.SENDING: Badge(_("Đang gửi"), "half", "blue"),
    DeliveryState.HANDED_OVER: Badge(_("Chờ xác nhận"), "half", "blue"),
    DeliveryState.SENT: Badge(_("Đã gửi"), "tick", "green"),
    DeliveryState.REFUSED: Badge(_("Bị từ chối"), "cross", "red"),
    DeliveryState.UNSURE: Badge(_("Không rõ"), "alert", "amber"),
}
JOB_STATES: dict[JobState, Badge] = {
    JobState.WAITING: Badge(_("Đang chờ"), "pause", "grey"),
    JobState.RUNNING: Badge(_("Đang chạy"), "half", "blue"),
    JobState.DONE: Badge(_("Đã xong"), "tick", "green"),
    JobState.DEAD: Badge(_("Đã bỏ, cần xem"), "alert", "red"),
    JobState.STOPPED: Badge(_("Đã dừng"), "pause", "grey"),
}
_PERMISSIONS: "dict[Permission, StrPromise]" = {
    Permission.DOCUMENT_RECEIVE: _("Tiếp nhận văn bản"),
    Permission.DOCUMENT_CONFIRM: _("Soát và xác nhận văn bản"),
    Permission.DOCUMENT_SEE_ALL: _("Xem mọi văn bản đến"),
    Permission.TASK_ASSIGN: _("Giao nhiệm vụ"),
    Permission.TASK_SEE_ALL: _("Xem nhiệm vụ của mọi đơn vị"),
    Permission.TASK_REPORT: _("Báo cáo nhiệm vụ của đơn vị mình"),
    Permission.TASK_DECIDE: _("Chấp nhận hoặc trả lại báo cáo"),
    Permission.TASK_EXTEND: _("Gia hạn nhiệm vụ"),
    Permission.UNITS_MANAGE: _("Quản lý đơn vị"),
    Permission.USERS_MANAGE: _("Quản lý tài khoản"),
    Permission.AUDIT_READ: _("Xem nhật ký"),
    Permission.CALENDAR_MANAGE: _("Bổ sung lịch làm việc"),
    Permission.JOBS_MANAGE: _("Xem hàng đợi, chạy lại việc hỏng, đặt nơi nhận webhook"),
    Permission.PLAN_MANAGE: _("Quản lý chương trình, kế hoạch của tỉnh"),
    Permission.PLAN_EDIT: _("Lập kế hoạch của đơn vị mình"),
    Permission.RULES_MANAGE: _("Sửa quy tắc nhắc việc"),
    Permission.LETTER_DRAFT: _("Soạn văn bản đi"),
    Permission.LETTER_ISSUE: _("Cấp số, đăng ký, phát hành văn bản đi"),
    Permission.LETTER_SIGN: _("Ký văn bản đi"),
    Permission.INDEX_SEE_ALL: _("Xem điểm của mọi đơn vị"),
    Permission.INDEX_MANAGE: _("Mở kỳ chấm điểm, phân công thẩm định, công bố kết quả"),
    Permission.INDEX_SCORE: _("Tự chấm điểm, giải trình của đơn vị mình"),
    Permission.INDEX_APPRAISE: _("Thẩm định điểm"),
    Permission.INDEX_DECIDE: _("Quyết định điểm của Hội đồng thẩm định"),
}


def permission_label(permission: Permission) -> "StrPromise":
    return _PERMISSIONS[permission]
