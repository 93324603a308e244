"""The words of dossiers as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.dossiers.domain.columns import Column

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

COLUMNS: "dict[Column, StrPromise]" = {
    Column.CODE: _("Mã hồ sơ"),
    Column.UNIT: _("Đơn vị giải quyết"),
    Column.PROCEDURE: _("Mã thủ tục"),
    Column.FIELD: _("Lĩnh vực"),
    Column.CHANNEL: _("Kênh nộp"),
    Column.STATE: _("Trạng thái"),
    Column.AGENCY: _("Cơ quan đang giữ hồ sơ"),
    Column.AWAY: _("Tiếp nhận phi địa giới"),
    Column.AT: _("Thời điểm của bước (mỗi dòng một bước)"),
    Column.SENT: _("Ngày nộp"),
    Column.RECEIVED: _("Ngày tiếp nhận"),
    Column.PROMISED: _("Ngày hẹn trả"),
    Column.ASKED: _("Ngày yêu cầu bổ sung"),
    Column.COMPLETED: _("Ngày bổ sung xong"),
    Column.DONE: _("Ngày xử lý xong"),
    Column.RETURNED: _("Ngày trả kết quả"),
}
