"""The words, marks and tones of messages, their deliveries and the queue."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.kernel.jobs.domain import JobState
from caicach.notifications.domain.channels import Channel, DeliveryState
from caicach.notifications.domain.chat_systems import ChatSystem
from caicach.notifications.domain.kinds import Kind, Pace
from caicach.notifications.domain.rules import Audience, MomentKind
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

AUDIENCES: "dict[Audience, StrPromise]" = {
    Audience.FOCAL_POINT: _("Người được giao, đầu mối"),
    Audience.HEAD: _("Người đứng đầu đơn vị"),
    Audience.OFFICE: _("Cơ quan thường trực"),
    Audience.CHAIR: _("Lãnh đạo tỉnh"),
}
CHANNELS: "dict[Channel, StrPromise]" = {
    Channel.PAGE: _("Trên trang"),
    Channel.EMAIL: _("Thư điện tử"),
    Channel.WEBHOOK: _("Nhóm trao đổi, phần mềm khác"),
}
CHAT_SYSTEMS: "dict[ChatSystem, StrPromise]" = {
    ChatSystem.MATTERMOST: _("Mattermost"),
    ChatSystem.ROCKET_CHAT: _("Rocket.Chat"),
    ChatSystem.SLACK: _("Slack"),
    ChatSystem.GOOGLE_CHAT: _("Google Chat"),
    ChatSystem.OWN_FORM: _("Phần mềm của tỉnh, đọc được tin của hệ thống"),
    ChatSystem.TYPED: _("Phần mềm khác, theo mẫu tự viết (ở «Chi tiết»)"),
}
MOMENTS: "dict[MomentKind, StrPromise]" = {
    MomentKind.BEFORE: _("Trước hạn"),
    MomentKind.ON_DAY: _("Đúng ngày đến hạn"),
    MomentKind.AFTER: _("Sau hạn"),
    MomentKind.EVERY: _("Nhắc lại sau lần cuối, cách"),
}
KINDS: "dict[Kind, StrPromise]" = {
    Kind.WORK: _("Việc mới giao"),
    Kind.REMINDERS: _("Nhắc việc hằng ngày"),
    Kind.DECISIONS: _("Báo cáo bị trả lại, gia hạn đã quyết định"),
    Kind.WAITING: _("Báo cáo, đề nghị chờ quyết định"),
    Kind.LETTERS: _("Văn bản gửi đến đơn vị"),
    Kind.SCORING: _("Kỳ chấm điểm, giải trình"),
    Kind.TALK: _("Trao đổi, câu hỏi"),
    Kind.LISTS: _("Mục mới trong danh sách theo dõi"),
    Kind.UPKEEP: _("Lịch làm việc, thời hạn lệch"),
    Kind.OTHER: _("Thông báo khác"),
    Kind.DIGEST: _("Tóm tắt trong ngày"),
}
PACES: "dict[Pace, StrPromise]" = {
    Pace.AT_ONCE: _("ngay"),
    Pace.DAILY: _("gộp mỗi sáng"),
    Pace.NEVER: _("không gửi"),
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
