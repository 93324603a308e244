"""Words of units as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.organisations.domain.units import ChangeKind, UnitType
from caicach.organisations.unit_queries import UnitState
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KINDS: "dict[ChangeKind, StrPromise]" = {
    ChangeKind.MERGE: _("Hợp nhất"),
    ChangeKind.SPLIT: _("Chia tách"),
    ChangeKind.RENAME: _("Đổi tên, chuyển cấp trên"),
    ChangeKind.CREATED: _("Thành lập"),
    ChangeKind.DISSOLVED: _("Giải thể"),
}
STATES: dict[UnitState, Badge] = {
    UnitState.THERE: Badge(_("Đang hoạt động"), "tick", "green"),
    UnitState.ENDED: Badge(_("Đã kết thúc"), "cross", "grey"),
    UnitState.PLANNED: Badge(_("Sẽ có"), "open", "blue"),
}
TYPES: "dict[UnitType, StrPromise]" = {
    UnitType.MINISTRY: _("Bộ, cơ quan ngang bộ"),
    UnitType.BUREAU: _("Vụ, cục thuộc bộ"),
    UnitType.PROVINCE: _("Tỉnh"),
    UnitType.PEOPLES_COMMITTEE: _("Ủy ban nhân dân"),
    UnitType.STEERING_COMMITTEE: _("Ban chỉ đạo"),
    UnitType.ASSISTING_TEAM: _("Tổ giúp việc"),
    UnitType.APPRAISAL_COUNCIL: _("Hội đồng thẩm định"),
    UnitType.DEPARTMENT: _("Sở"),
    UnitType.INSPECTORATE: _("Thanh tra"),
    UnitType.OFFICE: _("Văn phòng"),
    UnitType.MANAGEMENT_BOARD: _("Ban quản lý"),
    UnitType.SERVICE_UNIT: _("Đơn vị sự nghiệp"),
    UnitType.CENTRAL_AGENCY: _("Cơ quan của Trung ương"),
    UnitType.CITY: _("Thành phố"),
    UnitType.TOWN: _("Thị xã"),
    UnitType.RURAL_DISTRICT: _("Huyện"),
    UnitType.URBAN_DISTRICT: _("Quận"),
    UnitType.WARD: _("Phường"),
    UnitType.TOWNSHIP: _("Thị trấn"),
    UnitType.RURAL_COMMUNE: _("Xã"),
    UnitType.SPECIAL_ZONE: _("Đặc khu"),
    UnitType.PARTY: _("Cơ quan đảng"),
    UnitType.ELECTED: _("Cơ quan dân cử"),
    UnitType.FRONT: _("Mặt trận"),
    UnitType.MASS_ORGANISATION: _("Đoàn thể"),
    UnitType.PRESS: _("Báo chí"),
}
"""One unit's type; the labels of the types themselves name units of a kind."""
