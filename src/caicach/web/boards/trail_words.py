"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "reports.first_rule.set": _("Đặt quy tắc việc xem trước"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "first_rule": Thing(_("Quy tắc việc xem trước")),
    }
)
