"""Time limits as printed: a duration, «Không quy định», a range, free text or nothing. Flagged, never guessed."""

import re
from decimal import Decimal
from typing import Final

from caicach.kernel.text.folding import fold, squeeze
from caicach.procedures.record.values import Duration, TimeKind, TimeLimit, TimeUnit

_NUMBER: Final = r"(?P<amount>\d+(?:[.,]\d+)?)"
_IN_WORDS: Final = r"(?:\s*\([^()]{1,40}\))?"
_WORKING: Final = r"\s*\(?\s*lam\s*viec\s*\)?"
_UNIT: Final = (
    rf"(?P<unit>ngay{_WORKING}|gio{_WORKING}|gio hanh chinh|ngay|gio|tuan|thang|nam|phut|h\b"
    r"|working days?|days?|hours?)"
)
_WHOLE: Final = re.compile(rf"{_NUMBER}{_IN_WORDS}\s*{_UNIT}\.?")
_WITHIN: Final = re.compile(rf"(?<![\w/.,-]){_NUMBER}{_IN_WORDS}\s*{_UNIT}(?![\w/])")
_RANGE: Final = re.compile(
    r"(?:tu\s+)?\d+(?:[.,]\d+)?\s*(?:ngay(?: lam viec)?|gio)?\s*(?:-|den)\s*\d+(?:[.,]\d+)?"
    r"\s*(?:ngay(?: lam viec)?|gio(?: lam viec)?|tuan|thang|nam|phut)?"
)
_NOT_REGULATED: Final = re.compile(
    r"(?:phap luat |hien )?(?:khong|chua)(?: co)? quy dinh(?: cu the)?(?: thoi (?:han|gian).*)?\.?"
)
_UNITS: Final = {
    "ngay": TimeUnit.CALENDAR_DAY, "day": TimeUnit.CALENDAR_DAY, "days": TimeUnit.CALENDAR_DAY, "gio": TimeUnit.HOUR,
    "h": TimeUnit.HOUR, "hour": TimeUnit.HOUR, "hours": TimeUnit.HOUR, "tuan": TimeUnit.WEEK, "thang": TimeUnit.MONTH,
    "nam": TimeUnit.YEAR, "phut": TimeUnit.MINUTE, "gio hanh chinh": TimeUnit.WORKING_HOUR,
    "working day": TimeUnit.WORKING_DAY, "working days": TimeUnit.WORKING_DAY,
}  # fmt: skip
NO_INFORMATION: Final = frozenset(
    {"khong co thong tin", "dang cap nhat", "chua cap nhat", "chua co thong tin", "n/a", "null"}
)


def words_told(text: str) -> str:
    """The text, or nothing where it says that nothing is told; «Không» and «0» are answers.

    >>> words_told("Không có thông tin."), words_told(" - "), words_told("Không"), words_told("0 Giờ")
    ('', '', 'Không', '0 Giờ')
    """
    words = fold(squeeze(text)).strip(" .;:-*+…")
    return "" if not words or words in NO_INFORMATION else text.strip()


def time_limit_of(text: str) -> TimeLimit:
    """What the whole text is.

    >>> time_limit_of("30 Ngày làm việc").duration
    Duration(amount=Decimal('30'), unit=<TimeUnit.WORKING_DAY: 'working_day'>)
    >>> [time_limit_of(text).kind.value for text in ("0 Giờ", "10-25", "Không quy định", "", "Theo hợp đồng")]
    ['duration', 'range', 'not_regulated', 'empty', 'free_text']
    """
    plain = fold(squeeze(words_told(text)))
    if not plain:
        return TimeLimit(TimeKind.EMPTY)
    if found := _WHOLE.fullmatch(plain):
        return TimeLimit(TimeKind.DURATION, _duration(found))
    if _NOT_REGULATED.fullmatch(plain):
        return TimeLimit(TimeKind.NOT_REGULATED)
    return TimeLimit(TimeKind.RANGE if _RANGE.fullmatch(plain.strip(".")) else TimeKind.FREE_TEXT)


def durations_in(text: str) -> tuple[Duration, ...]:
    """The durations that a sentence names, in order, each once.

    >>> [str(one.amount) + " " + one.unit for one in durations_in("17 ngày làm việc; 05 (năm) ngày kể từ 01/7/2025")]
    ['17 working_day', '5 calendar_day']
    """
    return tuple(dict.fromkeys(_duration(found) for found in _WITHIN.finditer(fold(squeeze(text)))))


def _duration(found: re.Match[str]) -> Duration:
    amount = Decimal(found["amount"].replace(",", "."))
    unit = found["unit"]
    if "lam" in unit:
        return Duration(amount, TimeUnit.WORKING_DAY if unit.startswith("ngay") else TimeUnit.WORKING_HOUR)
    return Duration(amount, _UNITS[unit])
