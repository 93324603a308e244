"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "audit.trail.examined": _("Kiểm tra nhật ký"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "trail": Thing(_("Nhật ký ngày")),
        "witness": Thing(_("Dữ liệu loại")),
        "stored_file": Thing(_("Tệp được giữ")),
    }
)
