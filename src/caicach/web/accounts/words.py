"""What the trail of an account says, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Role
from caicach.kernel.audit.queries import HistoryLine
from caicach.web.shell.roles import ROLES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_ACTS: "dict[str, StrPromise]" = {
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
    "accounts.provider_linked": _("Gắn với hệ thống đăng nhập chung"),
    "accounts.provider_unlinked": _("Gỡ khỏi hệ thống đăng nhập chung"),
    "accounts.provider_refused_locked": _("Từ chối đăng nhập chung: tài khoản bị khóa"),
    "accounts.provider_refused_roles_over": _("Từ chối đăng nhập chung: mọi vai trò đã kết thúc"),
    "api.token.revoked": _("Thu hồi mã truy cập"),
    "organisations.user.created": _("Tạo tài khoản"),
    "organisations.user.email_set": _("Đổi địa chỉ thư"),
    "organisations.user.person_set": _("Gắn tài khoản với người"),
    "organisations.user.password_set": _("Đặt mật khẩu"),
    "organisations.user.deactivated": _("Khóa tài khoản"),
    "organisations.user.reactivated": _("Mở lại tài khoản"),
    "organisations.role.granted": _("Giao vai trò"),
    "organisations.role.ended": _("Kết thúc vai trò"),
}


def act_of(line: HistoryLine) -> str:
    """The act, with what tells it from others of its kind."""
    act = str(_ACTS.get(line.action, line.action))
    said = line.new
    parts = [
        str(said[name]) for name in ("name", "device", "network", "provider", "identity", "unit") if said.get(name)
    ]
    if said.get("role") in set(Role):
        parts.insert(0, str(ROLES[Role(str(said["role"]))]).partition(":")[0])
    if line.why:
        parts.append(gettext("lý do: {reason}").format(reason=line.why))
    return f"{act} ({'; '.join(parts)})" if parts else act
