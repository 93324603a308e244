"""Frames that the application itself holds, as the tables that samples are drawn from: units, and dossiers of people
who were served."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from django.urls import reverse

from caicach.dossiers import queries as dossiers
from caicach.dossiers.domain.board import Kind
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import TooLarge
from caicach.kernel.tables import Table, table_file
from caicach.organisations import queries as organisations

MOST_DOSSIERS: Final = 200_000
_OF_DOSSIERS: Final = re.compile(r"ho-so-(\d{4}-\d{2}-\d{2})-(\d{4}-\d{2}-\d{2})\.csv")
_UNITS: Final = ("ma", "ten", "cap", "loai", "cap_tren")
_DOSSIERS: Final = ("ma", "don_vi", "thu_tuc", "linh_vuc", "kenh", "ngay_nhan", "thang")


def frame_of_units(actor: Actor, *, on: date) -> tuple[str, bytes]:
    """Name and table: a row a unit of the day. Raises NotAllowed."""
    require(actor, Permission.SURVEY_MANAGE)
    rows = (
        (one.code, one.name, one.level.value, one.type.value, one.parent or "") for one in organisations.units_on(on)
    )
    return f"don-vi-{on.isoformat()}.csv", _table(_UNITS, rows)


def frame_of_dossiers(actor: Actor, first: date, last: date, *, now: datetime) -> tuple[str, bytes]:
    """Name and table: a row a dossier received between the two days, of the units whose dossiers the person sees, as
    known at ``now``, local time as dossiers have it.

    Raises NotAllowed, TooLarge ("survey.frame_large").
    """
    require(actor, Permission.SURVEY_MANAGE)
    filters = dossiers.BoardFilters(first, last, now, kind=Kind.RECEIVED)
    found = dossiers.dossiers(actor, filters, size=MOST_DOSSIERS)
    if found.total > MOST_DOSSIERS:
        raise TooLarge(
            "survey.frame_large",
            what="Khung mẫu có {count} hồ sơ, nhiều hơn {most}.",
            why="Một lần chọn mẫu đọc cả khung.",
            todo="Hãy rút ngắn thời gian.",
            count=found.total,
            most=MOST_DOSSIERS,
        )
    rows = (
        (
            one.code,
            one.unit,
            one.procedure,
            one.field,
            one.channel.value,
            _day(one.received_at),
            _day(one.received_at)[:7],
        )
        for one in sorted(found.items, key=lambda one: one.code)
    )
    return f"ho-so-{first.isoformat()}-{last.isoformat()}.csv", _table(_DOSSIERS, rows)


def frame_address(name: str) -> str:
    """Where the frame of dossiers that a draw names can be had again, as its dossiers are known now; "" of others."""
    days = _OF_DOSSIERS.fullmatch(name)
    return "" if days is None else f"{reverse('web:sample_frame')}?khung=ho-so&tu={days[1]}&den={days[2]}"


def _day(at: datetime | None) -> str:
    return "" if at is None else at.date().isoformat()


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    with table_file(Table("Khung mẫu", head, rows), "csv", "khung-mau").data as written:
        return written.read()
