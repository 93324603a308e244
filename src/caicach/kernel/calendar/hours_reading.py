"""Office hours from a file of the form of ``vn_hours.yaml``: seasons that cover the year, shifts in order."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from caicach.kernel.calendar.hours import OfficeHours, Season, Shift
from caicach.kernel.calendar.nodes import Value, parse_yaml
from caicach.kernel.said import tell

PACKAGED: Final = Path(__file__).with_name("vn_hours.yaml")
_SHIFT: Final = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})", re.ASCII)
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_LEAP_YEAR: Final = 2024
_MINUTES_OF_DAY: Final = 24 * 60


@cache
def packaged_hours() -> OfficeHours:
    return read_office_hours(PACKAGED)


def read_office_hours(path: Path) -> OfficeHours:
    """Raises InvalidInput (``calendar.*``) with file and line."""
    root = parse_yaml(path.read_text(encoding="utf-8-sig", errors="replace"), path.name)
    fields = root.fields(("source", "seasons"))
    seasons = tuple(_season(item) for item in fields["seasons"].items())
    _cover_the_year(seasons, fields["seasons"])
    return OfficeHours(seasons, fields["source"].text())


def _season(value: Value) -> Season:
    fields = value.fields(("from", "to", "shifts"))
    shifts = tuple(_shift(item) for item in fields["shifts"].items())
    _in_order(shifts, fields["shifts"])
    return Season(_day_of_year(fields["from"]), _day_of_year(fields["to"]), shifts)


def _day_of_year(value: Value) -> tuple[int, int]:
    found = _DAY.fullmatch(value.text())
    try:
        day = date(_LEAP_YEAR, int(found[2]), int(found[1])) if found else None
    except ValueError:
        day = None
    if day is None:
        value.wrong_shape(tell("ngày trong năm theo mẫu ngày/tháng, ví dụ 16/4"))
    assert day is not None
    return day.month, day.day


def _shift(value: Value) -> Shift:
    found = _SHIFT.fullmatch(value.text())
    hours = [int(part) for part in found.groups()] if found else [0, 0, 0, 0]
    opens, closes = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if not found or max(hours[1], hours[3]) > 59 or not opens < closes <= _MINUTES_OF_DAY:
        value.wrong_shape(tell("giờ mở và giờ đóng cùng ngày, ví dụ 07:30-11:30"))
    return Shift(timedelta(minutes=opens), timedelta(minutes=closes))


def _in_order(shifts: Sequence[Shift], value: Value) -> None:
    if not shifts or any(before.closes > after.opens for before, after in pairwise(shifts)):
        raise value.wrong(
            "shifts",
            what="các buổi làm việc trống hoặc chồng nhau.",
            why="Giờ làm việc trong ngày phải xếp từ sớm đến muộn, không chồng nhau.",
            todo="Sửa lại giờ của các buổi.",
        )


def _cover_the_year(seasons: Sequence[Season], value: Value) -> None:
    """Every day of a leap year falls into exactly one season."""
    first = date(_LEAP_YEAR, 1, 1).toordinal()
    for on in map(date.fromordinal, range(first, first + 366)):
        count = sum(season.holds(on) for season in seasons)
        if count != 1:
            raise value.wrong(
                "seasons",
                what="ngày {day} thuộc {count} mùa.",
                why="Mỗi ngày trong năm phải thuộc đúng một mùa giờ làm việc.",
                todo="Sửa ngày bắt đầu và ngày kết thúc của các mùa.",
                day=f"{on:%d/%m}",
                count=count,
            )
