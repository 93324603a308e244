"""A year of the calendar as the order has it: documents, days off, rests, swaps, a row each. Empty rows are nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.kernel.calendar.entries import Holiday, Rest, Swap, YearEntry, rests_by_law
from caicach.kernel.calendar.values import Order
from caicach.web.shell.forms import DayField, PageForm, choose

MOST: Final = 30
_LONGEST: Final = 15
"""Days of one row; Tết has five."""
_SPARE: Final = {"orders": 1, "off": 2, "rests": 1, "swaps": 2}


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows of each part a form shows."""

    orders: int
    off: int
    rests: int
    swaps: int


def _text(label: object, hint: object = "", longest: int = 200) -> forms.CharField:
    return forms.CharField(label=str(label), help_text=str(hint), required=False, max_length=longest)


def _day(label: object) -> DayField:
    field = DayField(label=str(label), required=False)
    field.help_text = ""
    return field


class YearForm(PageForm):
    says_optional = False
    note = forms.CharField(
        label=_("Ghi chú"),
        help_text=_("Điều người xem lịch cần biết, ví dụ còn chờ thông báo nào"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: object, year: int, rows: Rows, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.year, self.rows = year, rows
        for n in range(rows.orders):
            self.fields[f"number_{n}"] = _text(_("Số, ký hiệu"))
            self.fields[f"issued_{n}"] = _day(_("Ngày ban hành"))
            self.fields[f"named_{n}"] = _text(_("Chưa đọc văn bản, biết qua"))
        for n in range(rows.off):
            self.fields[f"from_{n}"] = _day(_("Từ ngày"))
            self.fields[f"to_{n}"] = _day(_("Đến hết ngày"))
            self.fields[f"name_{n}"] = _text(_("Ngày lễ"))
            self.fields[f"off_by_{n}"] = forms.ChoiceField(label=_("Theo"), required=False)
        for n in range(rows.rests):
            self.fields[f"rest_{n}"] = _day(_("Nghỉ bù ngày"))
            self.fields[f"for_{n}"] = _day(_("Cho ngày lễ"))
            self.fields[f"rest_by_{n}"] = forms.ChoiceField(label=_("Theo"), required=False)
        for n in range(rows.swaps):
            self.fields[f"away_{n}"] = _day(_("Nghỉ ngày"))
            self.fields[f"work_{n}"] = _day(_("Làm bù ngày"))
            self.fields[f"swap_by_{n}"] = forms.ChoiceField(label=_("Theo"), required=False)
        self._offer_orders()

    def _offer_orders(self) -> None:
        """Documents are chosen by their place, with the number that was typed there."""
        typed = [str(self[f"number_{n}"].value() or "").strip() for n in range(self.rows.orders)]
        places = [
            (
                str(n),
                gettext("Văn bản {n}: {number}").format(n=n + 1, number=number)
                if number
                else gettext("Văn bản {n}").format(n=n + 1),
            )
            for n, number in enumerate(typed)
        ]
        by_law = [("", gettext("Luật")), *places]
        for name, count in (("off_by", self.rows.off), ("rest_by", self.rows.rests)):
            for n in range(count):
                choose(self, f"{name}_{n}", by_law)
        for n in range(self.rows.swaps):
            choose(self, f"swap_by_{n}", places)

    def _lines(self, names: tuple[str, ...], count: int) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{n}"] for name in names] for n in range(count)]

    @property
    def order_lines(self) -> list[list[forms.BoundField]]:
        return self._lines(("number", "issued", "named"), self.rows.orders)

    @property
    def off_lines(self) -> list[list[forms.BoundField]]:
        return self._lines(("from", "to", "name", "off_by"), self.rows.off)

    @property
    def rest_lines(self) -> list[list[forms.BoundField]]:
        return self._lines(("rest", "for", "rest_by"), self.rows.rests)

    @property
    def says_rests(self) -> bool:
        return any(line[0].value() or line[1].value() for line in self.rest_lines)

    @property
    def swap_lines(self) -> list[list[forms.BoundField]]:
        return self._lines(("away", "work", "swap_by"), self.rows.swaps)

    def clean(self) -> dict[str, object]:
        typed = dict(super().clean() or {})
        for n in range(self.rows.orders):
            self._clean_order(typed, n)
        for n in range(self.rows.off):
            self._clean_off(typed, n)
        for n in range(self.rows.rests):
            self._clean_pair(typed, ("rest", "for"), n)
        for n in range(self.rows.swaps):
            self._clean_pair(typed, ("away", "work"), n)
        for name in ("off_by", "rest_by", "swap_by"):
            self._clean_by(typed, name)
        return typed

    def _clean_order(self, typed: dict[str, object], n: int) -> None:
        number, issued, named = (typed.get(f"{name}_{n}") for name in ("number", "issued", "named"))
        if (issued or named) and not number:
            self.add_error(f"number_{n}", gettext("Hãy ghi số, ký hiệu văn bản."))
        if number and not issued and not named and f"issued_{n}" not in self.errors:
            self.add_error(
                f"issued_{n}", gettext("Hãy ghi ngày ban hành; chưa thấy văn bản thì ghi biết qua nguồn nào.")
            )

    def _clean_off(self, typed: dict[str, object], n: int) -> None:
        first, last, name = (typed.get(f"{part}_{n}") for part in ("from", "to", "name"))
        if last and not first and f"from_{n}" not in self.errors:
            self.add_error(f"from_{n}", gettext("Hãy ghi ngày đầu."))
        if first and not name:
            self.add_error(f"name_{n}", gettext("Hãy ghi tên ngày lễ."))
        if isinstance(first, date) and isinstance(last, date) and not 0 <= (last - first).days < _LONGEST:
            self.add_error(
                f"to_{n}", gettext("Ngày cuối phải từ ngày đầu trở đi, nhiều nhất {n} ngày.").format(n=_LONGEST)
            )

    def _clean_pair(self, typed: dict[str, object], names: tuple[str, str], n: int) -> None:
        first, second = names
        for one, other in ((first, second), (second, first)):
            if typed.get(f"{one}_{n}") and not typed.get(f"{other}_{n}") and f"{other}_{n}" not in self.errors:
                self.add_error(f"{other}_{n}", gettext("Hãy ghi cả hai ngày."))

    def _clean_by(self, typed: dict[str, object], name: str) -> None:
        """A place without a document is named where it was chosen."""
        used = {"off_by": "from", "rest_by": "rest", "swap_by": "away"}[name]
        for n in range(MOST):
            chosen = typed.get(f"{name}_{n}")
            if typed.get(f"{used}_{n}") and chosen and not typed.get(f"number_{chosen}"):
                self.add_error(f"{name}_{n}", gettext("Văn bản này chưa ghi số ở phần Văn bản."))

    def entry(self) -> YearEntry:
        typed = self.cleaned_data
        orders = {
            str(n): Order(typed[f"number_{n}"], typed[f"issued_{n}"], typed[f"named_{n}"])
            for n in range(self.rows.orders)
            if typed[f"number_{n}"]
        }
        holidays = [
            Holiday(typed[f"from_{n}"] + timedelta(days=number), typed[f"name_{n}"], orders.get(typed[f"off_by_{n}"]))
            for n in range(self.rows.off)
            if typed[f"from_{n}"]
            for number in range((((typed[f"to_{n}"] or typed[f"from_{n}"]) - typed[f"from_{n}"]).days) + 1)
        ]
        rests = [
            Rest(typed[f"rest_{n}"], typed[f"for_{n}"], orders.get(typed[f"rest_by_{n}"]))
            for n in range(self.rows.rests)
            if typed[f"rest_{n}"]
        ]
        swaps = [
            Swap(typed[f"away_{n}"], typed[f"work_{n}"], orders.get(typed[f"swap_by_{n}"]))
            for n in range(self.rows.swaps)
            if typed[f"away_{n}"]
        ]
        note = " ".join(typed["note"].split())
        return YearEntry(self.year, tuple(sorted(holidays, key=_on)), tuple(rests), tuple(swaps), note)


def _on(holiday: Holiday) -> date:
    return holiday.on


def rows_of(initial: dict[str, object], posted: dict[str, str] | None, *, is_more: bool) -> Rows:
    """As many rows as are filled, and some to spare; those of a form that came stay as many."""
    counts = {}
    for part, first in (("orders", "number"), ("off", "from"), ("rests", "rest"), ("swaps", "away")):
        given = posted if posted is not None else initial
        shown = sum(f"{first}_{n}" in given or (part == "off" and f"name_{n}" in given) for n in range(MOST))
        spare = _SPARE[part] if posted is None or is_more else 0
        counts[part] = min(shown + spare, MOST)
    return Rows(**counts)


def initial_of(entry: YearEntry) -> dict[str, object]:
    """A year in the words of the form: days of one name under one document are one row; rests of the law have none."""
    place = {order: str(n) for n, order in enumerate(entry.orders)}
    found: dict[str, object] = {"note": entry.note}
    for n, order in enumerate(entry.orders):
        found |= {f"number_{n}": order.number, f"issued_{n}": order.issued_on, f"named_{n}": order.named_by}
    for n, run in enumerate(_runs(entry.holidays)):
        found |= {
            f"from_{n}": run[0].on,
            f"to_{n}": run[-1].on if len(run) > 1 else None,
            f"name_{n}": run[0].name,
            f"off_by_{n}": place[run[0].order] if run[0].order else "",
        }
    by_law = rests_by_law(entry.holidays, (), entry.swaps)
    for n, rest in enumerate(rest for rest in entry.rests if rest not in by_law):
        found |= {f"rest_{n}": rest.on, f"for_{n}": rest.for_, f"rest_by_{n}": place[rest.order] if rest.order else ""}
    for n, swap in enumerate(entry.swaps):
        found |= {
            f"away_{n}": swap.rest,
            f"work_{n}": swap.work,
            f"swap_by_{n}": place[swap.order] if swap.order else "",
        }
    return found


def _runs(holidays: Iterable[Holiday]) -> list[list[Holiday]]:
    ordered = sorted(holidays, key=_on)
    runs = [[one] for one in ordered[:1]]
    for before, after in pairwise(ordered):
        is_next = after.on - before.on == timedelta(days=1)
        if is_next and (after.name, after.order) == (before.name, before.order):
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs


def initial_of_new(year: int) -> dict[str, object]:
    """What the law names by month and day is there; what follows the moon, or is chosen each year, waits."""
    rows: list[tuple[date | None, str, str]] = [
        (date(year, 1, 1), "Tết Dương lịch", ""),
        (None, "Tết Nguyên đán", "0"),
        (None, "Ngày Giỗ Tổ Hùng Vương (10/3 âm lịch)", ""),
        (date(year, 4, 30), "Ngày Chiến thắng", ""),
        (date(year, 5, 1), "Ngày Quốc tế lao động", ""),
        (date(year, 9, 2), "Quốc khánh", "0"),
        (None, "Quốc khánh (ngày liền kề)", "0"),
        (date(year, 11, 24), "Ngày Văn hóa Việt Nam", ""),
    ]
    found: dict[str, object] = {}
    for n, (on, name, by) in enumerate(rows):
        found |= {f"name_{n}": name, f"off_by_{n}": by, **({f"from_{n}": on} if on else {})}
    return found
