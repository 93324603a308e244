"""The words of a deadline to its meaning: the one grammar, for letters and for the cells of plans.

A day is itself; a month, quarter, half year or year is its last day; of a range, its end; «trước năm 2030» is the last
day ahead of it. Where the smaller part of what is said was not understood, the larger is not taken in its place: the
deadline has no day and is doubted. Nothing is silently without a day.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from caicach.documents.deadlines.durations import ends_with_amount, find_allowed, find_event, has_amount, is_session
from caicach.documents.deadlines.each import days_of_each, weekday_before, without_days
from caicach.documents.deadlines.folding import folded_deadline
from caicach.documents.deadlines.holidays import HolidayEnd, find_holiday
from caicach.documents.deadlines.named import Named, find_named
from caicach.documents.deadlines.recurring import recurrence_of, without_recurrence
from caicach.documents.deadlines.values import Deadline, Doubt, DoubtKind, Duration, Recurrence
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.counting import end_of_time
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.folding import fold, squeeze

_SERIAL: Final = re.compile(r"(3[6-9]|[4-6]\d|7[0-2])\d{3}(?:[.,]0+)?")  # 1998 to 2099
_SERIAL_ORIGIN: Final = date(1899, 12, 30)
_BEFORE: Final = re.compile(r"(?<!\w)truoc(?:\s+(?:khi\s+)?(?:ngay|thang|quy|nam|thoi\s+diem|dau))?\s*$")
_STARTS: Final = re.compile(
    r"(?<!\w)(?:ke\s+tu|tu|bat\s+dau|khoi\s+dong|(?<!thu\s)sau)(?:\s+(?:tu|trong|vao|ngay|thang|quy|nam|dau|cuoi|giua|khi))*\s*$"
)
_RANGE: Final = re.compile(r"[\s.)]*(?:-|~|->|den|toi)(?:\s+(?:het|cuoi|ngay|thang|quy|nam|truoc))*\s*")
_PART: Final = re.compile(
    r"(?<!\w)(?<!thang\s)(?<!ngay\s)(?<!tuan\s)(?<!quy\s)(?:dau|giua)\s+(?:nam\s+|quy\s+|thang\s+)?$"
)
_VAGUE: Final = re.compile(
    r"(?<!\w)(?:(?:nhung|cac)\s+(?:thang|ngay|tuan|quy)\s+(?:dau|giua)|mua|vu|he|tuan\s+(?:thu\s+)?\w+(?:\s+cua)?"
    r"|(?:thuong|trung)\s+tuan|nua\s+(?:dau|cuoi)|hoc\s+k[yi]\s+\w+(?:\s+cua)?)\s+(?:cua\s+)?(?:nam\s+|quy\s+|thang\s+)?$"
)
_UNREAD: Final = re.compile(
    r"(?<!\w)(?:(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat|ngay|ram|mung|mong|thang|quy|tuan|vu|mua|hoc\s+k[yi]|ky\s+hop|phien\s+hop|dip|le|tet|quoc\s+khanh|gio\s+to|trung\s+thu|giang\s+sinh|noel|hoi\s+nghi|dai\s+hoi|dot)\s+(?:(?:[^\s.,;:()]+|[.…_]+)\s*){0,4})$"
)
_HARMLESS: Final = re.compile(
    r"(?<!\w)(?:ngay\s+(?:trong|tu|sau|khi|cuoi(?:\s+cung)?|tai|den|het)|tuan\s+cuoi(?:\s+cung)?|quy\s+(?:dinh|che|hoach|trinh)|thang\s+(?:lam|trien)"
    r"|le\s+(?:phi|bao)|trong\s+(?:thang|quy|nam|ngay)\s+$)"
)
_OPEN_END: Final = re.compile(
    r"tro\s+di|(?:cac|nhung)\s+nam\s+(?:tiep\s+theo|sau|ke\s+tiep|toi)|nam\s+tiep\s+theo|ve\s+sau|cac\s+giai\s+doan\s+tiep"
    r"|den\s+khi\s+\w+"
)
_DONE_BY: Final = re.compile(
    r"(?<!\w)(?:(?:hoan\s+thanh|xong)(?:\s+(?:trong|vao|truoc|ngay))?|truoc|cham\s+nhat)(?:\s+(?:trong|ngay|thang|quy|nam))*\s*$"
)
_VISION: Final = re.compile(r"(?:tam\s+nhin|dinh\s+huong)\s+(?:den\s+)?(?:nam\s+)?$")
_ELSEWHERE: Final = re.compile(
    r"(?<!\w)(?:theo|thuc\s+hien\s+theo|tuan\s+thu|dam\s+bao)\s+(?:dung\s+)?(?:ke\s+hoach|lo\s+trinh|chuong\s+trinh|tien\s+do|quy\s+dinh"
    r"|huong\s+dan|chi\s+dao|yeu\s+cau|van\s+ban|thoi\s+(?:han|gian)|de\s+an|nghi\s+quyet|quyet\s+dinh|nghi\s+dinh|thong\s+tu|cong\s+van"
    r"|luat|phan\s+cong)"
)
_NOW: Final = re.compile(
    r"(?<!\w)(?:(?P<day>hom\s+nay|(?:sang|trua|chieu|toi|dem)\s+nay|ngay\s+trong\s+ngay(?!\s*\d)|trong\s+ngay(?!\s*\d)(?!\s+hom)|trong\s+ngay\s+hom\s+nay)"
    r"|(?P<morrow>ngay\s+mai)|(?P<unit>tuan|thang|quy|nam)\s+(?P<which>nay|sau(?!\s+[a-z])|toi)"
    r"|ngay\s+trong\s+(?P<same>tuan|thang|quy))(?!\w)"
)
_COUNTING: Final = re.compile(r"(?<!\w)(?:tuan|ky|dot|lan|phien|giai\s+doan|quy)\s+(?:thu\s+)?$")
_COUNTED: Final = re.compile(r"(?:\d|(?<!\w)(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|vai|may))\s+$")
_LUNAR: Final = re.compile(r"(?<!tet\s)(?<!\w)am\s+lich(?!\w)|\(\s*al\s*\)")
"""Which day of ours it is, a person says."""
_NEXT_YEAR: Final = re.compile(
    r"\s*,?\s*(?:cua\s+)?nam\s+(?:sau|toi|(?:ke\s+)?tiep|lien\s+ke)(?!\w)(?!\s+(?:khi|ngay)\b)"
)
_LENGTH: Final = 500
"""Longer words are no deadline, but something that stands where one should."""
_NO_WORDS: Final = re.compile(r"[\s\W_]*")


def read_deadline(words: str, *, issued: date | None = None, year: int | None = None) -> Deadline | None:
    """What the words of a deadline mean; None where there are none.

    ``year`` is the plan's own, for days and periods that name none; without it that of ``issued``, the document's
    date, or the next where that day was over by more than half a year. Days are counted by the calendar in force.

    >>> read_deadline("Quý IV/2025- Quý II/2026").on, read_deadline("Trước năm 2030").on, read_deadline("T6/2026").on
    (datetime.date(2026, 6, 30), datetime.date(2029, 12, 31), datetime.date(2026, 6, 30))
    >>> read_deadline("trong thời hạn 02 tuần kể từ ngày ban hành văn bản này").duration
    Duration(count=2, unit=<DueUnit.WEEKS: 'weeks'>, start=None)
    >>> read_deadline("Trước rằm tháng Giêng").doubts[0].kind.value
    'not_understood'
    """
    return _deadline_read(words, issued, year, calendar_in_force())


@lru_cache(maxsize=4096)
def _deadline_read(words: str, issued: date | None, year: int | None, calendar: WorkingCalendar) -> Deadline | None:
    flat = squeeze(words).strip(" ;")
    if _NO_WORDS.fullmatch(flat):
        return None
    if len(flat) > _LENGTH:
        return Deadline(flat, doubts=(Doubt(DoubtKind.NOT_UNDERSTOOD, flat[:_LENGTH]),))
    return _Reading(flat, issued, year, calendar).deadline()


@dataclass(slots=True)
class _Reading:
    """One deadline being read; ``folded`` has blanks where something was understood."""

    flat: str
    issued: date | None
    year: int | None
    calendar: WorkingCalendar
    folded: str = ""
    days: list[tuple[date, Named]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    year_assumed: bool = False
    part: bool = False

    def deadline(self) -> Deadline:
        serial = _SERIAL.fullmatch(self.flat.rstrip(" ."))
        if serial:
            on = _SERIAL_ORIGIN + timedelta(days=int(self.flat[:5]))
            return Deadline(self.flat, (on,), doubts=(Doubt(DoubtKind.SERIAL, self.flat),))
        self.folded = folded_deadline(self.flat)
        recurrence = recurrence_of(self.folded)
        holiday = find_holiday(self.folded, issued=self.issued, year=self.year, calendar=self.calendar)
        if holiday is not None and recurrence is None:
            return self._of_holiday(holiday)
        if _LUNAR.search(self.folded):
            return Deadline(self.flat, recurrence=recurrence, doubts=(Doubt(DoubtKind.NOT_UNDERSTOOD, self.flat),))
        allowed = self._allowed()
        if allowed is not None:
            return allowed
        named = [one for one in find_named(self.folded) if not _VISION.search(self.folded[: one.start])]
        if named:
            return self._of_named(named, recurrence)
        return self._of_words(recurrence)

    def _of_holiday(self, holiday: HolidayEnd) -> Deadline:
        if holiday.on is None:
            kind = DoubtKind.VAGUE if holiday.is_open else DoubtKind.YEAR_MISSING
            return Deadline(self.flat, event=self.flat.strip(" ."), doubts=(Doubt(kind, self.flat),))
        return Deadline(self.flat, (holiday.on,), year_assumed=holiday.year_assumed)

    def _allowed(self) -> Deadline | None:
        """A time allowed, unless a day is named beside it (which is then the deadline)."""
        found = find_allowed(self.folded)
        if found is None:
            return None
        event, start = None, None
        if found.since:
            event = self.flat[slice(*found.since)]
            dated = [one for one in find_named(fold(event)) if one.is_day and one.start == 0]
            if dated:
                ends = self._ends(dated[0])
                start, event = (ends[0], None) if ends else (None, event)
        rest = self.folded[: found.start] + " " * (found.end - found.start) + self.folded[found.end :]
        if any(True for _ in find_named(rest)):
            return None
        duration = Duration(found.count, found.unit, start)
        assumed = not (found.is_said or event or start)
        doubts = [*self.doubts, *([Doubt(DoubtKind.START_ASSUMED, self.flat)] if assumed else [])]
        return Deadline(
            self.flat,
            _counted(duration, self.calendar),
            duration=duration,
            event=event,
            recurrence=recurrence_of(rest),
            year_assumed=self.year_assumed,
            doubts=tuple(doubts),
        )

    def _of_named(self, named: list[Named], recurrence: Recurrence | None) -> Deadline:
        if recurrence is not None and not any(one.year for one in named):
            return self._recurring(recurrence, named)
        named = self._with_years(named)
        self._doubt_names(named)
        if self.doubts:
            return self._doubted(recurrence)
        ends = self._chosen(named)
        if not ends or self.doubts or (self.part and self._session()):
            return self._doubted(recurrence)
        if self.part:
            self.doubts.append(Doubt(DoubtKind.VAGUE, self.flat))
        days = tuple(sorted({on for on, _ in ends}))
        if len(days) > 1:
            self.doubts.append(Doubt(DoubtKind.SEVERAL, self.flat))
        last = max(ends, key=lambda end: end[0])[1]
        each = self._recurring(recurrence, []).each if recurrence else None
        return Deadline(
            self.flat,
            days,
            is_period=not last.is_day,
            recurrence=recurrence,
            year_assumed=self.year_assumed,
            doubts=tuple(self.doubts),
            each=each,
        )

    def _recurring(self, recurrence: Recurrence, named: list[Named]) -> Deadline:
        """What comes back, by the day of each period that the words name; of several, the last."""
        recurrence, each = days_of_each(self.folded, recurrence, named)
        doubts = (Doubt(DoubtKind.SEVERAL, self.flat),) if len(each) > 1 else ()
        return Deadline(self.flat, recurrence=recurrence, doubts=doubts, each=each[-1] if each else None)

    def _doubted(self, recurrence: Recurrence | None) -> Deadline:
        event = self._event() if self._says(DoubtKind.NO_END) or self._session() else None
        doubts = () if event or (recurrence and self._says(DoubtKind.NO_END)) else tuple(self.doubts)
        return Deadline(self.flat, recurrence=recurrence, event=event, doubts=doubts)

    def _says(self, kind: DoubtKind) -> bool:
        return all(doubt.kind is kind for doubt in self.doubts)

    def _session(self) -> bool:
        event = self._event()
        return event is not None and is_session(fold(event))

    def _event(self) -> str | None:
        found = find_event(self.folded)
        return self.flat[slice(*found)] if found else None

    def _with_years(self, named: list[Named]) -> list[Named]:
        """The year said once, at the end of a list or range, holds for what stands before it; one before, for after."""
        known = [one.year for one in named if one.year]
        full: list[Named] = []
        for at, one in enumerate(named):
            if one.year is not None or not known:
                full.append(one)
                continue
            full.append(replace(one, year=next((other.year for other in named[at:] if other.year), known[-1])))
        return full

    def _doubt_names(self, named: list[Named]) -> None:
        clear = without_recurrence(self.folded)
        if clear != self.folded:
            clear = without_days(clear)
        for at, one in enumerate(named):
            words = self.flat[one.start : one.end].strip()
            before = clear[named[at - 1].end if at else 0 : one.start]
            if not one.exists or (one.year and None in one.ends(one.year)):
                self.doubts.append(Doubt(DoubtKind.IMPOSSIBLE, words))
            elif one.doubt is not None:
                self.doubts.append(Doubt(one.doubt, words))
            elif one.is_day and _COUNTING.search(before):  # «tuần thứ 2 tháng 4» is no second of April
                self.doubts.append(Doubt(DoubtKind.NOT_UNDERSTOOD, self.flat))
            elif not one.is_day and _PART.search(before):
                self.part = True
            elif not one.is_day and _VAGUE.search(before):
                self.doubts.append(Doubt(DoubtKind.VAGUE, self.flat))
            elif not one.is_day and _UNREAD.search(_HARMLESS.sub(" ", before)):
                self.doubts.append(Doubt(DoubtKind.NOT_UNDERSTOOD, self.flat))

    def _chosen(self, named: list[Named]) -> list[tuple[date, Named]]:
        """The ends that count: neither a start nor the beginning of a range, and no period that a named day refines."""
        ends: list[tuple[date, Named]] = []
        for at, one in enumerate(named):
            before = self.folded[named[at - 1].end if at else 0 : one.start]
            after = self.folded[one.end : named[at + 1].start] if at + 1 < len(named) else None
            if after is not None and _RANGE.fullmatch(after) and _is_earlier(one, named[at + 1]):
                continue
            if _STARTS.search(before) and not one.is_list:
                continue
            found = self._ends(one, eve=not one.is_day and _BEFORE.search(before) is not None)
            ends += [(on, one) for on in found]
        if self.doubts:
            return []
        is_done_by = _DONE_BY.search(self.folded[: named[0].start]) is not None
        if len(named) == 1 and _OPEN_END.search(self.folded) and not is_done_by:
            ends = []
        if not ends:
            self.doubts.append(Doubt(DoubtKind.NO_END, self.flat))
        return _refined(ends)

    def _ends(self, one: Named, *, eve: bool = False) -> tuple[date, ...]:
        if one.year is not None:
            year = one.year
        else:
            own = self.year if self.year is not None else self.issued.year if self.issued else None
            if own is None:
                self.doubts.append(Doubt(DoubtKind.YEAR_MISSING, self.flat[one.start : one.end].strip()))
                return ()
            self.year_assumed = True
            year = own + 1 if _NEXT_YEAR.match(self.folded, one.end) else self._likely(one, own)
        if eve:
            return (one.eve(year),)
        days = one.ends(year)
        if None in days:
            self.doubts.append(Doubt(DoubtKind.IMPOSSIBLE, self.flat[one.start : one.end].strip()))
        return tuple(day for day in days if day is not None)

    def _likely(self, one: Named, own: int) -> int:
        """The document's own year, or the next where that day was long over when the document was issued."""
        last = one.ends(own)[-1]
        if self.year is None and self.issued and last and (self.issued - last).days > 180:
            return own + 1
        return own

    def _of_words(self, recurrence: Recurrence | None) -> Deadline:
        """Neither day nor period is named: now, an event, what comes back, another paper; or not understood."""
        now = self._now(recurrence)
        if now is not None:
            return now
        if recurrence is not None:
            return self._recurring(recurrence, [])
        event = self._event()
        if event is not None:
            unread = has_amount(self.folded[: self.flat.find(event)]) or ends_with_amount(fold(event))
            doubts = (Doubt(DoubtKind.NOT_UNDERSTOOD, self.flat),) if unread else ()
            return Deadline(self.flat, event=event, doubts=doubts)
        kind = DoubtKind.ELSEWHERE if _ELSEWHERE.search(self.folded) else DoubtKind.NOT_UNDERSTOOD
        return Deadline(self.flat, doubts=(Doubt(kind, self.flat),))

    def _now(self, recurrence: Recurrence | None) -> Deadline | None:
        """«trong tháng này», «hôm nay», counted from the document's date."""
        match = _NOW.search(self.folded)
        if match is None or self.issued is None or (recurrence and match["which"] in {"sau", "toi"}):
            return None
        before, weekday = self.folded[: match.start()], weekday_before(self.folded, match.start())
        if match["unit"] and weekday is None and _COUNTED.search(before):  # «hai tuần sau Tết» is no week of its own
            return None
        if match["day"]:
            return Deadline(self.flat, (self.issued,), recurrence=recurrence)
        if match["morrow"]:
            return Deadline(self.flat, (self.issued + timedelta(days=1),), recurrence=recurrence)
        end = _end_of(self.issued, match["unit"] or match["same"], 0 if match["which"] in {None, "nay"} else 1)
        if weekday is not None and match["unit"] == "tuan":
            return Deadline(self.flat, (end - timedelta(days=7 - weekday),), recurrence=recurrence)
        doubts = (Doubt(DoubtKind.VAGUE, self.flat),) if _PART.search(before) else ()
        return Deadline(self.flat, (end,), is_period=True, recurrence=recurrence, doubts=doubts)


