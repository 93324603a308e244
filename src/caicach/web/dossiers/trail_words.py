"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "dossiers.source.added": _("Thêm hệ thống một cửa"),
        "dossiers.source.changed": _("Sửa cách ghép cột hồ sơ"),
        "dossiers.limits.set": _("Đặt thời hạn của thủ tục"),
        "dossiers.portal_answer.kept": _("Lưu câu trả lời của Cổng"),
        "dossiers.import.received": _("Nhận tệp hồ sơ"),
        "dossiers.import.finished": _("Nạp xong tệp hồ sơ"),
        "dossiers.import.read": _("Đọc tệp hồ sơ"),
        "dossiers.import.refused": _("Từ chối tệp hồ sơ"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "dossier_import": Thing(_("Lượt nạp hồ sơ")),
        "dossier_limits": Thing(_("Thời hạn của thủ tục")),
        "dossier_portal": Thing(_("Câu trả lời của Cổng về Bộ chỉ số 766")),
        "dossier_source": Thing(_("Hệ thống một cửa")),
    }
)
