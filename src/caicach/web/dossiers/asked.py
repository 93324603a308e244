"""What the address of a page asks of dossiers: period, unit, field, procedure, channel, kind of list."""

from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from django.http import HttpRequest
from django.utils import timezone

from caicach.dossiers import queries
from caicach.dossiers.domain.board import Grouping, Kind
from caicach.dossiers.domain.clock.values import Channel
from caicach.dossiers.queries import BoardFilters
from caicach.kernel.access import Permission
from caicach.kernel.errors import InvalidInput
from caicach.web.dossiers.words import CHANNELS
from caicach.web.shell.requests import actor_of, day_of, today
from caicach.web.shell.units import assignable_units, units_of

E = TypeVar("E", bound=Enum)


def filters_of(request: HttpRequest) -> BoardFilters:
    """The year up to today where no period is named. Raises InvalidInput where the period has no day."""
    given = request.GET
    last = day_of(given.get("den", "")) or today()
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
        **more,
    }
    return {name: value for name, value in told.items() if value}


def _member(kind: type[E], text: str) -> E | None:
    return next((one for one in kind if one.value == text), None)
