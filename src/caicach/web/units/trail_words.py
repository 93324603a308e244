"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "organisations.user.created": _("Tạo tài khoản"),
        "organisations.user.email_set": _("Đặt địa chỉ thư"),
        "organisations.user.password_set": _("Đặt mật khẩu"),
        "organisations.user.deactivated": _("Khóa tài khoản"),
        "organisations.user.reactivated": _("Mở lại tài khoản"),
        "organisations.role.granted": _("Giao vai trò"),
        "organisations.role.ended": _("Kết thúc vai trò"),
        "organisations.post.created": _("Lập chức vụ"),
        "organisations.post.abolished": _("Bãi bỏ chức vụ"),
        "organisations.user.person_set": _("Gắn tài khoản với người"),
        "organisations.post.appointed": _("Bổ nhiệm vào chức vụ"),
        "organisations.post.left": _("Thôi giữ chức vụ"),
        "organisations.units.imported": _("Nhập danh mục đơn vị"),
        "organisations.unit_change.withdrawn": _("Rút thay đổi đơn vị"),
        "organisations.role.restored": _("Vai trò có lại khi rút thay đổi đơn vị"),
        "organisations.post.restored": _("Giữ lại chức vụ khi rút thay đổi đơn vị"),
        "organisations.unit.merge": _("Hợp nhất đơn vị"),
        "organisations.unit.split": _("Chia tách đơn vị"),
        "organisations.unit.rename": _("Đổi tên đơn vị"),
        "organisations.unit.created": _("Thành lập đơn vị"),
        "organisations.unit.dissolved": _("Giải thể đơn vị"),
        "organisations.example.loaded": _("Nạp tỉnh ví dụ"),
        "organisations.example.accounts_created": _("Tạo tài khoản ví dụ"),
        "organisations.rows.taken_in": _("Bắt đầu đối chiếu dữ liệu có sẵn"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "organisations.user": Thing(_("Tài khoản"), "web:managed_account", Permission.USERS_MANAGE),
        "organisations.post": Thing(_("Chức vụ")),
        "organisations.unit_change": Thing(_("Thay đổi đơn vị")),
        "organisations.file": Thing(_("Tệp danh mục đơn vị")),
    }
)
