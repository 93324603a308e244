"""Acts that another act replaced: dated facts, so that the past stays true and a letter of today cites the law.

Only those whose first day is known. How each is known: the text of the new act was read, a second source says so, or it
is derived from the same subject and a new issuer.
"""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Superseded:
    """``number`` counts no more from ``on``; ``known`` says how that is known."""

    number: str
    by: str
    on: date
    known: str


_READ, _SECOND, _DERIVED = "đã đọc văn bản", "nguồn thứ hai", "suy ra từ cùng nội dung"
_ACTS: Final = (
    Superseded("61/2018/NĐ-CP", "118/2025/NĐ-CP", date(2025, 7, 1), _READ),
    Superseded("107/2021/NĐ-CP", "118/2025/NĐ-CP", date(2025, 7, 1), _READ),
    Superseded("13/2023/NĐ-CP", "356/2025/NĐ-CP", date(2026, 1, 1), _SECOND),
    Superseded("31/2021/QĐ-TTg", "29/2026/QĐ-TTg", date(2026, 7, 20), _SECOND),
    Superseded("01/2020/TT-VPCP", "09/2026/TT-BTP", date(2026, 8, 1), _DERIVED),
)
_BY_NUMBER: Final = MappingProxyType({act.number: act for act in _ACTS})


def superseded_on(number: str, dated: str) -> Superseded | None:
    """The act that no longer counts on a day, or in a month (ISO, «2026-08»); None where it does, or nobody knows.

    >>> superseded_on("61/2018/NĐ-CP", "2025-06-30") is None, superseded_on("61/2018/NĐ-CP", "2025-07").by
    (True, '118/2025/NĐ-CP')
    """
    act = _BY_NUMBER.get(number)
    return act if act is not None and dated and dated >= act.on.isoformat()[: len(dated)] else None
