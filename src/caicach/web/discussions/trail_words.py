"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "discussions.remark.said": _("Nêu ý kiến"),
        "discussions.remark.changed": _("Sửa ý kiến"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "remark": Thing(_("Ý kiến trao đổi")),
    }
)
