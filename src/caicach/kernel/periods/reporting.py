"""Windows of reporting regimes: the figures of a report close on the 14th, before the calendar period is over.

A window belongs to a calendar period: it opens on the 15th of the month before the period and closes on the 14th of
the period's last month. Half-year and year windows are cumulative, which is why the reform regime has no report for
the second and fourth quarters. A regime is data with its source; a province states its own, with earlier due dates for
its units, as another ``Regime`` value: a due date is never a constant of the program.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caicach.kernel.calendar.working import WorkingCalendar
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.periods.values import Period, PeriodKind, period_of
from caicach.kernel.said import Said, tell


class ReportingLevel(StrEnum):
    """Who sends the report to whom; each has its own due date (Nghị định 09/2019/NĐ-CP, Điều 8(5))."""

    UNIT_TO_PROVINCE = "unit_to_province"
    UNIT_TO_MINISTRY = "unit_to_ministry"
    PROVINCE_TO_MINISTRY = "province_to_ministry"
    PROVINCE_TO_GOVERNMENT = "province_to_government"
    MINISTRY_TO_LEAD = "ministry_to_lead"  # to the ministry that leads the regime
    LEAD_TO_GOVERNMENT = "lead_to_government"


@dataclass(frozen=True, slots=True)
class DueRule:
    """Due on ``day`` of the period's last month, or of the month ``months_before`` that; ``source`` says who set it."""

    kind: PeriodKind
    level: ReportingLevel
    day: int
    source: str
    months_before: int = 0

    def due_on(self, period: Period) -> date:
        """As the regime states it, also where that is a day off: no rule that moves it was seen."""
        month = period_of(PeriodKind.MONTH, period.last)
        for _ in range(self.months_before):
            month = month.previous
        return month.first.replace(day=self.day)


@dataclass(frozen=True, slots=True)
class ReportingWindow:
    """What one report covers: ``opens_on`` to ``closes_on``, both included."""

    regime: "Regime"
    period: Period
    opens_on: date
    closes_on: date

    @property
    def id(self) -> str:
        """Which regime and which period: ``reform-2023Q1``."""
        return f"{self.regime.code}-{self.period.id}"

    @property
    def first(self) -> date:
        return self.opens_on

    @property
    def last(self) -> date:
        return self.closes_on

    def __contains__(self, on: date) -> bool:
        return self.opens_on <= on <= self.closes_on

    def due_on(self, level: ReportingLevel) -> date:
        """The due date at that level, or NotFound where the regime has none: it is never borrowed from another."""
        for rule in self.regime.due:
            if (rule.kind, rule.level) == (self.period.kind, level):
                return rule.due_on(self.period)
        raise NotFound(
            "reporting.no_due_date",
            what="Chế độ báo cáo «{regime}» chưa có hạn nộp cho kỳ {period} ở cấp này.",
            why="Hạn nộp do từng cấp quy định, hệ thống không tự đặt.",
            todo="Hãy nhập hạn nộp theo văn bản của tỉnh.",
            regime=self.regime.title,
            period=self.period.said,
        )


@dataclass(frozen=True, slots=True)
class Regime:
    """A reporting regime: which periods are reported, how their windows lie, when reports are due.

    ``reports`` names each kind with the numbers within the year. ``source`` is the document that sets the windows;
    ``issued_on`` is None where its date was not seen. Windows that close before ``in_force_from`` belong to the regime
    before it; the one that holds that day is told by this one.
    """

    code: str
    title: Said
    source: str
    issued_on: date | None
    reports: tuple[tuple[PeriodKind, tuple[int, ...]], ...]
    due: tuple[DueRule, ...] = ()
    opening_day: int = 15
    in_force_from: date | None = None

    def window(self, period: Period) -> ReportingWindow:
        """The window of a period, or NotFound where the regime asks for no such report.

        >>> window = REFORM_TO_MINISTRY.window(Period(PeriodKind.HALF, date(2023, 1, 1)))
        >>> window.opens_on.isoformat(), window.closes_on.isoformat()
        ('2022-12-15', '2023-06-14')
        >>> window.due_on(ReportingLevel.PROVINCE_TO_MINISTRY).isoformat()
        '2023-06-20'
        """
        if not any(period.kind is kind and period.index in numbers for kind, numbers in self.reports):
            raise NotFound(
                "reporting.no_report",
                what="Chế độ báo cáo «{regime}» không có báo cáo {period}.",
                why="Kỳ báo cáo theo {source}.",
                todo="Hãy chọn một kỳ khác.",
                regime=self.title,
                period=period.said,
                source=self.source,
            )
        window = self.bounds(period)
        if not self._is_told(window):
            raise NotFound(
                "reporting.not_in_force",
                what="Chế độ báo cáo «{regime}» chưa áp dụng cho kỳ {period}.",
                why="Số liệu của kỳ chốt ngày {closes}, trước ngày {source} có hiệu lực ({in_force}).",
                todo="Hãy dùng chế độ báo cáo của thời điểm đó.",
                regime=self.title,
                period=period.said,
                closes=f"{window.closes_on:%d/%m/%Y}",
                source=self.source,
                in_force=f"{self.in_force_from:%d/%m/%Y}",
            )
        return window

    def bounds(self, period: Period) -> ReportingWindow:
        """What a report of the period would cover, whether the regime asks for it or not."""
        opens = period_of(PeriodKind.MONTH, period.first).previous.first.replace(day=self.opening_day)
        closes = period_of(PeriodKind.MONTH, period.last).first.replace(day=self.opening_day) - timedelta(days=1)
        return ReportingWindow(self, period, opens, closes)

    def _is_told(self, window: ReportingWindow) -> bool:
        return self.in_force_from is None or window.closes_on >= self.in_force_from

    def windows(self, year: int) -> tuple[ReportingWindow, ...]:
        """Every window of the year's reports, in the order in which they close; shorter ones first.

        >>> [(w.period.id, f"{w.opens_on:%d/%m/%Y}", f"{w.closes_on:%d/%m}") for w in REFORM_TO_MINISTRY.windows(2023)]
        [('2023Q1', '15/12/2022', '14/03'), ('2023H1', '15/12/2022', '14/06'),
         ('2023Q3', '15/06/2023', '14/09'), ('2023', '15/12/2022', '14/12')]
        """
        found = [window for period in self._periods(year) if self._is_told(window := self.bounds(period))]
        return tuple(sorted(found, key=lambda window: (window.closes_on, -window.opens_on.toordinal())))

    def _periods(self, year: int) -> tuple[Period, ...]:
        return tuple(
            Period(kind, date(year, (number - 1) * kind.months + 1, 1))
            for kind, numbers in self.reports
            for number in numbers
        )


