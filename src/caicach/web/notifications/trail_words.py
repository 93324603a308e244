"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "jobs.job.stop_asked": _("Yêu cầu dừng việc nền"),
        "jobs.job.tried_again": _("Chạy lại việc nền"),
        "notifications.channels.chosen": _("Chọn kênh nhận thông báo"),
        "notifications.delivery.sent_again": _("Gửi lại thông báo"),
        "notifications.feed.opened": _("Tạo liên kết lịch"),
        "notifications.feed.revoked": _("Thu hồi liên kết lịch"),
        "notifications.list.saved": _("Lưu danh sách"),
        "notifications.list.removed": _("Bỏ danh sách đã lưu"),
        "notifications.list.watched": _("Theo dõi danh sách"),
        "notifications.list.left": _("Thôi theo dõi danh sách"),
        "notifications.rule.decided": _("Sửa quy tắc nhắc việc"),
        "notifications.target.added": _("Thêm nơi nhận thông báo"),
        "notifications.target.removed": _("Gỡ nơi nhận thông báo"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "job": Thing(_("Việc nền")),
        "delivery": Thing(_("Lượt gửi thông báo")),
        "webhook": Thing(_("Nơi nhận thông báo")),
        "calendar_feed": Thing(_("Liên kết lịch")),
        "saved_list": Thing(_("Danh sách đã lưu")),
        "reminder_rule": Thing(_("Quy tắc nhắc việc")),
    }
)