def _counted(duration: Duration, calendar: WorkingCalendar) -> tuple[date, ...]:
    """The end of a time that runs from a day; none where the calendar does not reach."""
    if duration.start is None:
        return ()
    try:
        return (end_of_time(duration.start, duration.count, duration.unit, calendar),)
    except InvalidInput:
        return ()


def _end_of(on: date, unit: str, later: int) -> date:
    """The last day of the week, month, quarter or year of a day, or of the one after."""
    if unit == "tuan":
        return on + timedelta(days=6 - on.weekday() + 7 * later)
    length = {"thang": 1, "quy": 3, "nam": 12}[unit]
    after = (on.year * 12 + on.month - 1) // length * length + length * (1 + later)
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _is_earlier(one: Named, other: Named) -> bool:
    first, second = one.begins(one.year or 1), other.begins(other.year or one.year or 1)
    return first is None or second is None or first <= second


def _refined(ends: list[tuple[date, Named]]) -> list[tuple[date, Named]]:
    """«Quý IV năm 2026 (trước 15/11)»: a day within a period says more than it; periods in a row are one stretch."""
    days = [on for on, one in ends if one.is_day]
    starts = [(one, one.begins(one.year or on.year)) for on, one in ends if not one.is_day]
    ends = [(on, one) for on, one in ends if one.is_day or not _goes_on(one, on, starts)]
    return [(on, one) for on, one in ends if one.is_day or not any(_holds(one, on, day) for day in days)]


def _goes_on(period: Named, end: date, starts: list[tuple[Named, date | None]]) -> bool:
    return any(other is not period and begins == end + timedelta(days=1) for other, begins in starts)


def _holds(period: Named, end: date, day: date) -> bool:
    begins = period.begins(period.year or end.year)
    return begins is not None and begins <= day <= end
