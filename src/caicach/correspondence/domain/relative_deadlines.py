"""Deadlines that wait for an event ("sau khi công bố")."""

import re
from dataclasses import dataclass

from caicach.kernel.text.folding import nfc
from caicach.kernel.vocabulary import DueUnit

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "bốn mươi lăm": 45, "sáu mươi": 60, "chín mươi": 90,
}  # fmt: skip
_NUMBER = "|".join(sorted(_WORDS, key=len, reverse=True))
_DAYS = re.compile(
    rf"\b(?P<days>\d{{1,3}}|{_NUMBER})\s*(?:\(\s*(?:\d{{1,3}}|{_NUMBER})\s*\)\s*)?ngày(?P<working>\s+làm\s+việc)?"
    r"(?![\s]*(?:\d|tháng))",
    re.IGNORECASE,
)
# "from the date of this document" may be counted; "from receipt" or "after the end of the quarter" may not: the
# starting day is not in the document, and dates are never guessed.
_FROM_DOCUMENT = re.compile(
    r"(?:kể\s+)?từ\s+(?:khi\s+|ngày\s+)?(?:ký\b|ban\s+hành|phát\s+hành|(?:quyết\s+định|chỉ\s+thị|văn\s+bản|công\s+văn|kế\s+"
    r"hoạch|nghị\s+quyết|thông\s+báo|công\s+điện)\s+này)",
    re.IGNORECASE,
)


_AFTER_EVENT = re.compile(
    r"(?:ngay\s+)?(?:sau\s+khi|kể\s+từ\s+khi|kể\s+từ\s+ngày|từ\s+khi)\s+(?P<event>[^,;.:()]*[^\W\d_][^,;.:()]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EventDeadline:
    """``days`` None: the words name the event alone."""

    event: str
    days: int | None
    unit: DueUnit | None


def event_deadline(raw: str | None) -> EventDeadline | None:
    """What a deadline waits for, where its words name an event and not the document itself; offered, never assumed.

    >>> event_deadline("trong 10 ngày làm việc sau khi Bộ Nội vụ công bố kết quả").event
    'Bộ Nội vụ công bố kết quả'
    >>> event_deadline("sau khi được công bố").days is None
    True
    >>> event_deadline("05 ngày kể từ ngày ban hành văn bản này") is None, event_deadline("trước 15/3/2023") is None
    (True, True)
    """
    text = " ".join(nfc(raw or "").split())
    match = _AFTER_EVENT.search(text)
    if match is None or _FROM_DOCUMENT.search(text) is not None:
        return None
    counted = _DAYS.search(text[: match.start()])
    if counted is None:
        return EventDeadline(match["event"].strip(), None, None)
    digits = counted["days"].casefold()
    days = int(digits) if digits.isdigit() else _WORDS[digits]
    unit = DueUnit.WORKING_DAYS if counted["working"] else DueUnit.CALENDAR_DAYS
    return EventDeadline(match["event"].strip(), days or None, unit if days else None)
