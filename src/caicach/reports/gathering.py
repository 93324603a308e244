"""What a report says, gathered for a person: the rows that this person may see, and no others."""

from dataclasses import dataclass
from datetime import date, timedelta

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.letters import LetterPurpose
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import InvalidInput, NotAllowed
from caicach.organisations import queries as organisations
from caicach.plans import queries as plans
from caicach.reports.domain.progress import FrozenRow, Part, chased_rows
from caicach.reports.domain.writing import ReportHead


@dataclass(frozen=True, slots=True)
class Gathered:
    """``units`` are those that the report covers; empty for the whole province."""

    head: ReportHead
    unit: str
    units: tuple[str, ...]
    rows: tuple[FrozenRow, ...]


def gathered_period(actor: Actor, *, first: date, last: date, unit: str, today: date) -> Gathered:
    """A period that is not over yet is reported as it stands today. ``unit`` "" is everything the actor oversees."""
    cut_off, scope, units = _asked(actor, first, last, unit, today)
    span = last - first + timedelta(days=1)
    now = _rows(actor, Part.NOW, first, cut_off, units)
    before = _rows(actor, Part.BEFORE, first - span, first - timedelta(days=1), units)
    return Gathered(_head(actor, scope, first, last, cut_off), scope, units, (*now, *before))


def row_count(actor: Actor, *, first: date, last: date, unit: str, today: date) -> int:
    """How many rows the report has of its period, apart from those of the period before. A few SQL queries."""
    cut_off, _, units = _asked(actor, first, last, unit, today)
    return plans.standing_count(actor, first=first, last=cut_off, units=units)


def _asked(actor: Actor, first: date, last: date, unit: str, today: date) -> tuple[date, str, tuple[str, ...]]:
    """The day up to which the report tells, its scope and the units below it."""
    cut_off = min(last, today)
    if first > last or first > today:
        raise InvalidInput(
            "report.period",
            what="Kỳ báo cáo từ {first} đến {last} không hợp lệ.",
            why="Ngày cuối phải sau ngày đầu, và kỳ phải đã bắt đầu.",
            todo="Hãy chọn lại kỳ báo cáo.",
            first=f"{first:%d/%m/%Y}",
            last=f"{last:%d/%m/%Y}",
        )
    scope = _scope(actor, unit)
    return cut_off, scope, tuple(sorted(organisations.subtree(scope, on=cut_off) or {scope})) if scope else ()


def _scope(actor: Actor, unit: str) -> str:
    if actor.may(Permission.TASK_SEE_ALL):
        return unit
    own = unit or next(iter(sorted(actor.acts_for)), "")
    if own not in actor.visible_units or not actor.may(Permission.TASK_REPORT):
        raise NotAllowed(
            "report.not_your_unit",
            what="Bạn không lập được báo cáo này.",
            why="Tài khoản «{name}» chỉ lập báo cáo của đơn vị mình và các đơn vị trực thuộc.",
            todo="Hãy chọn đơn vị của bạn.",
            name=actor.name,
        )
    return own


def _rows(actor: Actor, part: Part, first: date, last: date, units: tuple[str, ...]) -> tuple[FrozenRow, ...]:
    rows = tuple(FrozenRow(part, s) for s in plans.standings(actor, first=first, last=last, units=units))
    if part is Part.BEFORE or not rows:
        return rows
    refs = [str(row.standing.assignment_id) for row in rows]
    sent: set[int] = set()
    for start in range(0, len(refs), 500):
        found = letters.earlier_letters(
            actor, kind="assignment", refs=refs[start : start + 500], purpose=LetterPurpose.CHASING
        )
        sent |= {int(ref) for ref, links in found.items() if links}
    return chased_rows(rows, frozenset(sent))


def _head(actor: Actor, scope: str, first: date, last: date, cut_off: date) -> ReportHead:
    directory = {unit.code: unit for unit in organisations.units_on(cut_off)}
    issuing = scope or next(iter(sorted(actor.acts_for)), "")
    unit = directory.get(issuing)
    parent = directory.get(unit.parent) if unit and unit.parent else None
    return ReportHead(
        issuer=(unit.office_name if unit else "Cơ quan thường trực cải cách hành chính").upper(),
        superior=parent.office_name.upper() if parent else None,
        scope=unit.office_name if unit and scope else "toàn tỉnh",
        first=first,
        last=last,
        cut_off=cut_off,
    )
