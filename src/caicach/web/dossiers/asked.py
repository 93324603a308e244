"""What the address of a page asks of dossiers: period, unit, field, procedure, channel, kind of list."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final, TypeVar

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from caicach.dossiers import queries
from caicach.dossiers.domain.board import Grouping, Kind
from caicach.dossiers.domain.clock.values import Channel, Happening
from caicach.dossiers.domain.process import Way
from caicach.dossiers.queries import BoardFilters
from caicach.kernel.access import Permission
from caicach.kernel.errors import InvalidInput
from caicach.web.dossiers.words import CHANNELS
from caicach.web.shell.requests import actor_of, day_of, today
from caicach.web.shell.units import assignable_units, units_of

AGES: Final = {f"{high}" if high else f"hon-{low}": (low, high) for low, high in queries.AGES}
"""How an address says by how many days dossiers are overdue: more than the first, up to the second."""
BY_AGENCY: Final = "agency"
"""What the board is asked for beside its groupings: who made dossiers late."""
E = TypeVar("E", bound=Enum)


def filters_of(request: HttpRequest) -> BoardFilters:
    """The year up to today where no period is named. Raises InvalidInput where the period has no day."""
    return filters_asked(request.GET, on=today())


def days_of_today(filters: BoardFilters, *, on: date) -> tuple[str, ...]:
    """Names of the days in an address that are those of no choice: a list kept with them would stand still."""
    if filters.last != on:
        return ()
    return ("tu", "den") if filters.first == date(on.year, 1, 1) else ("den",)


def filters_asked(given: QueryDict, *, on: date) -> BoardFilters:
    """As ``filters_of``, for the words of an address."""
    last = day_of(given.get("den", "")) or on
    first = day_of(given.get("tu", "")) or date(last.year, 1, 1)
    if first > last:
        raise InvalidInput(
            "dossiers.period",
            what="Kỳ từ {first} đến {last} không có ngày nào.",
            todo="Hãy ghi ngày đầu kỳ trước ngày cuối kỳ.",
            first=f"{first:%d/%m/%Y}",
            last=f"{last:%d/%m/%Y}",
        )
    return BoardFilters(
        first,
        last,
        now(),
        unit=given.get("don-vi", ""),
        is_alone=bool(given.get("rieng")),
        field=given.get("linh-vuc", ""),
        procedure=given.get("thu-tuc", ""),
        channel=_member(Channel, given.get("kenh", "")),
        month=given.get("thang", ""),
        agency=given.get("co-quan", ""),
        over=AGES.get(given.get("qua", "")),
        way=_way(given.get("tu-buoc", ""), given.get("buoc", "")),
        kind=_member(Kind, given.get("loai", "")) or Kind.ALL,
    )


def grouping_of(request: HttpRequest) -> Grouping:
    return _member(Grouping, request.GET.get("theo", "")) or Grouping.UNIT


def now() -> datetime:
    """The office's clock, without a zone, as dossiers are told."""
    return timezone.localtime().replace(tzinfo=None)


def filter_choices(request: HttpRequest, filters: BoardFilters) -> dict[str, object]:
    """What the filters of a page choose from: units, fields, procedures and channels."""
    actor = actor_of(request)
    own = assignable_units(today()) if actor.may(Permission.DOSSIER_SEE_ALL) else units_of(actor.visible_units)
    fields, procedures = queries.choices(actor, filters)
    channels = [(one.value, CHANNELS[one]) for one in Channel]
    units = [(one.code, one.name) for one in own]
    return {"units": units, "fields": fields, "procedures": procedures, "channels": channels}


def line_filters(filters: BoardFilters, grouping: Grouping, key: str) -> BoardFilters:
    """The filters of one line of the board."""
    if grouping is Grouping.UNIT:
        return replace(filters, unit=key, is_alone=True)
    if grouping is Grouping.CHANNEL:
        return replace(filters, channel=Channel(key))
    if grouping is Grouping.MONTH:
        return replace(filters, month=key)
    if grouping is Grouping.FIELD:
        return replace(filters, field=key)
    return replace(filters, procedure=key)


def query_of(filters: BoardFilters, **more: str) -> dict[str, str]:
    """What an address says of the filters."""
    told = {
        "tu": f"{filters.first:%d/%m/%Y}",
        "den": f"{filters.last:%d/%m/%Y}",
        "don-vi": filters.unit,
        "rieng": "1" if filters.is_alone else "",
        "linh-vuc": filters.field,
        "thu-tuc": filters.procedure,
        "kenh": filters.channel.value if filters.channel else "",
        "thang": filters.month,
        "co-quan": filters.agency,
        "qua": next((word for word, days in AGES.items() if days == filters.over), ""),
        "tu-buoc": filters.way[0].value if filters.way and filters.way[0] else "",
        "buoc": filters.way[1].value if filters.way else "",
        **more,
    }
    return {name: value for name, value in told.items() if value}


def quick_periods(request: HttpRequest, filters: BoardFilters) -> list[tuple[str, str, bool]]:
    """Periods that people ask for most, with the address of this page for each, and whether it is the one shown."""
    last = today()
    month, quarter = last.replace(day=1), date(last.year, (last.month - 1) // 3 * 3 + 1, 1)
    before = month - timedelta(days=1)
    asked = request.GET.dict().items()
    kept = {name: value for name, value in asked if value and name not in {"tu", "den", "trang", "tai"}}

    def told(word: str, first: date, end: date) -> tuple[str, str, bool]:
        address = urlencode({**kept, "tu": f"{first:%d/%m/%Y}", "den": f"{end:%d/%m/%Y}"})
        return word, f"?{address}", (first, end) == (filters.first, filters.last)

    return [
        told(gettext("Tháng này"), month, last),
        told(gettext("Tháng trước"), before.replace(day=1), before),
        told(gettext("Quý này"), quarter, last),
        told(gettext("Năm nay"), date(last.year, 1, 1), last),
        told(gettext("Năm trước"), date(last.year - 1, 1, 1), date(last.year - 1, 12, 31)),
    ]


def of_figures(filters: BoardFilters) -> BoardFilters:
    """What a board and a flow know of them: their figures open as many rows."""
    return replace(filters, agency="", over=None, way=None)


def _way(before: str, step: str) -> Way | None:
    found = _member(Happening, step)
    return (_member(Happening, before), found) if found else None


def _member(kind: type[E], text: str) -> E | None:
    return next((one for one in kind if one.value == text), None)
