"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "publications.edition.corrected": _("Đính chính số liệu công bố"),
        "publications.edition.published": _("Công bố số liệu"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "public_edition": Thing(_("Bản công bố")),
    }
)
