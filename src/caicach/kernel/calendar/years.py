"""The years of a calendar file, held to the law before anybody counts with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from caicach.kernel.calendar.nodes import Value
from caicach.kernel.calendar.values import Day, DayKind, Order, PublishedYear, Sourcing
from caicach.kernel.said import ready_sentence, tell

SATURDAY = 5
# Fewest days off by law since a year: Bộ luật Lao động 2012, Điều 115; Bộ luật Lao động 2019, Điều 112 (in force
# 01/01/2021); Nghị quyết 28/2026/QH16, Điều 2 (in force 01/07/2026: 24/11 as well).
LEAST_DAYS_SINCE = {2026: 12, 2021: 11, 0: 10}
_DEGREES = {"true": Sourcing.READ, "named": Sourcing.NAMED, "false": Sourcing.NONE}


@dataclass(frozen=True)
class Year:
    """A year of a file: its special days, each with the place in the file that says so.

    A swap may put a working day into the year before or after.
    """

    published: PublishedYear
    replaces: bool
    days: tuple[tuple[Day, Value], ...]
    place: Value

    @property
    def year(self) -> int:
        return self.published.year


def read_years(root: Value) -> tuple[Year, ...]:
    """Every year of a file, each correct by itself; ``calendar.*`` errors name the line."""
    top = root.fields(("years",), ("orders",))
    orders = _orders(top["orders"]) if "orders" in top else {}
    return tuple(_year(key, value, orders) for key, value in top["years"].mapping().items())


def _orders(value: Value) -> Mapping[str, Order]:
    return {number: _order(number, said) for number, said in value.mapping().items()}


def _order(number: str, said: Value) -> Order:
    """A date where the order was read; ``{issued, named_by}`` where a second source speaks of it."""
    if not said.is_mapping:
        return Order(number, said.day())
    fields = said.fields(("named_by",), ("issued",))
    return Order(number, fields["issued"].day() if "issued" in fields else None, fields["named_by"].text())


def _year(key: str, value: Value, orders: Mapping[str, Order]) -> Year:
    if not (key.isascii() and key.isdigit() and len(key) == 4 and key != "0000"):
        raise value.wrong(
            "not_a_year",
            what="«{key}» không phải là một năm.",
            why="Mỗi khóa dưới «years» là một năm bốn chữ số.",
            todo="Sửa lại năm.",
            key=key,
        )
    fields = value.fields(("sourced", "holidays"), ("note", "replaces", "substitute_rests", "swaps"))
    reader = _YearReader(int(key), fields["sourced"].meaning(_DEGREES), orders)
    holidays = [reader.holiday(item) for item in fields["holidays"].items()]
    rests = [reader.rest(item, holidays) for item in _listed(fields, "substitute_rests")]
    swaps = [day for item in _listed(fields, "swaps") for day in reader.swap(item)]
    reader.hold_to_the_law(fields["holidays"], holidays, reader.made_up_for)
    return Year(
        published=PublishedYear(int(key), reader.sourcing, fields["note"].text() if "note" in fields else ""),
        replaces=fields["replaces"].truth() if "replaces" in fields else False,
        days=(*holidays, *rests, *swaps),
        place=value,
    )


def _listed(fields: Mapping[str, Value], name: str) -> Iterable[Value]:
    return fields[name].items() if name in fields else ()


class _YearReader:
    """Reads the entries of one year and remembers which holidays have had their rest moved."""

    def __init__(self, year: int, sourcing: Sourcing, orders: Mapping[str, Order]) -> None:
        self.year, self.sourcing, self._orders = year, sourcing, orders
        self.made_up_for: set[date] = set()
        self._without_make_up: set[date] = set()

    def holiday(self, item: Value) -> tuple[Day, Value]:
        fields = item.fields(("date", "name"), ("order", "make_up"))
        on, order = self._day_of_year(fields["date"]), self._order(fields)
        if "make_up" in fields and not fields["make_up"].truth():
            self._without_make_up.add(on)
        return Day(on, DayKind.HOLIDAY, ready_sentence(fields["name"].text()), order, self._sourcing_of(order)), item

    def _sourcing_of(self, order: Order | None) -> Sourcing:
        return self.sourcing if order is None else order.sourcing

    def rest(self, item: Value, holidays: list[tuple[Day, Value]]) -> tuple[Day, Value]:
        fields = item.fields(("date", "for"), ("order",))
        on, for_, order = self._day_of_year(fields["date"]), fields["for"].day(), self._order(fields)
        name = next((day.reason for day, _ in holidays if day.on == for_), None)
        if name is None or for_.weekday() < SATURDAY or on <= for_ or for_ in self.made_up_for:
            raise fields["for"].wrong(
                "rest_without_holiday",
                what="{on} không thể nghỉ bù cho {for_}.",
                why="Ngày nghỉ bù thay cho đúng một ngày lễ trùng thứ Bảy hoặc Chủ nhật cùng năm và ở sau ngày lễ đó "
                "(Bộ luật Lao động 2019, Điều 111 khoản 3).",
                todo="Sửa ngày lễ được bù, hoặc ghi là hoán đổi nếu có ngày làm bù (trong tệp: «swaps»).",
                on=f"{on:%d/%m/%Y}",
                for_=f"{for_:%d/%m/%Y}",
            )
        self._weekday(fields["date"], on)
        self.made_up_for.add(for_)
        reason = tell("Nghỉ bù {name} ({day})", name=name, day=f"{for_:%d/%m/%Y}")
        return Day(on, DayKind.SUBSTITUTE_REST, reason, order, self._sourcing_of(order)), item

    def swap(self, item: Value) -> tuple[tuple[Day, Value], tuple[Day, Value]]:
        fields = item.fields(("rest", "work"), ("order", "source"))
        off, work, order = self._day_of_year(fields["rest"]), fields["work"].day(), self._order(fields)
        if order is None and ("source" not in fields or self.sourcing is Sourcing.READ):
            raise item.wrong(
                "swap_without_order",
                what="ngày làm bù {work} không ghi văn bản.",
                why="Chỉ văn bản của cấp có thẩm quyền mới biến ngày nghỉ cuối tuần thành ngày làm việc; năm chưa có "
                "văn bản phải ghi nguồn (trong tệp: «source»).",
                todo="Ghi số, ngày của văn bản (trong tệp: «order», và thêm văn bản đó vào «orders»).",
                work=f"{work:%d/%m/%Y}",
            )
        self._weekday(fields["rest"], off)
        if work.weekday() < SATURDAY or abs(work.year - self.year) > 1:
            raise fields["work"].wrong(
                "swap_on_weekday",
                what="{work} không thể là ngày làm bù.",
                why="Ngày làm bù phải là thứ Bảy hoặc Chủ nhật, trong năm này hoặc năm liền kề.",
                todo="Sửa lại ngày theo văn bản.",
                work=f"{work:%d/%m/%Y}",
            )
        sourcing = Sourcing.NONE if order is None else order.sourcing
        why_rest = tell("Nghỉ hoán đổi, làm bù ngày {day}", day=f"{work:%d/%m/%Y}")
        why_work = tell("Làm bù cho ngày nghỉ {day}", day=f"{off:%d/%m/%Y}")
        rest = Day(off, DayKind.SUBSTITUTE_REST, why_rest, order, sourcing)
        worked = Day(work, DayKind.SWAPPED_WORKING, why_work, order, sourcing)
        return (rest, item), (worked, item)

    def hold_to_the_law(self, place: Value, holidays: list[tuple[Day, Value]], made_up_for: set[date]) -> None:
        """As many days as the law gives at least, and every one on a weekend made up for."""
        least = next(days for since, days in LEAST_DAYS_SINCE.items() if self.year >= since)
        if len({day.on for day, _ in holidays}) < least:
            raise place.wrong(
                "too_few_holidays",
                what="năm {year} chỉ có {count} ngày nghỉ lễ, tết.",
                why="Luật cho ít nhất {least} ngày (Bộ luật Lao động 2019, Điều 112, và từ năm 2026 ngày 24/11 theo "
                "Nghị quyết 28/2026/QH16; trước năm 2021: Bộ luật Lao động 2012, Điều 115).",
                todo="Bổ sung ngày còn thiếu.",
                year=str(self.year),
                count=len({day.on for day, _ in holidays}),
                least=least,
            )
        for day, item in holidays:
            if day.on.weekday() >= SATURDAY and day.on not in made_up_for | self._without_make_up:
                raise item.wrong(
                    "holiday_not_made_up",
                    what="ngày lễ {on} trùng ngày nghỉ hằng tuần mà chưa có ngày nghỉ bù.",
                    why="Khi đó được nghỉ bù vào ngày làm việc kế tiếp (Bộ luật Lao động 2019, Điều 111 khoản 3).",
                    todo="Thêm ngày nghỉ bù cho ngày này (trong tệp: một dòng của «substitute_rests» với for: {iso}; "
                    "ngày không được nghỉ bù như 24/11 thì ghi make_up: false).",
                    on=f"{day.on:%d/%m/%Y}",
                    iso=day.on.isoformat(),
                )

    def _day_of_year(self, value: Value) -> date:
        on = value.day()
        if on.year != self.year:
            raise value.wrong(
                "other_year",
                what="ngày {on} không thuộc năm {year}.",
                why="Mỗi ngày nghỉ ghi dưới đúng năm của nó.",
                todo="Sửa ngày hoặc chuyển dòng sang đúng năm.",
                on=f"{on:%d/%m/%Y}",
                year=str(self.year),
            )
        return on

    def _weekday(self, value: Value, on: date) -> None:
        if on.weekday() >= SATURDAY:
            raise value.wrong(
                "rest_on_weekend",
                what="{on} vốn là ngày nghỉ cuối tuần.",
                why="Nghỉ bù và nghỉ hoán đổi chỉ thay cho ngày làm việc.",
                todo="Sửa lại ngày theo văn bản.",
                on=f"{on:%d/%m/%Y}",
            )

    def _order(self, fields: Mapping[str, Value]) -> Order | None:
        if "order" not in fields:
            return None
        number = fields["order"].text()
        if number not in self._orders:
            raise fields["order"].wrong(
                "unknown_order",
                what="văn bản «{number}» chưa khai trong «orders».",
                why="Mỗi văn bản phải có ngày ban hành.",
                todo="Thêm «{number}: năm-tháng-ngày» vào «orders» ở đầu tệp.",
                number=number,
            )
        return self._orders[number]
