"""A made year of dossiers of a province, from a seed: rows as a one-stop system exports them. No person is in it.

How much comes follows the year (few before Tết, many after); how late units are is drawn for each unit. Nothing of it
says anything of a real unit or procedure: codes of procedures begin with VD.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from caicach.kernel.calendar.hours import WorkingTime

SOURCE: Final = "Một cửa điện tử (dữ liệu ví dụ)"
COLUMNS: Final = (
    "Mã hồ sơ",
    "Thời điểm",
    "Trạng thái",
    "Đơn vị",
    "Cơ quan",
    "Mã TTHC",
    "Lĩnh vực",
    "Kênh",
    "Hẹn trả",
)
TRAIT_COLUMNS: Final = (
    "Phí, lệ phí",
    "Thanh toán trực tuyến",
    "Kết quả điện tử",
    "Số hóa thành phần hồ sơ",
    "Tái sử dụng dữ liệu",
    "Được lấy từ kho",
    "Xác thực VNeID",
    "Không hài lòng",
)
_FREE: Final = frozenset({"VD.03", "VD.05"})
_REACHED: Final = (0.72, 0.35, 0.14, 0.03, 0.41, 0.004)
"""How often a dossier has what the columns from the electronic result on say."""
_AGENCY_CODE: Final = "000.00.H27"


@dataclass(frozen=True, slots=True)
class MadeProcedure:
    code: str
    field: str
    days: int
    of_communes: bool
    share: int


PROCEDURES: Final = (
    MadeProcedure("VD.01", "Hộ tịch", 1, True, 24),
    MadeProcedure("VD.02", "Chứng thực", 1, True, 26),
    MadeProcedure("VD.03", "Bảo trợ xã hội", 10, True, 12),
    MadeProcedure("VD.04", "Đất đai", 15, True, 20),
    MadeProcedure("VD.05", "Người có công", 12, True, 8),
    MadeProcedure("VD.06", "Hộ kinh doanh", 3, True, 10),
    MadeProcedure("VD.11", "Đất đai", 20, False, 24),
    MadeProcedure("VD.12", "Xây dựng", 15, False, 16),
    MadeProcedure("VD.13", "Doanh nghiệp", 3, False, 30),
    MadeProcedure("VD.14", "Lý lịch tư pháp", 10, False, 14),
    MadeProcedure("VD.15", "Giao thông vận tải", 5, False, 16),
)


@dataclass(frozen=True, slots=True)
class MadeUnit:
    """``share``: how much of its kind's work comes to it."""

    name: str
    is_commune: bool


def limits_text() -> str:
    """The limits of the made procedures, as a person would write them."""
    lines = ["by: ma_tthc", "limits:", *(f"  {one.code}: {{working_days: {one.days}}}" for one in PROCEDURES)]
    return "\n".join([*lines, ""])


def made_rows(
    units: Sequence[MadeUnit], clock: WorkingTime, *, year: int, until: datetime, count: int, seed: int = 766
) -> Iterator[tuple[str, ...]]:
    """Steps in the order of dossiers; what would happen after ``until`` has not."""
    draw = random.Random(seed)  # noqa: S311 -- no secret: an example
    days = [day.on for day in clock.days() if day.shifts and day.on.year == year and day.on <= until.date()]
    busy = [_busy(day) for day in days]
    communes = [unit for unit in units if unit.is_commune]
    others = [unit for unit in units if not unit.is_commune]
    habits = {unit: draw.choice((0.01, 0.02, 0.03, 0.04, 0.06, 0.09, 0.18)) for unit in units}
    chosen_days = sorted(draw.choices(days, busy, k=count)) if days else []
    numbers: dict[date, int] = {}
    for day in chosen_days:
        is_commune = draw.random() < 0.7 if others else True
        unit = draw.choice(communes if is_commune and communes else others or communes)
        numbers[day] = numbers.get(day, 0) + 1
        code = f"{_AGENCY_CODE}-{day:%y%m%d}-{numbers[day]:04}"
        yield from _dossier(draw, clock, code, unit, habits[unit], day, until)


def with_traits(rows: Iterable[tuple[str, ...]], *, seed: int = 766) -> Iterator[tuple[str, ...]]:
    """The rows of each dossier, the first of them with what index 766 asks of it."""
    draw = random.Random(seed)  # noqa: S311 -- no secret: an example
    nothing = ("",) * len(TRAIT_COLUMNS)
    before = ""
    for row in rows:
        if row[0] == before:
            yield (*row, *nothing)
            continue
        before, is_free = row[0], row[5] in _FREE
        paid = "" if is_free else str(int(draw.random() < (0.9 if row[7] in {"2", "4"} else 0.3)))
        yield (*row, "0" if is_free else "30.000", paid, *(str(int(draw.random() < rate)) for rate in _REACHED))


