"""Settings of the sign-in by OpenID Connect that would open an installation, or could never work, are refused."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from config.errors import SettingError

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_LONGEST: Final = 4096


def secret_of(secret: str, file: str) -> str:
    """The secret, itself or out of the file that keeps it from the environment."""
    if not file:
        return secret
    if secret:
        raise SettingError("CAICACH_OIDC_SECRET và CAICACH_OIDC_SECRET_FILE cùng được đặt: chỉ đặt một trong hai.")
    try:
        with Path(file).open(encoding="utf-8") as opened:
            found = opened.read(_LONGEST + 1).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"không đọc được CAICACH_OIDC_SECRET_FILE={file}.") from error
    if not found or len(found) > _LONGEST:
        raise SettingError(f"CAICACH_OIDC_SECRET_FILE={file} không chứa bí mật nào.")
    return found


def refuse_wrong_provider(issuer: str, client: str, scopes: Sequence[str], claim: str) -> None:
    if not issuer:
        return
    scheme, host, rest = _parts(issuer)
    if not host or rest or not (scheme == "https" or (scheme == "http" and host in LOOPBACK)):
        raise SettingError(
            f"CAICACH_OIDC_ISSUER={issuer!r}: ghi đúng như nhà cung cấp ghi, ví dụ https://sso.tinh.gov.vn/realms/tinh."
        )
    if not client:
        raise SettingError("CAICACH_OIDC_CLIENT để trống: nhà cung cấp biết ứng dụng này qua một tên.")
    if "openid" not in scopes:
        raise SettingError(
            "CAICACH_OIDC_SCOPES thiếu «openid»: không có nó, nhà cung cấp không cho biết gì về người đăng nhập."
        )
    if claim == "sub":
        raise SettingError(
            "CAICACH_OIDC_CLAIM=sub: tài khoản vốn đã nối theo giá trị này; ghi giá trị khác hoặc để trống."
        )


def hosts_of(issuer: str, named: Sequence[str]) -> list[str]:
    """The only hosts that are asked: the issuer's, and those that the operator named."""
    own = _parts(issuer)[1]
    return [own, *named] if own else []


def _parts(issuer: str) -> tuple[str, str, str]:
    """Scheme, host, and what no issuer may have."""
    try:
        parts = urlsplit(issuer)
        return parts.scheme, parts.hostname or "", f"{parts.query}{parts.fragment}{parts.username or ''}"
    except ValueError:
        return "", "", ""
