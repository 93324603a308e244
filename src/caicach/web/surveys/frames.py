"""Frames that the application itself holds, as the tables that samples are drawn from: units, and dossiers of people
who were served."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from caicach.dossiers import queries as dossiers
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import TooLarge
from caicach.kernel.tables import Table, table_file
from caicach.organisations import queries as organisations

MOST_DOSSIERS: Final = 200_000
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
    found = dossiers.dossiers(actor, dossiers.BoardFilters(first, last, now), size=MOST_DOSSIERS)
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
        if one.received_at is not None and first <= one.received_at.date() <= last
    )
    return f"ho-so-{first.isoformat()}-{last.isoformat()}.csv", _table(_DOSSIERS, rows)


def _day(at: datetime | None) -> str:
    return "" if at is None else at.date().isoformat()


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    with table_file(Table("Khung mẫu", head, rows), "csv", "khung-mau").data as written:
        return written.read()
