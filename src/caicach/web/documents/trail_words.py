"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "correspondence.document.received": _("Tiếp nhận văn bản"),
        "correspondence.document.queued": _("Xếp văn bản vào hàng chờ đọc"),
        "correspondence.document.read": _("Đọc văn bản"),
        "correspondence.document.read_again": _("Đọc lại văn bản"),
        "correspondence.document.failed": _("Không đọc được văn bản"),
        "correspondence.document.duplicate": _("Nhận ra văn bản trùng"),
        "correspondence.document.refused": _("Từ chối văn bản mang dấu mật"),
        "correspondence.document.value_corrected": _("Sửa giá trị đọc được"),
        "correspondence.document.correction_undone": _("Bỏ sửa, lấy lại giá trị đọc được"),
        "correspondence.document.date_chosen": _("Chọn ngày hiệu lực"),
        "correspondence.document.arrival_corrected": _("Sửa ngày đến"),
        "correspondence.document.confirmed": _("Xác nhận văn bản"),
        "correspondence.document.withdrawn": _("Rút văn bản"),
        "correspondence.document_read": _("Đọc văn bản đến"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "document": Thing(_("Văn bản đến"), "web:document"),
        "document_read": Thing(_("Văn bản đến đã đọc"), "web:document"),
    }
)
