"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "reports.report.made": _("Lập báo cáo tiến độ"),
        "reports.report.drafted": _("Soạn văn bản từ báo cáo"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "report": Thing(_("Báo cáo tiến độ")),
    }
)
