"""Where a webhook may go: https to the open network; the inner network only where the installation allows it."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from caicach.kernel.errors import InvalidInput
from caicach.kernel.outgoing import Endpoint

_TRANSLATED: Final = IPv6Network("64:ff9b::/96")  # an IPv4 address inside, which may be an inner one


def endpoint_of(url: str, *, allows_private: bool) -> Endpoint:
    """The parts of an address that may be a target. Raises InvalidInput.

    >>> endpoint_of("https://chat.example/hook?a=1", allows_private=False)
    Endpoint(is_tls=True, host='chat.example', port=443, path='/hook?a=1')
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _refusal(url, "Địa chỉ viết sai.") from None
    if parts.scheme not in {"https", "http"} or not host or parts.username or any(c.isspace() for c in url.strip()):
        raise _refusal(url, "Địa chỉ phải có dạng https://máy-chủ/đường-dẫn, không kèm tên và mật khẩu.")
    if parts.scheme == "http" and not allows_private:
        raise _refusal(url, "Thông báo chỉ được gửi qua kết nối mã hóa (https).")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Endpoint(parts.scheme == "https", host, port or (443 if parts.scheme == "https" else 80), path)


def is_open_address(address: str) -> bool:
    """Whether an IP address belongs to the open network.

    >>> [is_open_address(a) for a in ("8.8.8.8", "10.0.0.1", "127.0.0.1", "::ffff:10.0.0.1", "169.254.169.254")]
    [True, False, False, False, False]
    """
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip in _TRANSLATED:
            return False
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast


def _refusal(url: str, why: str) -> InvalidInput:
    return InvalidInput(
        "notifications.target",
        what="Không gửi được đến «{url}».",
        why=why,
        todo="Hãy sửa địa chỉ, hoặc nhờ người vận hành xem lại cài đặt.",
        url=url,
    )
