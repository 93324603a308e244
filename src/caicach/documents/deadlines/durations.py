"""Time allowed from a moment: «trong thời hạn 02 tuần kể từ ngày ban hành văn bản này», «24 giờ», «sau khi công bố»."""

import re
from dataclasses import dataclass
from typing import Final

from caicach.documents.deadlines.numbers import IN_WORDS, number
from caicach.kernel.vocabulary import DueUnit

_UNITS: Final = {
    "gio lam viec": DueUnit.WORKING_HOURS,
    "gio": DueUnit.HOURS,
    "h": DueUnit.HOURS,
    "ngay lam viec": DueUnit.WORKING_DAYS,
    "ngay": DueUnit.CALENDAR_DAYS,
    "tuan le": DueUnit.WEEKS,
    "tuan": DueUnit.WEEKS,
    "thang": DueUnit.MONTHS,
    "nam": DueUnit.YEARS,
}
_UNIT: Final = "|".join(re.escape(unit).replace(r"\ ", r"\s+") for unit in sorted(_UNITS, key=len, reverse=True))
_INTRO: Final = re.compile(
    r"(?<!\w)(?:trong|vong|thoi\s+han|thoi\s+gian|qua|toi\s+da|cham\s+nhat|sau|them)\s*:?\s+(?:la\s+|khoang\s+|trong\s+|sau\s+)?$"
)
_INTRO_LENGTH: Final = 30
AMOUNT: Final = (
    rf"(?<![\d/.,-])(?P<n>\d{{1,3}}|{IN_WORDS})\s*(?:\([^()]{{1,25}}\)\s*)?(?P<unit>{_UNIT})(?!\w)"
    r"(?:\s*\([^()]{1,25}\))?"
)
_SINCE: Final = (
    r"\s*,?\s*(?P<since>(?:(?:ke|tinh)\s+)?(?:tu|sau)\s+(?:ngay\s+|khi\s+|thoi\s+diem\s+|luc\s+)?"
    r"(?P<what>[^.;,:()\n]+))"
)
_ALLOWED: Final = re.compile(rf"{AMOUNT}(?:{_SINCE})?")
_NOT_AFTER: Final = re.compile(
    r"\s*(?:/|,?\s*(?:mot|1|01)\s+(?:lan|nam)\b|ruoi\b|lan\b|dau\b|cuoi\b|nay\b|sau\b(?!\s+(?:khi|ngay|thoi))|toi\b|truoc\b"
    r"|,?\s*hang\b|\d|tiep\s+theo|moi\b)"
)
_PAPER: Final = (
    r"(?:van\s+ban|cong\s+van|quyet\s+dinh|chi\s+thi|ke\s+hoach|nghi\s+quyet|thong\s+bao|cong\s+dien|ket\s+luan|huong\s+dan"
    r"|thong\s+tu|quy\s+che|quy\s+dinh|chuong\s+trinh|phuong\s+an|de\s+an|giay\s+moi|to\s+trinh)"
)
_ACT: Final = r"(?:ky(?:\s+ban\s+hanh)?|ban\s+hanh|phat\s+hanh)"
_DOCUMENT: Final = re.compile(
    rf"(?:duoc\s+)?{_ACT}\s+{_PAPER}\s+nay\b|{_PAPER}\s+nay(?!\s+(?:co|duoc|het)\b(?!\s+{_ACT}))|(?:duoc\s+)?{_ACT}$"
)
_SOME_PAPER: Final = re.compile(rf"(?:duoc\s+)?{_ACT}\s+(?:{_PAPER}|{_ACT})$")
_AFTER: Final = re.compile(
    r"(?<!\w)(?:(?P<after>(?:(?:ke|tinh)\s+)?(?:tu|sau)\s+(?:khi|ngay(?!\s*\d)|thoi\s+diem)|ngay\s+sau(?:\s+khi)?|(?<!den\s)khi|sau)\s+"
    r"|(?P<keep>(?:truoc\s+(?:khi|ngay(?!\s*\d)|thoi\s+diem|mua|ky\s+hop|dai\s+hoi|hoi\s+nghi)|(?:tai\s+)?(?:cac\s+)?(?:ky|phien)\s+hop)\s+))"
    r"(?P<what>[^\s.;,:()][^.;,:()\n]*)"
)
_UNREAD_AMOUNT: Final = re.compile(
    rf"(?<!\w)(?:\d{{1,3}}|mot|hai|ba|bon|bay|tam|chin|muoi|vai|may|nua)\s*(?:{_UNIT})(?!\w)"
    r"|(?<!\w)(?:ngay(?:\s+lam\s+viec)?|tuan|thang)\s+thu\s+\w|(?<!\w)ruoi(?!\w)"
)
_AMOUNT_LAST: Final = re.compile(rf"(?<!\w)\d{{1,3}}\s*(?:{_UNIT})\s*$")
_A_TIME: Final = re.compile(r"(?:(?:ngay|thang|quy|nam)\s*)?(?:\d|[ivx]+\b)")
_SESSION: Final = re.compile(r"(?:(?:tai|truoc)\s+)?(?:cac\s+)?(?:ky\s+hop|phien\s+hop|dai\s+hoi|hoi\s+nghi)\b")


