"""Words of what comes back: «trước ngày 25 hằng tháng», «chiều thứ Sáu hằng tuần», «ngày làm việc cuối của quý»."""

from typing import Final

from caicach.documents.read.day_words import BEFORE, HOUR, WEEKDAY
from caicach.kernel.text.patterns import Pattern

OFTEN: Final = r"(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)"
DAY_OF_EACH: Final = r"\d{1,2}(?:/\d{1,2})?(?:\s+thang\s+\d{1,2})?"
MONTHLY: Final = Pattern(
    rf"\b(?:{BEFORE}|cham\s+nhat(?:\s+(?:la|vao|den))?|vao"
    rf"|den)?\s*(?:ngay\s+)(?P<day>{DAY_OF_EACH}(?:\s*(?:,|va)\s*(?:ngay\s+)?{DAY_OF_EACH}){{0,3}})(?:\s+cua)?\s+"
    rf"(?P<often>{OFTEN}|(?:cua\s+)?(?:cac\s+)?thang\s+(?:dau|cuoi|thu)\s*(?:cua\s+)?(?:moi\s+|hang\s+)?(?:quy"
    rf"|ky)(?:\s+sau)?|thang\s+(?:bao\s+cao|sau))"
)
AT_HOUR_OF_EACH: Final = Pattern(
    rf"\b(?:{BEFORE}|cham\s+nhat(?:\s+(?:la|vao|den))?|vao|den)\s+{HOUR}(?:{WEEKDAY})?(?:ngay\s+\d{{1,2}}\s+)?{OFTEN}"
)
WEEKDAYS: Final = rf"{WEEKDAY}(?:\s*(?:,|va|hoac)\s*(?:ngay\s+)?{WEEKDAY})*"
DAY_IN_EACH: Final = Pattern(
    rf"\b(?:(?:{BEFORE}|vao|cham\s+nhat(?:\s+(?:la|vao))?)\s+)?(?:{HOUR})?(?:(?:buoi\s+)?(?:sang|chieu|trua|cuoi\s+ngay)\s+)?(?:ngay\s+)?"
    rf"{WEEKDAYS}\s*(?:(?:cua\s+)?(?:hang|moi)\s+tuan|(?:cua\s+)?tuan\s+(?:thu\s+)?\w+(?:\s*(?:,|va)\s*(?:tuan\s+)?(?:thu\s+)?\w+)?\s+"
    r"(?:cua\s+)?(?:hang|moi)\s+thang)"
    r"|\b(?:vao|trong)\s+tuan\s+(?:dau|cuoi|thu\s+\w+)(?:\s+tien)?\s+(?:cua\s+)?(?:moi\s+|hang\s+)?(?:thang|quy)(?!\s*\d)"
    r"|\b(?:vao\s+)?ngay\s+(?:lam\s+viec\s+)?(?:dau|cuoi)(?:\s+(?:cung|tien))?\s+(?:cua\s+)?(?:moi\s+|hang\s+)?(?:tuan|thang|quy|nam)"
    r"(?!\s*(?:\d|[ivx]+\b)|\s+(?:nay|sau|truoc|mot|hai|ba|tu|bay|tam|chin|muoi)\b)"
)
