"""The words, marks and tones of plans and the rows of their tables."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.plans.domain.lines import LineShown
from caicach.plans.domain.plans import PlanKind, PlanState
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

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
