"""What each role is and may do, in one line."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Role

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ROLES: "dict[Role, StrPromise]" = {
    Role.STANDING_OFFICE: _("Cơ quan thường trực: tiếp nhận, xác nhận văn bản; chấp nhận hoặc trả lại báo cáo"),
    Role.LEADER: _("Lãnh đạo: xem toàn bộ văn bản, nhiệm vụ; quyết định báo cáo"),
    Role.UNIT_HEAD: _("Người đứng đầu đơn vị: báo cáo nhiệm vụ của đơn vị"),
    Role.FOCAL_POINT: _("Đầu mối của đơn vị: báo cáo nhiệm vụ của đơn vị"),
    Role.APPRAISER: _("Thành viên thẩm định: thẩm định điểm của lĩnh vực được phân công"),
    Role.COUNCIL: _("Hội đồng thẩm định: quyết định điểm"),
    Role.ADMIN: _("Quản trị: đơn vị, tài khoản, lịch làm việc"),
}
