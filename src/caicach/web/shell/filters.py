"""Filters of lists, kept in the address. Nonsense in an address is said, not swallowed and not an error page."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext

from caicach.kernel.errors import InvalidInput
from caicach.kernel.instants import Days
from caicach.kernel.ordering import Order, order_of
from caicach.web.shell.requests import day_of

ORDER: Final = "sort"
"""The name in an address of the column that a list is ordered by; with «-» before it the other way round."""
_NO_FILTERS = frozenset({"trang", "theo", "cho", "ngay", ORDER})  # page, grouping, how much, day: nothing is left out


class ListFilters:
    """Typed reading of the address; ``problems`` are sentences for what could not be understood."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.problems: list[str] = []

    @property
    def text(self) -> str:
        return self.query.get("tim", "").strip()

    def day(self, name: str) -> date | None:
        typed = self.query.get(name, "")
        try:
            return day_of(typed)
        except InvalidInput:
            self.problems.append(
                gettext("«{typed}» không phải là ngày; bỏ qua điều kiện này.").format(typed=typed[:40])
            )
            return None

    def days(self, stem: str) -> Days:
        """From the first to the last day, as ``stem`` with «-tu» and «-den» names them."""
        return Days(self.day(f"{stem}-tu"), self.day(f"{stem}-den"))

    def order(self, columns: Collection[str]) -> Order | None:
        """The column that a head of the table asks for; one that the list does not have is said."""
        typed = self.query.get(ORDER, "")
        found = order_of(typed, columns)
        if typed and found is None:
            self.problems.append(
                gettext("Không xếp được theo «{typed}»; giữ thứ tự của danh sách.").format(typed=typed[:40])
            )
        return found

    @property
    def are_set(self) -> bool:
        return any(value for name, values in self.query.lists() if name not in _NO_FILTERS for value in values)

    def typed(self) -> dict[str, str]:
        return {name: self.query.get(name, "") for name in ("tim", "tu", "den", "ngay")}


def told_days(what: str, asked: Days) -> list[str]:
    """What a list is narrowed to, as a sentence; none where it is not."""
    days = (f"{day:%d/%m/%Y}" if day else "…" for day in (asked.first, asked.last))
    template = gettext("{what} từ {first} đến {last}")
    return [template.format(what=what, first=next(days), last=next(days))] if asked else []