def check_due_after_closing(window: ReportingWindow, level: ReportingLevel, calendar: WorkingCalendar) -> None:
    """InvalidInput where less than one working day lies between closing and due date (NĐ 09/2019, Điều 8(5))."""
    due, earliest = window.due_on(level), calendar.add_working_days(window.closes_on, 1)
    if due < earliest:
        raise InvalidInput(
            "reporting.due_too_early",
            what="Hạn nộp báo cáo {period} là {due}, sớm hơn {earliest}.",
            why="Hạn nộp phải sau ngày chốt số liệu ({closes}) ít nhất một ngày làm việc "
            "(Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5).",
            todo="Hãy chọn hạn nộp từ {earliest} trở đi.",
            period=window.period.said,
            due=f"{due:%d/%m/%Y}",
            earliest=f"{earliest:%d/%m/%Y}",
            closes=f"{window.closes_on:%d/%m/%Y}",
        )


def _due_every(kinds: tuple[PeriodKind, ...], level: ReportingLevel, day: int, source: str) -> tuple[DueRule, ...]:
    return tuple(DueRule(kind, level, day, source) for kind in kinds)


_QUARTERS_ON = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)

# Windows as printed in 581/BNV-CCHC; "by the 20th of the last month of the period" is its rule, for ministries and
# provinces alike.
REFORM_TO_MINISTRY = Regime(
    code="reform",
    title=tell("Báo cáo công tác cải cách hành chính"),
    source="Công văn 581/BNV-CCHC",
    issued_on=None,
    reports=((PeriodKind.QUARTER, (1, 3)), (PeriodKind.HALF, (1,)), (PeriodKind.YEAR, (1,))),
    due=(
        *_due_every(_QUARTERS_ON, ReportingLevel.PROVINCE_TO_MINISTRY, 20, "Công văn 581/BNV-CCHC"),
        *_due_every(_QUARTERS_ON, ReportingLevel.MINISTRY_TO_LEAD, 20, "Công văn 581/BNV-CCHC"),
    ),
)

GENERAL = Regime(
    code="general",
    title=tell("Báo cáo định kỳ của cơ quan hành chính nhà nước"),
    source="Nghị định 09/2019/NĐ-CP, Điều 12",
    issued_on=date(2019, 1, 24),
    reports=(
        (PeriodKind.MONTH, tuple(range(1, 13))),
        (PeriodKind.QUARTER, (1, 2, 3, 4)),
        (PeriodKind.HALF, (1, 2)),
        (PeriodKind.YEAR, (1,)),
    ),
    due=_due_every(
        (PeriodKind.MONTH, *_QUARTERS_ON),
        ReportingLevel.PROVINCE_TO_GOVERNMENT,
        25,
        "Nghị định 09/2019/NĐ-CP, Điều 13",
    ),
)

_TT_09_DUE = "Thông tư 09/2026/TT-BTP, Điều 11"
_MONTHS_ON = (PeriodKind.MONTH, *_QUARTERS_ON)

# In force 01/8/2026. In March, June, September and December the longer report takes the month's place (Điều 9); windows
# as NĐ 09/2019 Điều 12 (Điều 10); due dates by Điều 11.
PROCEDURE_CONTROL = Regime(
    code="procedure-control",
    title=tell("Báo cáo công tác kiểm soát thủ tục hành chính"),
    source="Thông tư 09/2026/TT-BTP, Điều 9 đến 11",
    issued_on=date(2026, 6, 15),
    reports=(
        (PeriodKind.MONTH, (1, 2, 4, 5, 7, 8, 10, 11)),
        (PeriodKind.QUARTER, (1, 3)),
        (PeriodKind.HALF, (1,)),
        (PeriodKind.YEAR, (1,)),
    ),
    due=(
        *_due_every(_MONTHS_ON, ReportingLevel.UNIT_TO_PROVINCE, 20, _TT_09_DUE),
        *_due_every(_MONTHS_ON, ReportingLevel.PROVINCE_TO_MINISTRY, 23, _TT_09_DUE),
        *_due_every(_MONTHS_ON, ReportingLevel.UNIT_TO_MINISTRY, 20, _TT_09_DUE),
        *_due_every(_MONTHS_ON, ReportingLevel.MINISTRY_TO_LEAD, 23, _TT_09_DUE),
        DueRule(PeriodKind.YEAR, ReportingLevel.LEAD_TO_GOVERNMENT, 25, _TT_09_DUE),
    ),
    in_force_from=date(2026, 8, 1),
)

REGIMES: tuple[Regime, ...] = (REFORM_TO_MINISTRY, GENERAL, PROCEDURE_CONTROL)
