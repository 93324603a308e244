"""From calendar files to one ``WorkingCalendar``."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from caicach.kernel.calendar.nodes import Value, parse_yaml
from caicach.kernel.calendar.values import Day
from caicach.kernel.calendar.working import WorkingCalendar
from caicach.kernel.calendar.years import Year, read_years
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.said import tell

PACKAGED = Path(__file__).with_name("vn.yaml")


def load_calendar(extra: Path | None = None) -> WorkingCalendar:
    """The packaged calendar, with the years of ``extra`` (a file of the same form) added to it.

    The packaged one is made once. ``extra`` is read at every call, so that a corrected file counts at once: keep the
    answer for as long as one piece of work. A year of ``extra`` that is packaged already needs ``replaces: true``.
    """
    return _packaged_calendar() if extra is None else calendar_of(merged_years(packaged_years(), years_in(extra)))


def calendar_of(years: Iterable[Year]) -> WorkingCalendar:
    """One calendar of consecutive years in which no day is two things."""
    ordered = sorted(years, key=lambda year: year.year)
    for before, after in pairwise(ordered):
        if after.year != before.year + 1:
            raise after.place.wrong(
                "gap",
                what="sau năm {before} là năm {after}.",
                why="Lịch phải liền năm, nếu thiếu năm ở giữa thì không đếm được ngày làm việc.",
                todo="Bổ sung các năm còn thiếu.",
                before=str(before.year),
                after=str(after.year),
            )
    first, last = date(ordered[0].year, 1, 1), date(ordered[-1].year, 12, 31)
    special = _without_overlap(entry for year in ordered for entry in year.days)
    # The other half of a swap may lie in a year that is not published: that half is not ours to state.
    inside = (day for day in special if first <= day.on <= last)
    return WorkingCalendar(first, last, inside, tuple(year.published for year in ordered))


def _without_overlap(entries: Iterable[tuple[Day, Value]]) -> tuple[Day, ...]:
    seen: dict[date, tuple[Day, Value]] = {}
    for day, place in entries:
        if day.on in seen:
            other, other_place = seen[day.on]
            raise place.wrong(
                "overlap",
                what="ngày {on} đã ghi là «{kind}» {there}.",
                why="Một ngày chỉ có thể là một loại.",
                todo="Xóa hoặc sửa một trong hai dòng.",
                on=f"{day.on:%d/%m/%Y}",
                kind=tell(other.kind.label),
                there=tell("ở tệp «{file}», dòng {line}", file=other_place.file, line=str(other_place.line))
                if other_place.file
                else tell("ở một dòng khác"),
            )
        seen[day.on] = day, place
    return tuple(day for day, _ in seen.values())


def merged_years(base: tuple[Year, ...], added: tuple[Year, ...]) -> tuple[Year, ...]:
    """Years of which those added count; a year of both needs ``replaces``."""
    by_year = {year.year: year for year in base}
    for year in added:
        if year.year in by_year and not year.replaces:
            raise year.place.wrong(
                "year_twice",
                what="năm {year} đã có trong lịch kèm phần mềm.",
                why="Hai lịch của cùng một năm thì không biết dùng lịch nào.",
                todo="Xóa năm này, hoặc ghi «replaces: true» để thay cả năm.",
                year=str(year.year),
            )
        by_year[year.year] = year
    return tuple(by_year.values())


def years_in(path: Path) -> tuple[Year, ...]:
    """The years of a calendar file, each correct by itself."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NotFound(
            "calendar.no_file",
            what="Không mở được tệp lịch «{file}».",
            why="Tệp không có hoặc không được phép đọc.",
            todo="Kiểm tra đường dẫn và quyền đọc tệp.",
            file=path.name,
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "calendar.not_utf8",
            what="Tệp lịch «{file}» không phải mã UTF-8.",
            why="Chữ trong tệp không đọc được.",
            todo="Lưu lại tệp với mã UTF-8.",
            file=path.name,
        ) from error
    return read_years(parse_yaml(text, path.name))


@cache
def packaged_years() -> tuple[Year, ...]:
    return years_in(PACKAGED)


@cache
def _packaged_calendar() -> WorkingCalendar:
    return calendar_of(packaged_years())
