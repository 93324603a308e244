"""Cases against their limits: the same as judging each case by the calendar, one by one."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from caicach.dossiers.analysing import Question, analyse
from caicach.dossiers.domain.analysis import OnTime
from caicach.dossiers.domain.limits import LimitUnit
from caicach.dossiers.limits_reading import read_limits
from caicach.kernel.calendar import load_calendar
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.errors import InvalidInput

pytestmark = pytest.mark.slow  # the columnar engine, some forty milliseconds a log

TODAY = date(2026, 11, 29)


def judged(rows: list[tuple[str, str, datetime, str]], limits: str, folder: Path, **question: object) -> OnTime:
    path = folder / "log.csv"
    lines = (f"{case},{activity},{at.isoformat()},{more}" for case, activity, at, more in rows)
    path.write_text("\n".join(("case_id,activity,time,ma_tthc", *lines, "")), encoding="utf-8")
    found = analyse(path, Question(limits=read_limits(Path("han.yaml"), limits), **question), today=TODAY)
    assert found.on_time is not None
    return found.on_time


def is_late(start: datetime, end: datetime, count: int, unit: LimitUnit) -> bool:
    calendar, clock = load_calendar(), working_time_in_force()
    match unit:
        case LimitUnit.WORKING_DAYS:
            return end.date() > calendar.add_working_days(start.date(), count)
        case LimitUnit.DAYS:
            last = start.date() + timedelta(days=count)
            return end.date() > (last if calendar.is_working_day(last) else calendar.next_working_day(last))
        case LimitUnit.WORKING_HOURS:
            return clock.between(start, end) > timedelta(hours=count)
        case LimitUnit.HOURS:
            return end - start > timedelta(hours=count)


@pytest.mark.parametrize("unit", LimitUnit)
def test_three_hundred_cases_as_judged_one_by_one(unit: LimitUnit, tmp_path: Path) -> None:
    chance = random.Random(unit.value)
    count = {"working_days": 5, "days": 7, "working_hours": 40, "hours": 168}[unit.value]
    rows, late = [], 0
    for number in range(300):
        start = datetime(2022, 12, 1) + timedelta(minutes=chance.randrange(3 * 365 * 1440))
        end = start + timedelta(minutes=chance.randrange(1, 14 * 1440))
        rows += [(f"HS{number}", "nhận", start, "x"), (f"HS{number}", "trả", end, "")]
        late += is_late(start, end, count, unit)
    found = judged(rows, f"limit: {{{unit.value}: {count}}}", tmp_path)
    assert (found.late, found.on_time) == (late, 300 - late)
    assert 0 < late < 300


def test_each_procedure_by_the_limit_of_the_day_of_receipt(tmp_path: Path) -> None:
    limits = """
by: ma_tthc
limit: {working_days: 20}
limits:
  1.012750: {working_days: 10}
  1.000656:
    - {working_days: 5, to: 2025-07-01}
    - {working_days: 3, from: 2025-07-01}
