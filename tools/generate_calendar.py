"""Write the packaged calendar (src/caicach/kernel/calendar/vn.yaml) from a holidays library and the known orders.

Run by hand when a year is added or an order becomes known, in an environment of its own, because the library is not
needed by the product:

    python -m venv ENV && ENV/bin/pip install holidays
    ENV/bin/python tools/generate_calendar.py > src/caicach/kernel/calendar/vn.yaml

The library only says which days are off. What each day *is* follows from the law: one day for 1/1, 30/4, 1/5 and Giỗ Tổ
(10/3 lunar), five for Tết, one for 2/9 and since 2021 one more beside it (Bộ luật Lao động 2012, Điều 115: 10 days;
2019, Điều 112: 11 days); since 2026 one for 24/11 (Nghị quyết 28/2026/QH16, Điều 2: 12 days). A weekly rest day that
falls on a holiday of Điều 112 moves to the next working day (Điều 111(3)); 24/11 is none of these and moves nothing.
A year whose days do not come out that way stops the program, so nothing that the law does not explain is written.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

YEARS = range(2015, 2028)
TWO_DAYS_OF_NATIONAL_DAY_SINCE = 2021
CULTURE_DAY_SINCE = 2026
LUNAR_NEW_YEAR_DAYS = 5
SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Order:
    """An order with its day; ``named_by`` is empty where its text was read, else who names number and content."""

    issued_on: date | None
    named_by: str = ""


ORDERS = {
    "4659/TB-LĐTBXH": Order(date(2015, 11, 13), "ngaynay.vn"),
    "9794/VPCP-KGVX": Order(date(2016, 11, 14), "tintuc.thuvienphapluat.com"),
    "6519/VPCP-KGVX": Order(date(2018, 7, 11)),
    "4875/TB-LĐTBXH": Order(None, "báo chí; chưa thấy ngày ban hành"),
    "119/TB-LĐTBXH": Order(None, "kinhtemoitruong.vn, cùng công văn 245 ngày 11/01/2022 của Văn phòng Chính phủ"),
    "8056/VPCP-KGVX": Order(date(2022, 12, 1)),
    "5015/TB-LĐTBXH": Order(date(2023, 11, 22), "báo chí"),
    "2450/VPCP-KGVX": Order(date(2024, 4, 12)),
    "8726/VPCP-KGVX": Order(date(2024, 11, 26), "pld.net.vn, cùng thông báo 6150/TB-BLĐTBXH ngày 03/12/2024"),
    "9859/VPCP-KGVX": Order(date(2025, 10, 13), "báo chí, cùng thông báo 9441/TB-BNV ngày 16/10/2025"),
    "12729/VPCP-KGVX": Order(date(2025, 12, 25)),
    "28/2026/QH16": Order(date(2026, 4, 24), "báo chí; xaydungchinhsach.chinhphu.vn"),
    "10065/VPCP-KGVX": Order(date(2026, 10, 2), "sáu nguồn công khai trùng nhau"),
}
# Fixes Tết, National Day and the rest moved from 01/01. 2015, 2018 and 2020: no number was found.
ORDER_OF_YEAR = {
    2016: "4659/TB-LĐTBXH",
    2017: "9794/VPCP-KGVX",
    2019: "6519/VPCP-KGVX",
    2021: "4875/TB-LĐTBXH",
    2022: "119/TB-LĐTBXH",
    2023: "8056/VPCP-KGVX",
    2024: "5015/TB-LĐTBXH",
    2025: "8726/VPCP-KGVX",
    2026: "9859/VPCP-KGVX",
    2027: "10065/VPCP-KGVX",
}
ORDER_OF_CULTURE_DAY = "28/2026/QH16"
ORDER_OF_SWAP = {
    date(2018, 12, 31): "6519/VPCP-KGVX",
    date(2019, 4, 29): "6519/VPCP-KGVX",
    date(2024, 4, 29): "2450/VPCP-KGVX",
    date(2025, 5, 2): "8726/VPCP-KGVX",
    date(2026, 1, 2): "12729/VPCP-KGVX",
    date(2026, 8, 31): "9859/VPCP-KGVX",
}
SWAPS_NOT_IN_LIBRARY = {date(2026, 1, 2): date(2026, 1, 10)}
NOTES = {
    2027: "Nghỉ Tết từ 04 đến 10/02 theo văn bản; hai ngày 09 và 10/02 được suy ra là nghỉ bù. Chưa thấy thông báo của "
    "Bộ Nội vụ cho năm 2027: xem lại trong tháng 12/2026 và tháng 4/2027, vì có thể hoán đổi thêm ngày làm việc."
}
CULTURE_DAY = "Ngày Văn hóa Việt Nam"
ORDERED = ("Tết Nguyên đán", "Quốc khánh", "Tết Dương lịch")  # what the Prime Minister fixes year by year


@dataclass(frozen=True)
class Year:
    holidays: dict[date, str]
    substitutes: dict[date, date]
    swaps: dict[date, date]


def read_year(year: int) -> Year:
    library = holidays.country_holidays("VN", years=year, language="vi")
    off = {on for on in library if not _makes_up_for_culture_day(on, library)}
    swaps = {on: other for on, other in _library_swaps() if on.year == year}
    swaps |= {on: other for on, other in SWAPS_NOT_IN_LIBRARY.items() if on.year == year}
    named = _holidays(year, off - set(swaps), library)
    result = Year(named, _substitutes(named), swaps)
    _check(year, result, off)
    return result


def _makes_up_for_culture_day(on: date, library: dict[date, str]) -> bool:
    """The library gives a rest for 24/11 on a weekend; the law does not (Điều 111(3) speaks of Điều 112 only)."""
    return on.month == 11 and on.day != 24 and on in library


def _library_swaps() -> Iterator[tuple[date, date]]:
    """The library keeps (month, day off, month, day worked[, year worked]), one or several a year."""
    for year, entries in holidays.country_holidays("VN").special_public_holidays.items():
        for entry in entries if isinstance(entries[0], tuple) else (entries,):
            yield date(year, entry[0], entry[1]), date(entry[4] if len(entry) > 4 else year, entry[2], entry[3])


def _holidays(year: int, off: set[date], library: dict[date, str]) -> dict[date, str]:
    """Each holiday with its name. Tết is the first five days of the unbroken run of days off around the new moon."""
    (new_year,) = (on for on, name in library.items() if "Tết Nguyên Đán" in name.split("; ") and on.year == year)
    (hung_kings,) = (on for on, name in library.items() if name.split("; ")[0] == "Ngày Giỗ Tổ Hùng Vương")
    named = {
        date(year, 1, 1): "Tết Dương lịch",
        hung_kings: "Ngày Giỗ Tổ Hùng Vương (10/3 âm lịch)",
        date(year, 4, 30): "Ngày Chiến thắng",
        date(year, 5, 1): "Ngày Quốc tế lao động",
        date(year, 9, 2): "Quốc khánh",
    }
    first = new_year
    while first - DAY in off:
        first -= DAY
    named |= {first + n * DAY: "Tết Nguyên đán" for n in range(LUNAR_NEW_YEAR_DAYS)}
    if year >= TWO_DAYS_OF_NATIONAL_DAY_SINCE:
        (beside,) = (on for on in (date(year, 9, 1), date(year, 9, 3)) if on in off)
        named[beside] = "Quốc khánh (ngày liền kề)"
    if year >= CULTURE_DAY_SINCE:
        named[date(year, 11, 24)] = CULTURE_DAY
    return dict(sorted(named.items()))


def _substitutes(named: dict[date, str]) -> dict[date, date]:
    """Rest day -> the holiday on a weekend that it makes up for (Điều 111(3))."""
    rest: dict[date, date] = {}
    for holiday in (on for on, name in named.items() if on.weekday() >= SATURDAY and name != CULTURE_DAY):
        day = holiday + DAY
        while day.weekday() >= SATURDAY or day in named or day in rest:
            day += DAY
        rest[day] = holiday
    return rest


def _check(year: int, found: Year, off: set[date]) -> None:
    expected = 10 + (year >= TWO_DAYS_OF_NATIONAL_DAY_SINCE) + (year >= CULTURE_DAY_SINCE)
    if len(found.holidays) != expected:
        sys.exit(f"{year}: {len(found.holidays)} holidays, the law has {expected}: {found.holidays}")
    explained = {*found.holidays, *found.substitutes, *found.swaps} - set(SWAPS_NOT_IN_LIBRARY)
    differing = {on for on in explained ^ off if on.weekday() < SATURDAY}
    if differing:
        sys.exit(f"{year}: the law does not explain {sorted(map(str, differing))}")
    if any(worked.weekday() < SATURDAY for worked in found.swaps.values()):
        sys.exit(f"{year}: a swapped working day is not on a weekend")


def _order(number: str | None) -> str:
    return f", order: {number}" if number else ""


def _degree(year: int) -> str:
    """true: every order of the year was read; named: a second source names it; false: no order is known."""
    order = ORDER_OF_YEAR.get(year)
    if order is None:
        return "false"
    return "named" if ORDERS[order].named_by else "true"


def _holiday(on: date, name: str, order: str | None) -> str:
    number = ORDER_OF_CULTURE_DAY if name == CULTURE_DAY else order if name.startswith(ORDERED[:2]) else None
    make_up = ", make_up: false" if name == CULTURE_DAY and on.weekday() >= SATURDAY else ""
    return f"      - {{date: {on}, name: {name}{_order(number)}{make_up}}}"


def lines_of(year: int) -> Iterator[str]:
    found, order = read_year(year), ORDER_OF_YEAR.get(year)
    yield f"  {year}:"
    yield f"    sourced: {_degree(year)}"
    if year in NOTES:
        yield f'    note: "{NOTES[year]}"'
    yield "    holidays:"
    for on, name in found.holidays.items():
        yield _holiday(on, name, order)
    if found.substitutes:
        yield "    substitute_rests:"
    for on, holiday in found.substitutes.items():
        number = order if found.holidays[holiday].startswith(ORDERED) else None
        yield f"      - {{date: {on}, for: {holiday}{_order(number)}}}"
    if found.swaps:
        yield "    swaps:"
    for on, worked in sorted(found.swaps.items()):
        known = _order(ORDER_OF_SWAP.get(on)) or f", source: holidays {holidays.__version__}"
        yield f"      - {{rest: {on}, work: {worked}{known}}}"


HEADER = f"""\
# Working calendar of Viet Nam, made by tools/generate_calendar.py (holidays {holidays.__version__}), not by hand.
# Law: Bộ luật Lao động 2019, Điều 111(3), 112 (before 2021: Bộ luật Lao động 2012, Điều 110, 115).
# sourced: true where the order that fixes the year's Tết, National Day and moved rest days was read; named where
# number and content of the order are known from a second source only (named_by); each such day names its order.
# false: the year comes from the library and agrees with the law; compare it with the order when you have it.
# make_up: false marks a holiday for which the law gives no other rest when it falls on a weekend (24/11).
# substitute_rests: a weekend holiday's rest, moved. swaps: a working day off, a weekend day worked for it, each with
# its order or, where that was not seen, the source it is known from.
# No key is named on or off: YAML reads those words as true and false.
# To add a year: a second file of this form (a year already here needs `replaces: true`)."""


def main() -> None:
    print(HEADER)
    print("orders:")
    for number, order in ORDERS.items():
        issued = "" if order.issued_on is None else f"issued: {order.issued_on}, "
        named = f"{{{issued}named_by: '{order.named_by}'}}"
        print(f"  {number}: {named if order.named_by else order.issued_on}")
    print("years:")
    for year in YEARS:
        print("\n".join(lines_of(year)))


if __name__ == "__main__":
    main()