@dataclass(frozen=True, slots=True)
class Allowed:
    """``since`` is the range of the words that name the event; None: the document, where ``is_said`` by the words."""

    start: int
    end: int
    count: int
    unit: DueUnit
    since: tuple[int, int] | None
    is_said: bool


def find_allowed(folded: str) -> Allowed | None:
    """A time allowed, on folded text: introduced («trong vòng»), counted from something, or all that is said.

    >>> found = find_allowed("trong thoi han 02 tuan ke tu ngay ban hanh van ban nay")
    >>> found.count, found.unit.value, found.since, found.is_said
    (2, 'weeks', None, True)
    """
    for match in _ALLOWED.finditer(folded):
        if _NOT_AFTER.match(folded, match.end("unit")):
            continue
        is_all = not folded[: match.start()].strip(" .,;:-") and not folded[match.end() :].strip(" .,;:-")
        intro = _INTRO.search(folded[max(0, match.start() - _INTRO_LENGTH) : match.start()])
        if not (intro or match["since"] or is_all):
            continue
        unit = _UNITS[" ".join(match["unit"].split())]
        what = (match["what"] or "").strip()
        is_document = match["since"] is not None and _DOCUMENT.match(what) is not None
        since = None
        if match["since"] is not None and not is_document and not _SOME_PAPER.match(what):
            start = match.start("what")
            since = (start, start + len(match["what"].rstrip()))
        return Allowed(match.start(), match.end(), number(match["n"]), unit, since, is_document)
    return None


def find_event(folded: str) -> tuple[int, int] | None:
    """The range of the words that name what a deadline waits for: «sau khi Luật có hiệu lực», «trước khi khai giảng».

    What it must come after is named alone; what it must come before, with «trước».
    """
    match = _AFTER.search(folded)
    if match is None or (match["after"] and _A_TIME.match(match["what"])):
        return None
    start = match.start("what") if match["after"] else match.start()
    return start, match.start("what") + len(match["what"].rstrip())


def has_amount(folded: str) -> bool:
    """Whether a count of time stands in words that gave no time allowed: «một tháng rưỡi kể từ», «ngày thứ 3 sau khi».

    >>> has_amount("mot thang ruoi ke tu ngay"), has_amount("bao cao ngay sau khi")
    (True, False)
    """
    return _UNREAD_AMOUNT.search(folded) is not None


def ends_with_amount(folded: str) -> bool:
    """Whether the words of an event end with a count of time: «sáp nhập 30 ngày», «trước kỳ họp 10 ngày»."""
    return _AMOUNT_LAST.search(folded) is not None


def is_session(folded: str) -> bool:
    """Whether the words of an event name a meeting: «tại kỳ họp giữa năm 2026»."""
    return _SESSION.match(folded) is not None
