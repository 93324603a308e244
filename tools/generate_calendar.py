"""Write the packaged calendar (src/caicach/kernel/calendar/vn.yaml) from a holidays library and the known orders.

Run by hand when a year is added or an order becomes known, in an environment of its own, because the library is not
needed by the product:

    python -m venv ENV && ENV/bin/pip install holidays
    ENV/bin/python tools/generate_calendar.py > src/caicach/kernel/calendar/vn.yaml

The library only says which days are off. What each day *is* follows from the law: one day for 1/1, 30/4, 1/5 and Giỗ Tổ
(10/3 lunar), five for Tết, one for 2/9 and since 2021 one more beside it (Bộ luật Lao động 2012, Điều 115: 10 days;
2019, Điều 112: 11 days); a weekly rest day that falls on a holiday moves to the next working day (Điều 111(3)).
A year whose days do not come out that way stops the program, so nothing that the law does not explain is written.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

YEARS = range(2015, 2027)
TWO_DAYS_OF_NATIONAL_DAY_SINCE = 2021
LUNAR_NEW_YEAR_DAYS = 5
SATURDAY = 5
DAY = timedelta(days=1)

# Orders that were seen, with what they fix; every other swap is known from the library only.
ORDERS = {
    "8056/VPCP-KGVX": date(2022, 12, 1),
    "2450/VPCP-KGVX": date(2024, 4, 12),
    "12729/VPCP-KGVX": date(2025, 12, 25),
}
ORDER_OF_YEAR = {2023: "8056/VPCP-KGVX"}  # fixes Tết, National Day and the rest moved from 01/01
ORDER_OF_SWAP = {date(2024, 4, 29): "2450/VPCP-KGVX", date(2026, 1, 2): "12729/VPCP-KGVX"}
SWAPS_NOT_IN_LIBRARY = {date(2026, 1, 2): date(2026, 1, 10)}
# Named by a resolution of the Party (80-NQ/TW, 07/01/2026) but, as far as was seen, not yet by Điều 112.
NOT_YET_LAW = {date(2026, 11, 24)}
NOTES = {
    2026: "Ngày 24/11/2026 (Ngày Văn hóa Việt Nam, Nghị quyết 80-NQ/TW) chưa đưa vào: chưa thấy văn bản sửa Điều 112 "
    "Bộ luật Lao động; khi có thì bổ sung bằng tệp lịch bổ sung."
}
ORDERED = ("Tết Nguyên đán", "Quốc khánh", "Tết Dương lịch")  # what the Prime Minister fixes year by year


@dataclass(frozen=True)
class Year:
    holidays: dict[date, str]
    substitutes: dict[date, date]
    swaps: dict[date, date]


def read_year(year: int) -> Year:
    library = holidays.country_holidays("VN", years=year, language="vi")
    off = {on for on in library if on not in NOT_YET_LAW}
    swaps = {on: other for on, other in _library_swaps() if on.year == year}
    swaps |= {on: other for on, other in SWAPS_NOT_IN_LIBRARY.items() if on.year == year}
    named = _holidays(year, off - set(swaps), library)
    result = Year(named, _substitutes(named), swaps)
    _check(year, result, off)
    return result


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
    return dict(sorted(named.items()))


def _substitutes(named: dict[date, str]) -> dict[date, date]:
    """Rest day -> the holiday on a weekend that it makes up for (Điều 111(3))."""
    rest: dict[date, date] = {}
    for holiday in (on for on in named if on.weekday() >= SATURDAY):
        day = holiday + DAY
        while day.weekday() >= SATURDAY or day in named or day in rest:
            day += DAY
        rest[day] = holiday
    return rest


def _check(year: int, found: Year, off: set[date]) -> None:
    expected = 11 if year >= TWO_DAYS_OF_NATIONAL_DAY_SINCE else 10
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


def lines_of(year: int) -> Iterator[str]:
    found, order = read_year(year), ORDER_OF_YEAR.get(year)
    yield f"  {year}:"
    yield f"    sourced: {str(order is not None).lower()}"
    if year in NOTES:
        yield f'    note: "{NOTES[year]}"'
    yield "    holidays:"
    for on, name in found.holidays.items():
        yield f"      - {{date: {on}, name: {name}{_order(order if name.startswith(ORDERED[:2]) else None)}}}"
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
# sourced: the order that fixes the year's Tết, National Day and moved rest days was seen, and each such day names it.
# A year that is not sourced comes from the library and agrees with the law; compare it with the order when you have it.
# substitute_rests: a weekend holiday's rest, moved. swaps: a working day off, a weekend day worked for it, each with
# its order or, where that was not seen, the source it is known from.
# No key is named on or off: YAML reads those words as true and false.
# To add a year: a second file of this form (a year already here needs `replaces: true`)."""


def main() -> None:
    print(HEADER)
    print("orders:")
    for number, issued_on in ORDERS.items():
        print(f"  {number}: {issued_on}")
    print("years:")
    for year in YEARS:
        print("\n".join(lines_of(year)))


if __name__ == "__main__":
    main()
