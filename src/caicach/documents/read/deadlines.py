"""By when: a deadline in the words of the text, as a calendar date where it names one, how often it comes back.

«trước ngày 10/02/2025», «trong quý II/2023», «chậm nhất 05 ngày làm việc kể từ ngày ...», «trước ngày 25 hằng tháng».
Past dates and dates of cited documents are not deadlines. A year that is not written is taken from the letter's own
date, and marked (``year_assumed``); without that date there is no calendar date.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.documents.read.cited_numbers import find_numbers
from caicach.documents.read.periods_named import NAMED_DATE, NAMED_PERIOD, Named, read_named
from caicach.documents.values import Recurrence, Span
from caicach.kernel.text.folding import fold, squeeze


class DurationUnit(StrEnum):
    WORKING_DAY = "ngày làm việc"
    DAY = "ngày"
    WEEK = "tuần"
    MONTH = "tháng"
    HOUR = "giờ"


@dataclass(frozen=True, slots=True)
class Duration:
    """A time allowed from an event; the due date needs the event and, for working days, the legal calendar."""

    count: int
    unit: DurationUnit
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """``span`` covers ``raw`` in the text that was given; ``on`` is None for relative and recurring deadlines."""

    raw: str
    span: Span
    on: date | None = None
    recurrence: Recurrence | None = None
    duration: Duration | None = None
    year_assumed: bool = False


_HOUR: Final = r"(?:\d{1,2}\s?(?:gio|h|g)\s?(?:\d{1,2})?(?:\s?phut)?'?\s*,?\s*)"
_WEEKDAY: Final = r"(?:(?:thu\s+(?:hai|ba|tu|nam|sau|bay|\d)|chu\s+nhat)\s*,?\s*\(?)"
_BEFORE: Final = r"(?:xong\s+)?truoc(?:\s+va\s+trong)?"
_BY: Final = (
    rf"(?:{_BEFORE}|cham\s+nhat(?:\s+(?:la|den|vao|trong|truoc|den\s+het|het|vao\s+cuoi))?|muon\s+nhat(?:\s+(?:la"
    rf"|den|vao))?|ngay\s+trong|trong"
    r"|den\s+het|het|cho\s+den|den\s+truoc|han\s+cuoi(?:\s+la)?|thoi\s+han(?:\s+(?:la|hoan\s+thanh|gui|bao\s+cao"
    r"|den))?|xong\s+(?:trong|vao)|hoan\s+thanh(?:\s+(?:trong|vao|xong|xong\s+trong|den|trong\s+thoi\s+gian))?"
    r"|(?:thoi\s+(?:gian|han)|han)(?:\s+(?:hoan\s+thanh|thuc\s+hien|trinh|gui|bao\s+cao))?\s*:|vao)"
)
_DATED: Final = re.compile(rf"\b(?P<by>{_BY})\s+(?:{_HOUR})?(?:{_WEEKDAY})?(?P<when>{NAMED_DATE})")
_UNTIL: Final = re.compile(
    rf"\btu\s+(?:{_HOUR})?(?:ngay\s+)?\d[\d/.-]{{0,9}}(?:\s+thang\s+\d{{1,2}}(?:\s+nam\s+\d{{4}})?)?\s*(?:den"
    rf"|-)\s*(?:het\s+)?(?:{_HOUR})?(?P<when>{NAMED_DATE})"
)
_PERIOD: Final = re.compile(rf"\b(?P<by>{_BY})\s+(?:thoi\s+gian\s+)?(?P<when>{NAMED_PERIOD})")
_CLOCK: Final = re.compile(
    r"\b(?:trong\s+(?:vong|thoi\s+han|thoi\s+gian)|cham\s+nhat(?:\s+(?:la|trong|sau|khong\s+qua))?|khong\s+qua"
    r"|toi\s+da(?:\s+khong\s+qua)?|trong)\s+(?:vong\s+|khong\s+qua\s+|toi\s+da\s+)?"
    r"(?P<count>\d{1,3})\s*(?:\([^()]{1,25}\)\s*)?(?P<unit>ngay\s+lam\s+viec|ngay|gio(?:\s+lam\s+viec)?|tuan"
    r"|thang)(?!\w)"
    r"(?:\s*\([^()]{1,25}\))?(?P<since>\s*,?\s*(?:ke\s+tu|tinh\s+tu|tu|sau)\s+(?:ngay|khi"
    r"|thoi\s+diem)\b[^.;,)]{0,110})?"
)
_RELATIVE: Final = re.compile(
    r"\bngay\s+(?:tu|trong)\s+(?:(?:nhung|cac)\s+)?(?:thang|ngay|quy|tuan)?\s*dau\s+(?:nam|thang"
    r"|quy)(?:\s+(?:\d{1,2}/)?\d{4})?"
    r"|\b(?:tu|trong)\s+(?:nhung|cac)\s+(?:thang|ngay|quy|tuan)\s+dau\s+(?:nam|quy|thang)(?:\s+\d{4})?"
    r"|\btrong\s+nam\s+hoc\s+\d{4}\s*-\s*\d{4}|\btu\s+(?:hoc\s+ky|hoc\s+ki)\s+\w+"
    r"|\b(?:ngay\s+)?trong\s+(?:ngay\s+)?hom\s+nay\b|\bngay\s+trong\s+(?:ngay|tuan|thang|quy)(?:\s+nay)?\b"
    r"|\btrong\s+(?:tuan|thang|quy|nam)\s+nay\b|\b(?:hoan\s+thanh|xong|gui)\s+(?:ngay\s+)?truoc\s+(?:tet|khi|mua"
    r"|ngay\s+khai|dai\s+hoi|ky\s+hop|thoi\s+diem)[^.;,)]{0,60}"
)
_AT_SESSION: Final = re.compile(
    r"\b(?:bao\s+cao|trinh)\b[^.;]{0,120}?(?P<when>\btai\s+(?:cac\s+)?ky\s+hop\b[^.;,)/]{0,60})"
)
_OFTEN: Final = r"(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)"
_TIMES: Final = (
    r"\d{1,2}\s+lan\s*(?:/|trong|moi|mot)\s*(?:mot\s+)?(?:ngay|tuan|thang|quy|nam)"
    r"|(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)\s+\d{1,2}\s+lan"
)
_MONTHLY: Final = re.compile(
    rf"\b(?:{_BEFORE}|cham\s+nhat(?:\s+(?:la|vao|den))?|vao"
    rf"|den)?\s*(?:ngay\s+)(?P<day>\d{{1,2}}(?:/\d{{1,2}})?(?:\s+thang\s+\d{{1,2}})?)(?:\s+cua)?\s+"
    rf"(?P<often>{_OFTEN}|(?:cua\s+)?(?:cac\s+)?thang\s+(?:dau|cuoi|thu)\s*(?:cua\s+)?(?:moi\s+|hang\s+)?(?:quy"
    rf"|ky)(?:\s+sau)?|thang\s+(?:bao\s+cao|sau))"
)
_PERIODIC: Final = re.compile(
    rf"(?<!kiem tra )(?<!danh gia )\bdinh\s+k[yi]\s*,?\s*(?P<often>{_OFTEN}|\d+\s+thang(?:\s+(?:mot"
    rf"|1)\s+lan)?(?:,?\s*(?:{_OFTEN}|1\s+nam))?|quy|thang|tuan)?(?:\s*\([^()]{{1,60}}\)|\s*,\s*(?:{_OFTEN}"
    rf"|6\s+thang|dot\s+xuat))*"
    r"(?=\s*(?:[.,;:()/]|$|ho[aặ]c\s+dot\s+xuat|va\s+dot\s+xuat|tong\s+hop|bao\s+cao|gui|kiem\s+tra|ra\s+soat"
    r"|danh\s+gia|to\s+chuc|tham\s+muu|thong\s+bao|cap\s+nhat|truoc|vao|theo|cong\s+bo|so\s+ket|giao\s+ban|hop))"
)
_HABIT: Final = re.compile(
    rf"\b(?:bao\s+cao|tong\s+hop|gui|so\s+ket|danh\s+gia|giao\s+ban|ra\s+soat"
    rf"|cong\s+bo)\b[^.;]{{0,60}}?(?P<often>{_OFTEN}|\b\d\s+thang\s+(?:mot|1)\s+lan)|(?:^"
    rf"|[.;:(]\s*)(?P<often2>{_OFTEN})\s*(?=,|\)|bao|tong|truoc|gui|to\s+chuc)"
)
_OFTEN_WORDS: Final = {
    "ngay": Recurrence.DAILY,
    "tuan": Recurrence.WEEKLY,
    "thang": Recurrence.MONTHLY,
    "quy": Recurrence.QUARTERLY,
    "nam": Recurrence.YEARLY,
}
_UNITS: Final = {
    "ngay lam viec": DurationUnit.WORKING_DAY,
    "ngay": DurationUnit.DAY,
    "gio": DurationUnit.HOUR,
    "gio lam viec": DurationUnit.HOUR,
    "tuan": DurationUnit.WEEK,
    "thang": DurationUnit.MONTH,
}
_PAST: Final = re.compile(r"(?:\bda\b[^.;,]{0,40}|\bso\s+lieu[^.;,]{0,40})$")
_PAST_PERIOD: Final = re.compile(
    r"(?:\bphat\s+sinh|\bgiai\s+doan|\bket\s+qua(?:\s+\w+){0,6}|\bduoc\s+(?:cap|giao|ban\s+hanh)[^.;,]{0,20}"
    r"|\bchi\s+ra|\bxay\s+ra"
    r"|\bton\s+dong|\bcong\s+tac|\bnhiem\s+vu)\s*$"
)
_VERB_BEFORE: Final = re.compile(
    r"(?:hoan\s+thanh|hoan\s+thien|xong|trinh|ban\s+hanh|bao\s+cao|gui|thuc\s+hien|trien\s+khai|to\s+chuc"
    r"|khac\s+phuc|tham\s+muu|giai\s+quyet|xu\s+ly|cong\s+bo|nop|phe\s+duyet|khai\s+thac|van\s+hanh|khoi\s+cong|phan\s+dau"
    r"|so\s+ket|tong\s+ket"
    r"|giai\s+ngan)[^.;]{0,200}$"
)


def find_deadline(text: str, *, issued: date | None, year: int | None = None) -> Deadline | None:
    """The deadline that a task's text sets; the first calendar date wins, then durations, then what comes back.

    ``issued`` is the letter's date; ``year`` its year where the day cannot be read.

    >>> deadline = find_deadline("báo cáo UBND tỉnh trước ngày 25/3", issued=date(2024, 3, 1))
    >>> deadline.raw, deadline.on, deadline.year_assumed
    ('trước ngày 25/3', datetime.date(2024, 3, 25), True)
    """
    reading = _Text(text, issued, year)
    monthly = reading.monthly()
    dated = reading.dated()
    if monthly and (dated is None or monthly.span.start <= dated.span.start + 4):
        return monthly
    if dated:
        return dated
    return reading.clock() or reading.relative() or reading.periodic()


def read_deadline_cell(text: str, *, issued: date | None, year: int | None = None) -> Deadline | None:
    """The deadline in a cell or after «Thời gian thực hiện:», without the words before it («Quý II/2023»)."""
    bare = squeeze(text).strip(" .;-")
    if not bare:
        return None
    start = text.find(bare[0])
    span = Span(max(start, 0), max(start, 0) + len(text[max(start, 0) :].rstrip(" .;\n")))
    found = find_deadline(text, issued=issued, year=year)
    named = _last_named(fold(text), issued, year)
    recurrence = (found.recurrence if found else None) or _recurrence(fold(bare))
    yearly_month = recurrence is not None and named is not None and named.year_assumed
    on = None if yearly_month else (named.on if named else (found.on if found else None))
    if _is_only_start(fold(bare)):
        on = None
    return Deadline(bare, span, on, recurrence, found.duration if found else None, bool(named and named.year_assumed))


def _is_only_start(folded: str) -> bool:
    """«Từ tháng 3/2024» says when it begins, not when it ends."""
    return (
        re.match(r"(?:bat\s+dau\s+)?tu\s+(?!.*(?:\bden\b|-))", folded) is not None
        or re.match(r"sau\s+", folded) is not None
    )


def _last_named(folded: str, issued: date | None, year: int | None) -> Named | None:
    """The end of the last period that a cell names; a year said once serves the periods before it."""
    found = [*re.finditer(rf"(?:{NAMED_DATE})|(?:{NAMED_PERIOD})|(?<!\d)(?P<plain>20\d\d)(?!\d)", folded)]
    found = [
        match
        for match in found
        if not re.search(r"(?:qd|kh|nq|cv|so)\s*$", folded[max(0, match.start() - 4) : match.start()])
    ]
    if not found:
        return None
    last = found[-1]
    if last["plain"]:
        return Named(date(int(last["plain"]), 12, 31), False)
    before = re.search(r"\btruoc\s+(?:nam|thang|quy)?\s*$", folded[: last.start()]) is not None or folded.startswith(
        ("truoc nam", "truoc thang", "truoc quy")
    )
    return read_named(last[0], issued=issued, year=year, before=before)


def _recurrence(folded: str) -> Recurrence | None:
    if re.search(r"thuong\s+xuyen|lien\s+tuc", folded):
        return Recurrence.CONTINUOUS
    if re.search(r"6\s+thang\s+(?:mot|1)\s+lan|hang\s+6\s+thang|dinh\s+ky\s+6\s+thang", folded):
        return Recurrence.HALF_YEARLY
    often = re.search(r"(?:hang|moi|dinh\s+ky)\s+(ngay|tuan|thang|quy|nam)\b", folded)
    if often:
        return _OFTEN_WORDS[often[1]]
    return Recurrence.PERIODIC if re.search(r"dinh\s+k[yi]\b", folded) else None


def _often_of(folded: str) -> Recurrence | None:
    word = re.search(r"(?:/|hang|moi|mot|trong)\s*(?:mot\s+)?(ngay|tuan|thang|quy|nam)", folded)
    return _OFTEN_WORDS[word[1]] if word else None


class _Text:
    """One text, searched for each kind of deadline; offsets are those of the text given."""

    def __init__(self, text: str, issued: date | None, year: int | None) -> None:
        self._text, self._folded = text, fold(text)
        self._issued, self._year = issued, year
        self._cited = [number.span for number in find_numbers(text, Span(0, len(text)))]

    def dated(self) -> Deadline | None:
        found = [self._from(match) for pattern in (_DATED, _PERIOD, _UNTIL) for match in pattern.finditer(self._folded)]
        kept = [deadline for deadline in found if deadline is not None]
        first = min(kept, key=lambda deadline: (deadline.span.start, -deadline.span.end), default=None)
        return replace(first, recurrence=self._beside()) if first else None

    def _from(self, match: re.Match[str]) -> Deadline | None:
        named = read_named(match["when"], issued=self._issued, year=self._year, before=self._excludes(match))
        if named is None or self._is_cited(match) or self._is_past(match, named):
            return None
        start = match.start()
        if match.re is not _UNTIL:
            start = self._visible_start(match)
        return Deadline(
            self._raw(start, match.end()), Span(start, match.end()), named.on, None, None, named.year_assumed
        )

    def _visible_start(self, match: re.Match[str]) -> int:
        """«hoàn thành trước ngày ...» begins with «trước»; a label («Thời hạn:») is left out."""
        by = match["by"]
        if by.endswith(":") or by == "vao":
            return match.start("when")
        inner = re.match(r"(?:hoan\s+thanh|xong)\s+(?=trong|vao|xong|truoc|den)|(?:hoan\s+thanh)\s+", by + " ")
        return min(match.start() + inner.end(), match.start("when")) if inner else match.start()

    def _excludes(self, match: re.Match[str]) -> bool:
        """«trước tháng 6» ends with May; «trước ngày 10» is the tenth."""
        return match.re is _PERIOD and re.fullmatch(_BEFORE, match["by"]) is not None

    def _is_cited(self, match: re.Match[str]) -> bool:
        return any(span.end <= match.start() <= span.end + 3 and match.re is not _PERIOD for span in self._cited)

    def _is_past(self, match: re.Match[str], named: Named) -> bool:
        before = self._folded[max(0, match.start() - 60) : match.start()]
        if self._issued and named.on and named.on < self._issued:
            return True
        if self._issued is None and self._year and named.on and named.on.year < self._year:
            return True
        by = "" if match.re is _UNTIL else match["by"]
        if _PAST.search(before):
            return True
        if by == "vao" or match.re is _UNTIL or by in {"den het", "het", "cho den"}:
            return _VERB_BEFORE.search(before) is None
        if match.re is _PERIOD and by == "trong":
            return self._is_mere_year(match, before)
        return False

    def _is_mere_year(self, match: re.Match[str], before: str) -> bool:
        """«trong năm 2025» is a deadline only of something to be finished or done."""
        if re.match(r"nam\s", match["when"]) is None:
            return False
        return (
            re.search(
                r"(?:hoan\s+thanh|hoan\s+thien|xong|thuc\s+hien|trinh|ban\s+hanh|trien\s+khai)\b[^.;]{0,50}$", before
            )
            is None
        )

    def clock(self) -> Deadline | None:
        for match in _CLOCK.finditer(self._folded):
            unit = _UNITS[squeeze(match["unit"])]
            since = match["since"]
            if (
                since is None
                and match[0].startswith("trong ")
                and not re.match(r"trong\s+(?:vong|thoi|khong|toi)", match[0])
            ):
                continue
            event = self._raw(match.start("since"), match.end("since")).strip(" ,") if since else None
            span = Span(match.start(), match.end())
            return Deadline(
                self._raw(span.start, span.end), span, None, None, Duration(int(match["count"]), unit, event)
            )
        return None

    def relative(self) -> Deadline | None:
        match = _RELATIVE.search(self._folded)
        if match is None:
            session = _AT_SESSION.search(self._folded)
            if session is None:
                return None
            span = Span(*session.span("when"))
            return Deadline(self._raw(span.start, span.end), span)
        return Deadline(self._raw(match.start(), match.end()), Span(match.start(), match.end()))

    def monthly(self) -> Deadline | None:
        match = _MONTHLY.search(self._folded)
        if match is None:
            return None
        often = match["often"]
        recurrence = _recurrence(often) or (
            Recurrence.QUARTERLY if "quy" in often else Recurrence.MONTHLY if "thang" in often else Recurrence.PERIODIC
        )
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        return Deadline(self._raw(start, match.end()), Span(start, match.end()), None, recurrence)

    def periodic(self) -> Deadline | None:
        match = _PERIODIC.search(self._folded)
        if match is not None:
            raw = self._raw(match.start(), match.end())
            return Deadline(
                raw, Span(match.start(), match.start() + len(match[0].rstrip(" ,"))), None, _recurrence(fold(raw))
            )
        habit = _HABIT.search(self._folded)
        if habit is None:
            times = re.search(_TIMES, self._folded)
            if times is None:
                return None
            return Deadline(self._raw(*times.span()), Span(*times.span()), None, _often_of(times[0]))
        group = "often" if habit["often"] else "often2"
        span = Span(*habit.span(group))
        return Deadline(self._raw(span.start, span.end), span, None, _recurrence(habit[group]))

    def _beside(self) -> Recurrence | None:
        match = _PERIODIC.search(self._folded)
        return _recurrence(match[0]) if match else None

    def _raw(self, start: int, end: int) -> str:
        return squeeze(self._text[start:end]).rstrip(" ,;.")