def _busy(day: date) -> float:
    """Weights by month: little in February before Tết, much after."""
    return {1: 1.1, 2: 0.7, 3: 1.4, 6: 0.9, 7: 1.1}.get(day.month, 1.0)


def _dossier(
    draw: random.Random, clock: WorkingTime, code: str, unit: MadeUnit, habit: float, day: date, until: datetime
) -> Iterator[tuple[str, ...]]:
    known = [one for one in PROCEDURES if one.of_communes == unit.is_commune]
    (procedure,) = draw.choices(known, [one.share for one in known])
    (channel,) = draw.choices(("2", "4", "1", "3"), (55, 10, 30, 5))
    received = _moment(draw, clock, day)
    steps: list[tuple[datetime, str, str]] = []
    if channel in {"2", "4"}:
        steps.append((received - timedelta(minutes=draw.randrange(5, 400)), "1", ""))
    starts_on = clock.calendar.next_working_day(day) if received.hour >= 15 else day
    promised = clock.calendar.add_working_days(starts_on, procedure.days)
    if draw.random() < 0.008:
        steps.append((received, "3", ""))
    else:
        steps += _course(draw, clock, unit, procedure, received, promised, habit)
    for at, state, agency in steps:
        if at <= until:
            due = f"{promised:%d/%m/%Y}" if state == "2" else ""
            yield (
                code,
                f"{at:%d/%m/%Y %H:%M}",
                state,
                unit.name,
                agency or unit.name,
                procedure.code,
                procedure.field,
                channel,
                due,
            )


def _course(
    draw: random.Random,
    clock: WorkingTime,
    unit: MadeUnit,
    procedure: MadeProcedure,
    received: datetime,
    promised: date,
    habit: float,
) -> Iterator[tuple[datetime, str, str]]:
    """From the receipt on: handled, perhaps a supplement, an end in time or not."""
    calendar = clock.calendar
    yield received, "2", ""
    at, due = received, promised
    if procedure.days > 3 and draw.random() < 0.09:
        at = _later(draw, clock, at, draw.choice((1, 1, 2, 3, 5)))
        yield at, "5", ""
        at = _later(draw, clock, at, draw.randrange(1, 9))
        yield at, "4", ""
        due = calendar.add_working_days(at.date(), procedure.days)
        if draw.random() < 0.04:
            at = _later(draw, clock, at, 1)
            yield at, "5", ""
            at = _later(draw, clock, at, 2)
            yield at, "4", ""
            due = calendar.add_working_days(at.date(), procedure.days)
    else:
        at = at + timedelta(minutes=draw.randrange(5, 90))
        yield at, "4", ""
    if draw.random() < 0.006:
        yield _later(draw, clock, at, 1), "7", ""
        return
    if procedure.days >= 15 and draw.random() < 0.3:
        at = _later(draw, clock, at, max(1, procedure.days // 4))
        yield at, "transferred", "Chi nhánh Văn phòng đăng ký đất đai"
    left = max(calendar.working_days_between(at.date(), due), 0)
    if draw.random() < habit:
        if draw.random() < 0.5:
            letter = datetime.combine(calendar.add_working_days(due, -1), datetime.min.time()) + timedelta(hours=9)
            if letter > at:
                yield letter, "apologised", ""
        done = _later(draw, clock, datetime.combine(due, at.time()), draw.choice((1, 1, 2, 3, 5, 9, 16)))
    else:
        done = (
            _later(draw, clock, at, draw.randint(left // 3, left))
            if left
            else at + timedelta(minutes=draw.randrange(10, 60))
        )
    yield done, "9", ""
    if draw.random() < 0.96:
        yield _later(draw, clock, done, draw.choice((0, 0, 1, 2))) + timedelta(minutes=20), "10", ""


def _moment(draw: random.Random, clock: WorkingTime, day: date) -> datetime:
    shift = draw.choice(clock.hours.shifts_on(day))
    minutes = (shift.closes - shift.opens) // timedelta(minutes=1)
    return datetime.combine(day, datetime.min.time()) + shift.opens + timedelta(minutes=draw.randrange(minutes))


def _later(draw: random.Random, clock: WorkingTime, at: datetime, days: int) -> datetime:
    """So many working days later, in office hours and not before ``at``."""
    found = _moment(draw, clock, clock.calendar.add_working_days(at.date(), days))
    return max(found, at + timedelta(minutes=5))
