"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "plans.plan.created": _("Lập kế hoạch"),
        "plans.plan.edited": _("Sửa kế hoạch"),
        "plans.plan.closed": _("Đóng kế hoạch"),
        "plans.plan.reopened": _("Mở lại kế hoạch"),
        "plans.plan.file_read": _("Đọc tệp kế hoạch"),
        "plans.objective.added": _("Thêm mục tiêu"),
        "plans.objective.edited": _("Sửa mục tiêu"),
        "plans.objective.removed": _("Bỏ mục tiêu"),
        "plans.provision.added": _("Thêm điều khoản làm căn cứ"),
        "plans.provision.removed": _("Bỏ điều khoản làm căn cứ"),
        "plans.line.added": _("Thêm dòng kế hoạch"),
        "plans.line.edited": _("Sửa dòng kế hoạch"),
        "plans.line.looked_at": _("Xem xong dòng kế hoạch"),
        "plans.line.dropped": _("Bỏ dòng kế hoạch"),
        "plans.line.restored": _("Lấy lại dòng kế hoạch"),
        "plans.line.split": _("Tách dòng kế hoạch"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "plan": Thing(_("Kế hoạch"), "web:plan"),
        "plan_line": Thing(_("Dòng kế hoạch")),
    }
)
