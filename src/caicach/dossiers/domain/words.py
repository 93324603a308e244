"""States and channels as exports write them: the number, the national name, or the word of this product."""

import re
from collections.abc import Mapping
from typing import Final

from caicach.dossiers.domain.clock.values import NATIONAL_STATES, Channel, Happening
from caicach.kernel.text.folding import fold

_H: Final = Happening
_NAMES: Final[Mapping[str, Happening]] = {
    "mới đăng ký": _H.REGISTERED,
    "được tiếp nhận": _H.RECEIVED,
    "đã tiếp nhận": _H.RECEIVED,
    "tiếp nhận": _H.RECEIVED,
    "không được tiếp nhận": _H.REFUSED,
    "từ chối": _H.REFUSED,
    "từ chối tiếp nhận": _H.REFUSED,
    "đang xử lý": _H.HANDLING,
    "đã bổ sung": _H.HANDLING,
    "yêu cầu bổ sung giấy tờ": _H.SUPPLEMENT_ASKED,
    "yêu cầu bổ sung": _H.SUPPLEMENT_ASKED,
    "yêu cầu thực hiện nghĩa vụ tài chính": _H.DUTY_ASKED,
    "công dân yêu cầu rút hồ sơ": _H.WITHDRAWN,
    "rút hồ sơ": _H.WITHDRAWN,
    "dừng xử lý": _H.STOPPED,
    "đã xử lý xong": _H.DONE,
    "đã trả kết quả": _H.RETURNED,
    "cơ quan có thẩm quyền tiếp nhận": _H.COMPETENT_RECEIVED,
    "chuyển cơ quan khác": _H.TRANSFERRED,
    "hẹn lại": _H.REAPPOINTED,
    "xin lỗi": _H.APOLOGISED,
}
_YES: Final = frozenset({"1", "2", "co", "x", "true", "yes", "da", "roi"})
_NO: Final = frozenset({"0", "khong", "false", "no", "chua"})
"""1 and 2 of online payment are two gateways."""
_AMOUNT: Final = re.compile(r"[.,\s]|dong|vnd|₫|d$")
_STATES: Final = {
    **{fold(name): state for name, state in _NAMES.items()},
    **{str(number): state for number, state in NATIONAL_STATES.items()},
    **{state.value: state for state in Happening},
}
_CHANNELS: Final = {
    **{str(number): channel for number, channel in enumerate(Channel, start=1)},
    **{channel.value: channel for channel in Channel},
    **{
        fold(name): channel
        for name, channel in {
            "trực tiếp": Channel.DIRECT,
            "trực tuyến": Channel.ONLINE,
            "toàn trình": Channel.ONLINE,
            "trực tuyến toàn trình": Channel.ONLINE,
            "một phần": Channel.ONLINE_PARTIAL,
            "trực tuyến một phần": Channel.ONLINE_PARTIAL,
            "bưu chính": Channel.POST,
            "bưu chính công ích": Channel.POST,
            "bcci": Channel.POST,
        }.items()
    },
}


def state_of(text: str) -> Happening | None:
    """
    >>> state_of("9"), state_of("Đã xử lý xong"), state_of("xong")
    (<Happening.DONE: 'done'>, <Happening.DONE: 'done'>, None)
    """
    return _STATES.get(_key(text))


def channel_of(text: str) -> Channel | None:
    """An empty one is direct.

    >>> channel_of(""), channel_of("Trực tuyến một phần")
    (<Channel.DIRECT: 'direct'>, <Channel.ONLINE_PARTIAL: 'online_partial'>)
    """
    return _CHANNELS.get(_key(text)) if text.strip() else Channel.DIRECT


def trait_of(text: str) -> bool | None:
    """What a cell says of a trait; None where it says neither yes nor no.

    >>> trait_of("Có"), trait_of("2"), trait_of("0"), trait_of("chưa rõ")
    (True, True, False, None)
    """
    return True if _key(text) in _YES else False if _key(text) in _NO else None


def is_owed(text: str) -> bool | None:
    """Whether a fee is owed, of a cell that holds its amount, or a yes or a no; None where it is none of these.

    >>> is_owed("50.000 đồng"), is_owed("0"), is_owed("0,00"), is_owed("theo quy định")
    (True, False, False, None)
    """
    plain = _AMOUNT.sub("", _key(text))
    return int(plain) > 0 if plain.isascii() and plain.isdigit() else trait_of(text)


def _key(text: str) -> str:
    return " ".join(fold(text).split())