"""
    start = datetime(2025, 6, 30, 8)

    def case(name: str, code: str, start: datetime, days: int) -> list[tuple[str, str, datetime, str]]:
        end = datetime.combine(load_calendar().add_working_days(start.date(), days), start.time())
        return [(name, "nhận", start, code), (name, "trả", end, code)]

    rows = [*case("a", "1.012750", start, 10), *case("b", "1.012750", start, 11), *case("c", "1.000656", start, 5)]
    rows += [*case("d", "1.000656", datetime(2025, 7, 1, 8), 4), *case("e", "9.999999", start, 20)]
    found = judged(rows, limits, tmp_path)
    assert (found.on_time, found.late) == (3, 2)
    assert found.share == 0.6


def test_a_case_that_did_not_end_is_open(tmp_path: Path) -> None:
    day = datetime(2023, 2, 20, 8)
    rows = [("a", "nhận", day, ""), ("a", "trả", day + timedelta(days=1), ""), ("b", "nhận", day, "")]
    rows += [("c", "nhận", day + timedelta(days=28), ""), ("c", "xem", day + timedelta(days=30), "")]
    found = judged(rows, "limit: {working_days: 5}\nends: [trả]", tmp_path)
    assert found == OnTime(on_time=1, late=0, open_in_time=1, open_overdue=1, without_limit=0, not_published=0)


def test_a_due_time_of_each_case(tmp_path: Path) -> None:
    day = datetime(2023, 2, 20, 16)
    rows = [
        ("a", "trả", day, "20/02/2023"),
        ("b", "trả", day, "2023-02-20T15:59"),
        ("c", "trả", day, ""),
        ("d", "trả", day, "khi xong"),
    ]
    found = judged(rows, "due: ma_tthc", tmp_path)
    assert found == OnTime(on_time=1, late=1, open_in_time=0, open_overdue=0, without_limit=2, not_published=0)


def test_without_calendar_days_are_days(tmp_path: Path) -> None:
    start = datetime(2023, 1, 19, 8)
    rows = [("a", "nhận", start, ""), ("a", "trả", start + timedelta(days=6), "")]
    assert judged(rows, "limit: {days: 5}", tmp_path, clock=None).late == 1
    assert judged(rows, "limit: {days: 5}", tmp_path).late == 0  # 24 January is Tết: the limit moves to the 27th
    with pytest.raises(InvalidInput) as refused:
        judged(rows, "limit: {working_days: 5}", tmp_path, clock=None)
    assert refused.value.code == "dossiers.limits_without_calendar"


def test_outside_of_the_calendar_nobody_is_judged(tmp_path: Path) -> None:
    rows = [("a", "nhận", datetime(2012, 1, 5), ""), ("a", "trả", datetime(2012, 1, 9), "")]
    assert judged(rows, "limit: {working_days: 5}", tmp_path).not_published == 1
    assert judged(rows, "limit: {hours: 24}", tmp_path).late == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "limits_empty"),
        ("a: [", "limits_yaml"),
        ("[1]", "limits_shape"),
        ("ends: [x]", "limits_which"),
        ("due: x\nlimit: {days: 1}", "limits_which"),
        ("limits: {a: {days: 1}}", "limits_by"),
        ("by: x\nlimits: {a: {days: 1, hours: 2}}", "limits_unit"),
        ("limit: {}", "limits_unit"),
        ("limit: {days: 0}", "limits_count"),
        ("limit: {days: 1.5}", "limits_shape"),
        ("limit: {dayz: 1}", "unknown_key"),
        ("by: x\nlimits: {a: [{days: 1, to: 2025-07-02}, {days: 2, from: 2025-07-01}]}", "limits_overlap"),
        ("limit: {days: 1, from: 2025-07-01, to: 2025-07-01}", "limits_shape"),
    ],
)
def test_limits_that_cannot_be_used_are_refused_with_their_line(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_limits(Path("han.yaml"), text)
    assert refused.value.code == f"dossiers.{code}"
    assert "dòng" in refused.value.what


def test_limits_in_plain_lines_say_the_same() -> None:
    text = "1.012750: 10 ngày làm việc\n\n1.000656: 40 Giờ làm việc\ncòn lại: 15 ngày\n"
    found = read_limits(Path("thoi-han"), text)
    tree = "by: ma_tthc\nlimit: {days: 15}\nlimits: {1.012750: {working_days: 10}, 1.000656: {working_hours: 40}}\n"
    assert found == read_limits(Path("thoi-han"), tree)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1.1: mười ngày", "dossiers.limits_line"),
        ("1.012750: 3 ngày", "dossiers.limits_overlap"),
        ("1.1: 0 ngày", "dossiers.limits_count"),
    ],
)
def test_a_plain_line_with_a_fault_is_told_with_its_number(line: str, code: str) -> None:
    with pytest.raises(InvalidInput) as told:
        read_limits(Path("thoi-han"), f"1.012750: 10 ngày làm việc\n{line}\n")
    assert (told.value.code, told.value.values["line"]) == (code, 2)
