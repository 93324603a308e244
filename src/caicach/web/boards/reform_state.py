"""The state of the reform on one page: figures of every room beside those of a month before. Only what has figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.urls import reverse

from caicach.indices import queries as indices
from caicach.indices.domain.cycle import Step
from caicach.inspections import finding_queries
from caicach.inspections.domain.cycle import UNMENDED, FindingState
from caicach.kernel.access import Actor, Permission
from caicach.kernel.metrics import Measured, listed, measure
from caicach.kernel.periods import Period, PeriodKind, period_of
from caicach.kernel.said import Said, plain, tell
from caicach.organisations import queries as organisations
from caicach.plans import queries as plans
from caicach.plans.domain.boards import LeaderBoard
from caicach.plans.domain.states import DONE, TaskState
from caicach.plans.domain.tasks import GroupBy, TaskFilters
from caicach.regimes import queries as regimes

MONTH: Final = timedelta(days=28)  # whole weeks, as the boards count
_PERIODS: Final = 3
_ROOMS: Final = ("dossiers", "procedures", "surveys")
_INSPECTED: Final = (
    "inspections.held_count",
    "inspections.inspected_units",
    "inspections.finding_count",
    "inspections.due_count",
    "inspections.mended_in_time_count",
)


@dataclass(frozen=True, slots=True)
class StateLine:
    """A figure now and a month before; ``before`` None where no state of that day is kept."""

    title: Said
    now: Decimal | int | Said
    before: Decimal | int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class StateSection:
    title: Said
    lines: tuple[StateLine, ...]


@dataclass(frozen=True, slots=True)
class YearToDate:
    """From the first of January up to a day."""

    last: date

    @property
    def id(self) -> str:
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"

    @property
    def first(self) -> date:
        return date(self.last.year, 1, 1)


def reform_state(actor: Actor, on: date) -> tuple[StateSection, ...]:
    """Sections without a figure are left out."""
    board = plans.leader_board(actor, on=on, today=on, by=GroupBy.AREA, filters=TaskFilters())
    sections = (
        StateSection(tell("Cần quyết định"), tuple(_to_decide(actor, board, on))),
        StateSection(tell("Nhiệm vụ"), tuple(_tasks(board))),
        StateSection(tell("Chỉ số"), tuple(_scores(actor))),
        StateSection(tell("Kiểm tra từ đầu năm"), tuple(_inspected(on))),
        StateSection(tell("Tồn tại qua kiểm tra"), tuple(_findings(actor, on))),
        StateSection(tell("Báo cáo định kỳ"), tuple(_periodic(actor))),
        StateSection(tell("Hồ sơ, thủ tục, khảo sát"), tuple(_rooms(on))),
    )
    return tuple(section for section in sections if section.lines)


def _to_decide(actor: Actor, board: LeaderBoard, on: date) -> Iterator[StateLine]:
    yield StateLine(tell("Báo cáo nhiệm vụ chờ chấp nhận"), board.counts.waiting, None, reverse("web:leader_board"))
    sent = sum(line.sent for line in regimes.periods_open(actor))
    yield StateLine(tell("Báo cáo định kỳ chờ chấp nhận"), sent, None, reverse("web:periodic"))
    if actor.may(Permission.INSPECTION_SEE_ALL):
        late = sum(1 for one in finding_queries.findings(actor, on=on) if one.state is FindingState.LATE)
        yield StateLine(tell("Tồn tại quá hạn khắc phục"), late, None, reverse("web:inspection_findings"))


def _tasks(board: LeaderBoard) -> Iterator[StateLine]:
    then = next((point for point in board.trend if point.on == board.on - MONTH), None)
    address, counts = reverse("web:leader_board"), board.counts
    done = sum(counts.of(state) for state in DONE)
    yield StateLine(tell("Tổng số"), counts.total, then.total if then else None, address)
    yield StateLine(tell("Quá hạn"), counts.of(TaskState.OVERDUE), then.late if then else None, address)
    yield StateLine(tell("Đã hoàn thành"), done, then.done if then else None, address)


def _scores(actor: Actor) -> Iterator[StateLine]:
    """The newest result that was published, and the years that run: how many units have locked their scores."""
    rows = indices.years(actor)
    published = next((row for row in rows if row.head.step is Step.PUBLISHED), None)
    for row in rows:
        title = tell("{name} năm {year}", name=row.head.set_name, year=str(row.head.year))
        if row is published:
            address = reverse("web:index_result", args=[row.head.id])
            yield StateLine(title, tell("đã công bố"), None, address)
        elif row.head.step is not Step.PUBLISHED:
            told = tell("{locked} trên {units} đơn vị đã khóa điểm", locked=row.locked, units=row.units)
            yield StateLine(title, told, None, reverse("web:index_year", args=[row.head.id]))


def _inspected(on: date) -> Iterator[StateLine]:
    titles = {one.name: one.title for one in listed()}
    codes = [unit.code for unit in organisations.units_on(on)]
    then = on - MONTH if (on - MONTH).year == on.year else None
    for name in _INSPECTED:
        now = _sum(name, codes, on)
        if now is not None:
            address = reverse("web:inspections")
            yield StateLine(titles[name], now, _sum(name, codes, then) if then else None, address)


def _sum(name: str, codes: list[str], on: date) -> Decimal | None:
    """None where no unit has a figure."""
    known = [one.value for one in measure(name, codes, YearToDate(on)).values() if isinstance(one, Measured)]
    return sum(known, Decimal(0)) if known else None


def _findings(actor: Actor, on: date) -> Iterator[StateLine]:
    found = finding_queries.findings(actor, on=on)
    if not found:
        return
    address = reverse("web:inspection_findings")
    yield StateLine(tell("Chưa khắc phục"), sum(1 for one in found if one.state in UNMENDED), None, address)
    yield StateLine(tell("Lặp lại"), sum(1 for one in found if one.times > 1), None, f"{address}?lap-lai=1")


def _periodic(actor: Actor) -> Iterator[StateLine]:
    for line in regimes.periods_open(actor)[:_PERIODS]:
        title = tell("{subject}, {period}", subject=plain(line.form.subject), period=line.period.said)
        told = tell(
            "{accepted} trên {total} đơn vị đã được chấp nhận, {late} gửi muộn",
            accepted=line.accepted,
            total=line.total,
            late=line.late,
        )
        yield StateLine(title, told, None, reverse("web:periodic_period", args=[line.form.id, line.period.id]))


def _rooms(on: date) -> Iterator[StateLine]:
    """Metrics of the last quarter that is over: from the lowest unit to the highest, for sums of shares say nothing."""
    period: Period = period_of(PeriodKind.QUARTER, on).previous
    codes = [unit.code for unit in organisations.units_on(period.last)]
    for one in listed():
        if one.name.partition(".")[0] not in _ROOMS:
            continue
        figures = measure(one.name, codes, period).values()
        values = sorted(figure.value for figure in figures if isinstance(figure, Measured))
        if values and values[-1]:
            told = tell("{least} đến {most} ({units} đơn vị)", least=values[0], most=values[-1], units=len(values))
            yield StateLine(one.title, told)
