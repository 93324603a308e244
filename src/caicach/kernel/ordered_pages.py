"""Pages of stored rows in the order that a person asks for.

A list of a few thousand rows is put in order here, by what a person reads in the column (``ByKey``): names of units and
words of states in Vietnamese order, which no database knows. A list that grows without end is put in order by its
database, from an index (``ByField``), in sections of which only those on the page are asked for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Count, F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from caicach.kernel.ordering import Order, in_order, text_order
from caicach.kernel.pages import page_number

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class ByField:
    """The database orders, by an index on the field."""

    field: str


@dataclass(frozen=True, slots=True)
class ByKey:
    """Ordered by what ``key`` makes of the fields; None is absent. For lists of at most some thousand rows."""

    fields: tuple[str, ...]
    key: Callable[..., Any]


def by_text(field: str) -> ByKey:
    return ByKey((field,), text_order)


def by_place(field: str, codes: Iterable[StrEnum]) -> ByKey:
    """By the place of a code among the others: the states of a list in the order of the work."""
    places = {code.value: place for place, code in enumerate(codes)}
    return ByKey((field,), lambda code: places.get(str(code)))


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a list that stand together, in their order, and how many they are."""

    rows: QuerySet[Any]
    count: int


def ids_between(sections: Iterable[Section], first: int, last: int) -> list[int]:
    """The ids in places ``first`` to before ``last``; sections that lie outside are not asked. One SQL query each."""
    found: list[int] = []
    start = 0
    for section in sections:
        begin, end = max(0, first - start), min(section.count, last - start)
        if begin < end:
            found += section.rows.values_list("pk", flat=True)[begin:end]
        start += section.count
    return found


def ordered_page(
    found: QuerySet[Row],
    order: Order | None,
    columns: Mapping[str, ByField | ByKey],
    *,
    own: Sequence[str | OrderBy],
    page: int,
    size: int,
) -> tuple[list[Row], int, int]:
    """The rows of a page, how many there are in all, and the number of the page. Two or three SQL queries."""
    column = columns[order.column] if order else None
    if order is None or column is None:
        total = found.count()
        number = page_number(page, total=total, size=size)
        return list(found.order_by(*own)[(number - 1) * size : number * size]), total, number
    if isinstance(column, ByField):
        sections = sections_of_field(found, column.field, own, is_descending=order.is_descending)
        total = sum(section.count for section in sections)
        number = page_number(page, total=total, size=size)
        ids = ids_between(sections, (number - 1) * size, number * size)
    else:
        every = found.order_by(*own).values_list("pk", *column.fields)
        ids = [pk for pk, *_ in in_order(every, lambda row: column.key(*row[1:]), is_descending=order.is_descending)]
        total, number = len(ids), page_number(page, total=len(ids), size=size)
        ids = ids[(number - 1) * size : number * size]
    rows = {row.pk: row for row in found.filter(pk__in=ids).order_by()}
    return [rows[pk] for pk in ids if pk in rows], total, number


def sections_of_field(
    found: QuerySet[Row], field: str, own: Sequence[str | OrderBy], *, is_descending: bool
) -> list[Section]:
    """Those that have the field, in its order, then those that have not. One SQL query."""
    counts = found.order_by().aggregate(n=Count("pk"), there=Count(F(field)))
    first = F(field).desc() if is_descending else F(field).asc()
    return [
        Section(found.filter(Q(**{f"{field}__isnull": False})).order_by(first, *own), counts["there"]),
        Section(found.filter(Q(**{f"{field}__isnull": True})).order_by(*own), counts["n"] - counts["there"]),
    ]
