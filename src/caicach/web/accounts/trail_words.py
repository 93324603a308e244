"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "api.token.issued": _("Cấp mã truy cập API"),
        "api.token.revoked": _("Thu hồi mã truy cập API"),
        "api.token.first_used": _("Dùng mã truy cập API lần đầu"),
        "accounts.signed_in": _("Đăng nhập"),
        "accounts.signed_out": _("Đăng xuất"),
        "accounts.sign_in_failed": _("Nhập sai mật khẩu"),
        "accounts.visits_ended": _("Kết thúc phiên đăng nhập"),
        "accounts.link_given": _("Tạo liên kết đặt mật khẩu"),
        "accounts.link_sent": _("Gửi thư có liên kết đặt lại mật khẩu"),
        "accounts.second_factor_on": _("Bật bước xác minh thứ hai"),
        "accounts.second_factor_off": _("Tắt bước xác minh thứ hai"),
        "accounts.passkey_added": _("Thêm khóa truy cập"),
        "accounts.passkey_removed": _("Gỡ khóa truy cập"),
        "accounts.passkey_refused": _("Từ chối khóa truy cập có thể là bản sao"),
        "accounts.recovery_code_used": _("Dùng mã dự phòng"),
        "accounts.provider_linked": _("Gắn tài khoản với hệ thống đăng nhập chung"),
        "accounts.provider_unlinked": _("Gỡ tài khoản khỏi hệ thống đăng nhập chung"),
        "accounts.provider_refused_locked": _("Từ chối đăng nhập chung: tài khoản bị khóa"),
        "accounts.provider_refused_roles_over": _("Từ chối đăng nhập chung: mọi vai trò đã kết thúc"),
        "accounts.provider_refused_unknown": _("Từ chối đăng nhập chung: chưa gắn với tài khoản nào"),
        "accounts.rows.taken_in": _("Bắt đầu đối chiếu dữ liệu có sẵn"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "api.token": Thing(_("Mã truy cập API")),
        "accounts.provider": Thing(_("Hệ thống đăng nhập chung")),
    }
)
