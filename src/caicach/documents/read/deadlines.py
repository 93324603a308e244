"""By when: where the running text of a letter sets a deadline, and its meaning by the one grammar of deadlines.

«trước ngày 10/02/2025», «trong quý II/2023», «chậm nhất 05 ngày làm việc kể từ ngày ...», «trước ngày 25 hằng tháng».
Past dates and dates of cited documents are not deadlines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from caicach.documents.deadlines.durations import AMOUNT
from caicach.documents.deadlines.holidays import HOLIDAY
from caicach.documents.deadlines.named import A_DAY, A_PERIOD
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import Deadline, Doubt, DoubtKind, Recurrence
from caicach.documents.read.ahead_words import AHEAD, AT_SESSION, MINUTES
from caicach.documents.read.cited_numbers import find_numbers
from caicach.documents.read.day_words import (
    BARE_DAY,
    BEFORE,
    BROKEN_DATE,
    CLOSES,
    DIGIT,
    FIGURES,
    HANDED,
    HOUR,
    IS_LUNAR,
    LUNAR_AFTER,
    NO_DUE_DAY,
    OTHER_YEAR,
    PAST,
    TODAY,
    VERB_BEFORE,
    WEEKDAY,
)
from caicach.documents.read.rhythm_words import (
    A_TIME,
    AT_END_OF_EACH,
    AT_HOUR_OF_EACH,
    BARE_OFTEN,
    DAY_IN_EACH,
    HABIT,
    MONTHLY,
    OF_LIFE,
    OFTEN,
    PERIODIC,
    TIMES,
)
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold, squeeze


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """``span`` covers the words of the deadline in the text that was given."""

    deadline: Deadline
    span: Span


_BY: Final = (
    rf"(?:{BEFORE}|cham\s+nhat(?:\s+(?:la|den|vao|trong|truoc|den\s+het|het|vao\s+cuoi))?|muon\s+nhat(?:\s+(?:la"
    rf"|den|vao))?|ngay\s+trong|trong"
    r"|den\s+het|het|cho\s+den|den\s+truoc|han\s+(?:cuoi(?:\s+cung)?|chot)(?:\s+la)?|(?<!thoi\s)(?<!qua\s)(?<!gia\s)han|thoi\s+han(?:\s+(?:la|hoan\s+thanh|gui|bao\s+cao"
    r"|den))?|phan\s+dau\s+den(?:\s+(?:het|truoc))?|xong\s+(?:trong|vao)|hoan\s+thanh(?:\s+(?:trong|vao|xong|xong\s+trong|den|trong\s+thoi\s+gian))?"
    r"|(?:thoi\s+(?:gian|han)|han)(?:\s+(?:hoan\s+thanh|thuc\s+hien|trinh|gui|bao\s+cao|du\s+kien))?\s*:|vao)"
)
_AND_DAY: Final = rf"(?:\s*(?:,|va)\s*(?:truoc\s+)?{A_DAY})"
_DATED: Final = re.compile(
    rf"\b(?P<by>{_BY})\s+(?:(?:buoi\s+)?(?:sang|chieu|trua|toi|cuoi\s+ngay)\s+)?(?:{HOUR})?(?:{WEEKDAY})?(?P<when>{A_DAY}(?:{_AND_DAY}{{0,3}}\s+va\s+(?:truoc\s+)?{A_DAY})?)"
)
_UNTIL: Final = re.compile(
    rf"\btu\s+(?:{HOUR})?(?:ngay\s+)?(?:m[uo]ng\s+)?\d[\d/.-]{{0,9}}(?:\s+thang\s+(?:\d{{1,2}}|gieng|chap)(?:\s+nam\s+\d{{4}})?)?\s*(?:den"
    rf"|-)\s*(?:het\s+)?(?:{HOUR})?(?P<when>{A_DAY})"
)
_WEEK_OF: Final = r"tuan\s+(?:dau(?:\s+tien)?|cuoi|thu\s+\w+)\s+(?:cua\s+)?"
_PERIOD: Final = re.compile(rf"\b(?P<by>{_BY})\s+(?:thoi\s+gian\s+)?(?P<when>(?:cuoi\s+|het\s+|{_WEEK_OF})?{A_PERIOD})")
_CLOCK: Final = re.compile(
    r"\b(?:trong\s+(?:vong|thoi\s+han|thoi\s+gian)|cham\s+nhat(?:\s+(?:la|trong|sau|khong\s+qua))?|khong\s+qua"
    r"|toi\s+da(?:\s+khong\s+qua)?|trong|sau|thoi\s+han(?:\s+\w+\s+\w+)?(?:\s+la|\s*:)?)\s+(?:vong\s+|khong\s+qua\s+|toi\s+da\s+)?"
    rf"{AMOUNT}(?:\s+ruoi\b)?(?!\s*(?:dau|cuoi|nay|qua|vua|truoc|gan\s+day|\d))(?P<since>\s*,?\s*(?:ke\s+tu|tinh\s+tu|tu|sau)\s+(?:ngay|khi|thoi\s+diem)\b[^.;,)]{{0,110}})?"
)
_RELATIVE: Final = re.compile(
    r"\bngay\s+(?:tu|trong)\s+(?:(?:nhung|cac)\s+)?(?:thang|ngay|quy|tuan)?\s*dau\s+(?:nam|thang"
    r"|quy)(?:\s+(?:\d{1,2}/)?\d{4})?"
    r"|\b(?:tu|trong)\s+(?:nhung|cac)\s+(?:thang|ngay|quy|tuan)\s+dau\s+(?:nam|quy|thang)(?:\s+\d{4})?"
    r"|\b(?:cham\s+nhat|truoc|trong|vao)\s+(?:(?:sang|chieu|ngay)\s+)?(?:thu\s+(?:hai|ba|tu|nam|sau|bay|\d)|chu\s+nhat)\s+(?:cua\s+)?tuan\s+(?:nay|sau|toi)"
    r"|\b(?:trong|het|cuoi|truoc\s+khi\s+ket\s+thuc)\s+hoc\s+k[yi]\s+(?:i{1,2}|1|2|mot|hai|dau|cuoi)(?!\w)(?:\s*,?\s*nam\s+hoc\s+\d{4}\s*-\s*\d{4})?"
    r"|\btruoc\s+khi\s+(?:dua\s+vao|khai\s+giang|nghiem\s+thu|trinh|ban\s+hanh|khoi\s+cong|ket\s+thuc)\b[^.;,)]{0,50}"
    r"|\b(?:xong|hoan\s+thanh|gui|nop)\s+trong\s+tuan(?=\s*[;.,)])"
    r"|\btrong\s+nam\s+hoc\s+\d{4}\s*-\s*\d{4}|\btu\s+(?:hoc\s+ky|hoc\s+ki)\s+\w+"
    rf"|\b(?:truoc|cham\s+nhat|den|trong|vao|ngay)\s+(?:(?:la|vao|trong|den)\s+)?(?:{HOUR})?(?:ngay\s+)?(?:(?:sang|trua|chieu|toi|dem)\s+nay|hom\s+nay|ngay\s+mai)\b"
    r"|\b(?:ngay\s+)?trong\s+(?:ngay\s+)?hom\s+nay\b|\bngay\s+trong\s+(?:ngay|tuan|thang|quy)(?:\s+nay)?\b"
    r"|\btruoc\s+mua\s+(?:mua|bao|lu|kho)(?:\s*,?\s*(?:bao|lu))*(?:\s+nam\s+(?:\d{4}|nay))?"
    r"|\b(?:(?:ngay\s+)?trong|cham\s+nhat|truoc|dau|giua|cuoi|het)\s+(?:(?:la|vao|trong)\s+)?(?:(?:dau|giua|cuoi)\s+)?tuan\s+(?:sau|toi|nay)\b"
    r"|\btrong\s+(?:tuan|thang|quy|nam)\s+nay\b|\b(?:hoan\s+thanh|xong|gui)\s+(?:ngay\s+)?truoc\s+(?:tet|khi|mua"
    r"|ngay\s+khai|dai\s+hoi|ky\s+hop|thoi\s+diem)[^.;,)]{0,60}"
)
# The first words of ``_DATED``, ``_PERIOD``, ``_UNTIL``, ``HOLIDAY``, ``_CLOCK``, ``_RELATIVE`` and ``_UNREAD``: these
# are tried only where one of them stands.
_OPENS: Final = re.compile(
    r"\b(?:truoc|trong|tu|toi|thoi|cham|cho|cuoi|xong|muon|ngay|nop|den|hoan|het|han|phan|vao|gui|khong|sau|dau|giua|dip|suot)\b"
)
_OFTEN_BEFORE: Final = re.compile(rf"\b(?:dinh\s+k[yi](?:\s+{OFTEN})?|{OFTEN})\s*,?\s*\(?\s*$")
_UNREAD: Final = re.compile(
    r"\b(?:(?:xong\s+)?truoc|cham\s+nhat(?:\s+(?:la|vao|den|trong))?|muon\s+nhat|han\s+cuoi|thoi\s+han(?:\s+(?:hoan\s+thanh|gui"
    r"|bao\s+cao))?(?:\s+la|\s*:)?)\s+(?:ngay|cuoi|giua|dau|thang|quy|tuan|nam|tet|dip|dot|\d{1,2}\s?(?:gio|h))\b[^.;)]{0,50}"
)
_DONE: Final = re.compile(
    r"(?:hoan\s+thanh|hoan\s+thien|xong|thuc\s+hien|trinh|ban\s+hanh|trien\s+khai|phan\s+dau|dat|giai\s+quyet)\b[^.;]{0,90}$"
)
_A_YEAR: Final = re.compile(r"(?:ngay\s+)?trong\s+nam\s+\d{4}$")


def find_deadline(text: str, *, issued: date | None, year: int | None = None) -> FoundDeadline | None:
    """The deadline that a task's text sets; the first day named wins, then durations, then what comes back.

    ``issued`` is the letter's date; ``year`` its year where the day cannot be read. Words of time after «trước» or
    «chậm nhất» that the grammar does not know are a deadline too: one without a day, doubted.

    >>> found = find_deadline("báo cáo UBND tỉnh trước ngày 25/3", issued=date(2024, 3, 1))
    >>> found.deadline.words, found.deadline.on, found.deadline.year_assumed
    ('trước ngày 25/3', datetime.date(2024, 3, 25), True)
    """
    reading = _Text(text, issued, year)
    monthly = reading.monthly()
    dated = reading.dated()
    if monthly and (dated is None or monthly.span.start <= dated.span.start + 4):
        return monthly
    today = reading.today() if dated else None
    if dated and today and today.span.start < dated.span.start:
        return today
    found = dated or reading.clock() or reading.relative() or reading.periodic() or reading.session()
    return found or reading.bare_day() or reading.over or reading.unread()


def _has_word(match: re.Match[str]) -> bool:
    """Whether it is a day or a period behind a word («trước», «trong»)."""
    return match.re is _DATED or match.re is _PERIOD


def read_deadline_cell(text: str, *, issued: date | None, year: int | None = None) -> FoundDeadline | None:
    """The deadline in a cell or after «Thời gian thực hiện:», without the words before it («Quý II/2023»)."""
    bare = squeeze(text).strip(" .;-")
    deadline = read_deadline(bare, issued=issued, year=year)
    if deadline is None:
        return None
    start = max(text.find(bare[0]), 0)
    return FoundDeadline(deadline, Span(start, start + len(text[start:].rstrip(" .;\n"))))


class _Text:
    """One text, searched for each kind of deadline; offsets are those of the text given."""

    def __init__(self, text: str, issued: date | None, year: int | None) -> None:
        self._text, self._folded = text, fold(text)
        self._issued, self._year = issued, year
        self._rejected: list[Span] = []
        self._ranges: list[Span] = []
        self.over: FoundDeadline | None = None

    def _each(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match of a pattern that begins with one of the words of time."""
        end = 0
        for start in self._starts:
            found = pattern.match(self._folded, start) if start >= end else None
            if found is not None:
                end = found.end()
                yield found

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(found.start() for found in _OPENS.finditer(self._folded))

    @cached_property
    def _cited(self) -> tuple[Span, ...]:
        return tuple(number.span for number in find_numbers(self._text, Span(0, len(self._text))))

    def dated(self) -> FoundDeadline | None:
        patterns = (_DATED, _PERIOD, _UNTIL, HOLIDAY.compiled)
        found = [self._from(match) for pattern in patterns for match in self._each(pattern)]
        kept = [one for one in found if one is not None]
        first = min(kept, key=lambda one: (one.span.start, -one.span.end), default=None)
        if first is None:
            return None
        if first.span in self._ranges:  # «số liệu từ ngày ... đến ngày ...; gửi trước ngày ...»
            after = (one for one in kept if one.span not in self._ranges and one.span.start >= first.span.end)
            first = next((one for one in after if one.deadline.days), first)
        first = self._refined(first, kept)
        beside = self._beside()
        return replace(first, deadline=replace(first.deadline, recurrence=beside)) if beside else first

    def _refined(self, first: FoundDeadline, kept: Sequence[FoundDeadline]) -> FoundDeadline:
        """A day said after «trong năm 2025», «trong dịp Tết» is what the work is due by; so is «chậm nhất ngày ...»
        after any period.
        """
        words = fold(first.deadline.words)
        is_wide = _A_YEAR.match(words) or (HOLIDAY.compiled.match(words) and not words.startswith(("truoc ", "xong ")))
        dated = [one for one in kept if one.deadline.days and not one.deadline.is_period and one is not first]
        if first.deadline.is_period and not is_wide:
            after = (one for one in dated if one.span.start >= first.span.end)
            dated = [one for one in after if fold(one.deadline.words).startswith(("cham ", "muon "))]
            is_wide = bool(dated)
        return next(iter(dated), first) if is_wide else first

    def _from(self, match: re.Match[str]) -> FoundDeadline | None:
        start = self._visible_start(match) if _has_word(match) else match.start()
        often = (
            _OFTEN_BEFORE.search(self._folded, max(0, match.start() - 60), match.start())
            if match.re is _DATED
            else None
        )
        start = often.start() if often else start  # «định kỳ trước ngày 05/7 và 10/01» comes back
        later = OTHER_YEAR.match(self._folded, match.end()) or LUNAR_AFTER.match(self._folded, match.end())
        if later is not None:
            return self._open(Span(start, later.end()), DoubtKind.NOT_UNDERSTOOD)
        found = self._deadline_in(Span(start, match.end()))
        if found is not None and found.deadline.year_assumed and self._is_set_but_over(match, found.deadline):
            self.over = self.over or self._open(found.span, DoubtKind.YEAR_MISSING)
        if found is None or self._is_cited(match) or self._is_past(match, found.deadline):
            self._rejected.append(Span(match.start(), match.end()))
            return None
        if match.re is _UNTIL:
            self._ranges.append(found.span)
        return found

    def _open(self, span: Span, kind: DoubtKind) -> FoundDeadline:
        """Words that set a day of another year: which one, a person says."""
        words = squeeze(span.of(self._text)).rstrip(" ,;.")
        return FoundDeadline(Deadline(words, doubts=(Doubt(kind, words),)), span)

    def _is_set_but_over(self, match: re.Match[str], deadline: Deadline) -> bool:
        """«trình trước ngày 15/01» of a letter given in March: another year's, or an error; never dropped."""
        before = self._folded[max(0, match.start() - 60) : match.start()]
        is_set = _has_word(match) and match["by"].startswith(("truoc", "cham", "muon", "han"))
        is_over = bool(self._issued and deadline.on and deadline.on < self._issued)
        return is_set and is_over and not PAST.search(before)

    def _deadline_in(self, span: Span) -> FoundDeadline | None:
        words = BROKEN_DATE.sub("", squeeze(span.of(self._text)).rstrip(" ,;."))
        deadline = read_deadline(words, issued=self._issued, year=self._year)
        return FoundDeadline(deadline, span) if deadline else None

    def _visible_start(self, match: re.Match[str]) -> int:
        """«hoàn thành trước ngày ...» begins with «trước»; a label («Thời hạn:») is left out."""
        by = match["by"]
        if by.endswith(":") or by == "vao":
            return match.start("when")
        inner = re.match(
            r"(?:hoan\s+thanh|xong)\s+(?=trong|vao|xong|truoc|den)|(?:hoan\s+thanh)\s+|phan\s+dau\s+(?=den)", by + " "
        )
        return min(match.start() + inner.end(), match.start("when")) if inner else match.start()

    def _is_cited(self, match: re.Match[str]) -> bool:
        return any(span.end <= match.start() <= span.end + 3 and match.re is not _PERIOD for span in self._cited)

    def _is_past(self, match: re.Match[str], deadline: Deadline) -> bool:
        before = self._folded[max(0, match.start() - 60) : match.start()]
        by = match["by"] if _has_word(match) else ""
        is_until = by.startswith(("truoc", "cham", "muon", "xong"))
        if self._is_over(deadline):
            return True
        if PAST.search(before) and not (is_until and FIGURES.search(before)):
            return not (is_until and match.re is _DATED and self._is_ahead(deadline))  # «đã đăng ký trước ngày ...»
        if self._is_festive(match) or (by in {"den het", "cho den"} and self._is_ahead(deadline)):
            return False
        if not by or by in {"vao", "den het", "het", "cho den"}:
            return VERB_BEFORE.search(before) is None and not (match.re is _UNTIL and self._begins_ahead(match))
        return match.re is _PERIOD and by == "trong" and self._is_mere_year(match)

    def _is_over(self, deadline: Deadline) -> bool:
        if self._issued and deadline.on and deadline.on < self._issued:
            return True
        return self._issued is None and bool(self._year and deadline.on and deadline.on.year < self._year)

    @staticmethod
    def _is_festive(match: re.Match[str]) -> bool:
        """A time by a festival or the lunar calendar: nobody dates papers so."""
        return match.re is HOLIDAY.compiled or IS_LUNAR.search(match[0]) is not None

    def _is_ahead(self, deadline: Deadline) -> bool:
        return bool(self._issued and deadline.on and deadline.on > self._issued)

    def _begins_ahead(self, match: re.Match[str]) -> bool:
        """«từ ngày 10/01/2026 đến ngày ...» that begins after the letter was given: a time to work in."""
        begins = read_deadline(
            match[0][: match.start("when") - match.start()].strip(" -").removeprefix("tu "), issued=self._issued
        )
        return self._issued is not None and begins is not None and begins.on is not None and begins.on >= self._issued

    def _is_mere_year(self, match: re.Match[str]) -> bool:
        """«trong năm 2025» is a deadline only of something to be finished or done."""
        if re.match(r"nam\b|\d{4}", match["when"]) is None or CLOSES.match(self._folded, match.end()):
            return False
        return _DONE.search(self._folded, max(0, match.start() - 120), match.start()) is None

    def clock(self) -> FoundDeadline | None:
        for match in self._each(_CLOCK):
            # «trong 02 giờ làm việc» allows time, «trong 03 ngày» may tell how long
            is_work = " ".join(match["unit"].split()) in {"gio lam viec", "ngay lam viec"}
            is_due = self._is_allowed_for(match)
            if match["since"] or is_work or is_due or not re.match(r"trong\s+(?!vong|thoi|khong|toi)", match[0]):
                return self._deadline_in(Span(match.start(), match.end()))
        return None

    def _is_allowed_for(self, match: re.Match[str]) -> bool:
        """«báo cáo Thường trực trong 15 ngày.»: time for something to be handed in or over."""
        is_last = CLOSES.match(self._folded, match.end()) is not None
        return is_last and HANDED.search(self._folded, max(0, match.start() - 90), match.start()) is not None

    def today(self) -> FoundDeadline | None:
        match = TODAY.search(self._folded)
        return self._deadline_in(Span(match.start(), match.end())) if match is not None else None

    def relative(self) -> FoundDeadline | None:
        match = next(self._each(_RELATIVE), None)
        if match is None and ("truoc" in self._folded or "trong" in self._folded):
            match = AHEAD.search(self._folded)
        return self._deadline_in(Span(match.start(), match.end())) if match is not None else None

    def session(self) -> FoundDeadline | None:
        session = AT_SESSION.search(self._folded)
        return self._deadline_in(Span(*session.span("when"))) if session else None

    def monthly(self) -> FoundDeadline | None:
        found = (pattern.search(self._folded) for pattern in (AT_HOUR_OF_EACH, MONTHLY, DAY_IN_EACH))
        match = next(filter(None, found), None)
        if match is None:
            return None
        return self._deadline_in(Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end()))

    def periodic(self) -> FoundDeadline | None:
        match = PERIODIC.search(self._folded)
        if match is not None:
            return self._deadline_in(Span(match.start(), match.start() + len(match[0].rstrip(" ,"))))
        habit = HABIT.search(self._folded)
        if habit is None:
            times = self._times()
            return self._deadline_in(Span(*times.span())) if times else None
        name = next(name for name in ("often", "often2", "often3") if habit[name])
        return self._deadline_in(Span(*habit.span(name)))

    def bare_day(self) -> FoundDeadline | None:
        """«họp sáng ngày 12/3», «báo cáo ngày 15/3/2026»: a day ahead behind what is to be done, without «trước»."""
        for match in BARE_DAY.finditer(self._folded) if DIGIT.search(self._folded) else ():
            at = match.start()
            is_told = not self._text[:at].strip() or any(
                span.start <= at < span.end + 12 for span in (*self._cited, *self._rejected)
            )
            if is_told or NO_DUE_DAY.search(self._folded, max(0, at - 110), at):
                continue
            if lunar := LUNAR_AFTER.match(self._folded, match.end()):
                return self._open(Span(at, lunar.end()), DoubtKind.NOT_UNDERSTOOD)
            found = self._deadline_in(Span(at, match.end()))
            if found and found.deadline.on and self._is_to_come(found.deadline.on):
                return found
        return None

    def _is_to_come(self, on: date) -> bool:
        return on > self._issued if self._issued else self._year is not None and on.year >= self._year

    def _times(self) -> re.Match[str] | None:
        if any(word in self._folded for word in A_TIME):
            times = TIMES.search(self._folded)
            if times is not None:
                return times
        end = AT_END_OF_EACH.search(self._folded)
        if end is not None:
            return end
        bare = BARE_OFTEN.finditer(self._folded)
        return next((one for one in bare if self._is_of_doing(one.start())), None)

    def _is_of_doing(self, at: int) -> bool:
        """«nắm tiến độ hằng ngày» says how often, «đời sống hằng ngày» does not."""
        before = self._folded[max(0, at - 14) : at]
        return before[-1:].isspace() and OF_LIFE.search(before) is None

    def unread(self) -> FoundDeadline | None:
        """Words that set a time which the grammar does not know: kept, never dropped; what was past stays out."""
        minutes = MINUTES.search(self._folded)
        if minutes is not None:
            return self._deadline_in(Span(*minutes.span()))
        for match in self._each(_UNREAD):
            before = self._folded[max(0, match.start() - 200) : match.start()]
            if any(span.start < match.end() and match.start() < span.end for span in self._rejected):
                continue
            if PAST.search(before[-60:]) or VERB_BEFORE.search(before) is None:
                continue
            found = self._deadline_in(Span(match.start(), match.end()))
            if found and found.deadline.doubted(DoubtKind.NOT_UNDERSTOOD):
                return found
        return None

    def _beside(self) -> Recurrence | None:
        match = PERIODIC.search(self._folded)
        deadline = read_deadline(match[0]) if match else None
        return deadline.recurrence if deadline else None
