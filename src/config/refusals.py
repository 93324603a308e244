"""Settings that would leave an installation open: each is refused with the sentence that says what to write instead."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final
from urllib.parse import urlsplit

from config.errors import SettingError

Network = IPv4Network | IPv6Network
SOCKET: Final = "unix"
SHORTEST_SECRET: Final = 50
DISTINCT_CHARACTERS: Final = 5
HOW_TO_MAKE_ONE: Final = 'Tạo khóa mới bằng: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
_HOST = re.compile(r"\.?[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\]")


def refuse_weak_secret(secret: str, example: str) -> None:
    if len(secret) < SHORTEST_SECRET or secret == example:
        raise SettingError(
            f"CAICACH_SECRET_KEY là giá trị mặc định hoặc ngắn hơn {SHORTEST_SECRET} ký tự. {HOW_TO_MAKE_ONE}"
        )


def is_patterned(secret: str) -> bool:
    """Whether a secret is long but easily guessed: few different characters, or one part said again and again.

    >>> is_patterned("x" * 60), is_patterned("caicach2026" * 6), is_patterned("F3k-9sLq0_ZbT7vR2mXc8yWn")
    (True, True, False)
    """
    return len(set(secret)) < DISTINCT_CHARACTERS or re.fullmatch(r"(.{1,20}?)\1{2,}.{0,20}", secret) is not None


def refuse_wrong_hosts(hosts: Sequence[str], *, is_example: bool) -> None:
    if not hosts:
        raise SettingError("CAICACH_HOSTS để trống: hãy nêu các tên máy mà ứng dụng trả lời.")
    for host in hosts:
        if is_example and host == "*":
            continue
        if "*" in host:
            raise SettingError(
                f"CAICACH_HOSTS={host} không được nhận khi vận hành thật: liên kết trong thư sẽ theo bất cứ tên nào "
                "người lạ gửi tới. Hãy nêu từng tên máy; .tinh.gov.vn là một miền và mọi tên dưới nó."
            )
        if not _HOST.fullmatch(host):
            raise SettingError(
                f"CAICACH_HOSTS có {host!r}, không phải tên máy: hãy ghi caicach.tinh.gov.vn, không kèm https://, "
                "cổng hay đường dẫn."
            )


def refuse_wrong_origins(origins: Sequence[str]) -> None:
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise SettingError(
                f"CAICACH_ORIGINS có {origin!r}: hãy ghi https://caicach.tinh.gov.vn, không kèm đường dẫn."
            )


def proxies_of(words: Sequence[str]) -> tuple[Network | str, ...]:
    """Networks of the proxies; «unix» stands for whoever comes through a socket of this machine."""
    return tuple(SOCKET if word == SOCKET else _network(word) for word in words)


def _network(word: str) -> Network:
    try:
        network = ip_network(word)
    except ValueError as error:
        raise SettingError(
            f"CAICACH_PROXIES có {word!r}, không phải địa chỉ, mạng như 10.0.0.0/24 hay unix."
        ) from error
    if network.prefixlen == 0:
        raise SettingError(f"CAICACH_PROXIES={word} gồm mọi máy: hãy nêu địa chỉ của máy chủ trung gian.")
    return network
