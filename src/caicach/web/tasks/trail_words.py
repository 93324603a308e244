"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "plans.recounts.found": _("Đề nghị tính lại hạn khi lịch nghỉ thay đổi"),
        "plans.recount.accepted": _("Đồng ý tính lại hạn"),
        "plans.recount.left": _("Giữ hạn cũ khi lịch nghỉ thay đổi"),
        "plans.task.created": _("Giao nhiệm vụ"),
        "plans.task.edited": _("Sửa nội dung nhiệm vụ"),
        "plans.task.bases_set": _("Chọn căn cứ của nhiệm vụ"),
        "plans.task.cancelled": _("Hủy nhiệm vụ"),
        "plans.task.deadline_given": _("Đặt hạn cho việc chưa có hạn"),
        "plans.task.deadline_extended": _("Gia hạn"),
        "plans.task.awaits_event": _("Đặt thời hạn chờ sự kiện"),
        "plans.task.target_set": _("Đặt chỉ tiêu"),
        "plans.event.recorded": _("Ghi sự kiện đã xảy ra"),
        "plans.assignment.moved": _("Chuyển việc của đơn vị đã kết thúc"),
        "plans.assignment.passed_on": _("Chuyển việc sang đơn vị khác"),
        "plans.work.paused": _("Tạm dừng việc"),
        "plans.work.resumed": _("Cho tiếp tục việc"),
        "plans.work.delegated": _("Giao người thực hiện"),
        "plans.extension.requested": _("Đề nghị gia hạn"),
        "plans.extension.granted": _("Đồng ý gia hạn"),
        "plans.extension.refused": _("Không đồng ý gia hạn"),
        "plans.series.started": _("Đặt lịch lặp lại"),
        "plans.series.opened": _("Mở kỳ mới"),
        "plans.series.ended": _("Đặt ngày kết thúc lặp lại"),
        "plans.subtask.added": _("Thêm việc con"),
        "plans.subtask.edited": _("Sửa việc con"),
        "plans.subtask.advanced": _("Ghi tiến độ việc con"),
        "plans.subtask.done": _("Xong việc con"),
        "plans.subtask.removed": _("Bỏ việc con"),
        "plans.report.filed": _("Báo cáo kết quả"),
        "plans.report.accepted": _("Chấp nhận báo cáo"),
        "plans.report.returned": _("Trả lại báo cáo"),
        "plans.reminders.sent": _("Gửi nhắc việc trong ngày"),
        "plans.rows.taken_in": _("Bắt đầu đối chiếu dữ liệu có sẵn"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "task": Thing(_("Nhiệm vụ"), "web:task"),
        "assignment": Thing(_("Phần việc của đơn vị")),
        "series": Thing(_("Dãy")),
        "reminders": Thing(_("Lượt nhắc việc")),
    }
)
