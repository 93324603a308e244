"""Periodic reports: those the caller may see, one with its figures and words, and editions of the whole province."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.api.identifiers import RowId
from caicach.kernel.said import Said
from caicach.kernel.saying import say
from caicach.regimes import queries
from caicach.regimes.domain.comparing import ChangedAmount
from caicach.regimes.domain.consolidation import Consolidation, JoinedTable, Standing
from caicach.regimes.domain.cycle import State
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.views import ReportLine

router = Router(tags=["periodic reports"])


class FigureOut(Schema):
    """``amount`` null: there is none, and ``reason`` says why."""

    code: str
    amount: Decimal | None
    reason: str


class RowOut(Schema):
    """A row of a table; ``level`` is empty in the report of one unit. A figure that is not there is null."""

    level: str
    key: str
    amounts: dict[str, Decimal | None]


class UnitReportOut(Schema):
    id: int
    form: str
    period: str
    unit: str
    unit_name: str
    state: State
    due_on: date
    is_late: bool
    first_sent_at: datetime | None


class StatedReportOut(Schema):
    report: UnitReportOut
    version: int
    accepted_version: int | None
    figures: list[FigureOut]
    words: dict[str, str]
    rows: dict[str, list[RowOut]]


class StandingOut(Schema):
    """How a unit stood when the edition was made; ``successor`` where it ended meanwhile."""

    unit: str
    name: str
    level: str
    standing: Standing
    successor: str


class WordsOut(Schema):
    """What one unit wrote below a heading, or what the consolidating office wrote over it (``unit`` empty)."""

    heading: str
    unit: str
    name: str
    text: str


class PeriodicEditionOut(Schema):
    id: int
    form: str
    period: str
    number: int
    made_at: datetime
    digest: str
    figures: list[FigureOut]
    rows: dict[str, list[RowOut]]
    words: list[WordsOut]
    units: list[StandingOut]


class ChangeOut(Schema):
    """A figure that differs. ``place`` is the unit or the column, empty for the sum of all; null: not there at all, or
    there is none and ``before_reason`` or ``after_reason`` says why."""

    what: str
    level: str
    place: str
    before: Decimal | None
    before_reason: str
    after: Decimal | None
    after_reason: str


class ChangedWordsOut(Schema):
    """``author`` is empty for what the consolidating office wrote over the heading."""

    heading: str
    author: str
    before: str
    after: str


class ChangedStandingOut(Schema):
    """How a unit reported in each edition; null: not asked there."""

    name: str
    before: Standing | None
    after: Standing | None


class EditionsComparedOut(Schema):
    """``before`` and ``after`` are editions; ``registers`` names forms out of the registers that differ."""

    before: int
    after: int
    figures: list[ChangeOut]
    rows: list[ChangeOut]
    words: list[ChangedWordsOut]
    units: list[ChangedStandingOut]
    registers: list[str]


def _line(line: ReportLine) -> UnitReportOut:
    return UnitReportOut(
        id=line.id,
        form=line.form.id,
        period=line.period.id,
        unit=line.unit,
        unit_name=line.unit_name,
        state=line.state,
        due_on=line.due_on,
        is_late=line.is_late,
        first_sent_at=line.first_sent_at,
    )


def _figures(amounts: Mapping[str, Amount]) -> list[FigureOut]:
    return [
        FigureOut(code=code, amount=None, reason=say(amount))
        if isinstance(amount, Said)
        else FigureOut(code=code, amount=amount, reason="")
        for code, amount in amounts.items()
    ]


def _change(change: ChangedAmount) -> dict[str, Any]:
    return {**_side("before", change.before), **_side("after", change.after)}


def _side(name: str, amount: Amount | None) -> dict[str, Any]:
    return {
        name: amount if isinstance(amount, Decimal) else None,
        f"{name}_reason": say(amount) if isinstance(amount, Said) else "",
    }


def _rows(joined: JoinedTable) -> Iterator[RowOut]:
    for level, lines in joined.parts.items():
        for line in lines:
            amounts = {code: amount if isinstance(amount, Decimal) else None for code, amount in line.amounts.items()}
            yield RowOut(level=level, key=line.key, amounts=amounts)


def _words(report: Consolidation) -> Iterator[WordsOut]:
    for heading in report.headings:
        if heading.edited:
            yield WordsOut(heading=heading.number, unit="", name="", text=heading.edited)
        for words in heading.words:
            yield WordsOut(heading=heading.number, unit=words.unit, name=words.name, text=words.text)


@router.get(
    "/periodic-reports",
    response={200: list[UnitReportOut], **ERRORS},
    summary="Reports of units that the caller sees, the newest period first",
)
def list_unit_reports(request: HttpRequest) -> list[UnitReportOut]:
    return [_line(line) for line in queries.reports_seen(actor_of(request))]


@router.get(
    "/periodic-reports/{report_id}",
    response={200: StatedReportOut, **ERRORS},
    summary="One report as its unit states it",
)
def get_unit_report(request: HttpRequest, report_id: RowId) -> StatedReportOut:
    view = queries.report_to_see(actor_of(request), report_id)
    return StatedReportOut(
        report=_line(view.line),
        version=view.version,
        accepted_version=view.accepted_version,
        figures=_figures(view.amounts),
        words=dict(view.statement.words),
        rows={
            table: [RowOut(level="", key=row.key, amounts=dict(row.amounts)) for row in rows]
            for table, rows in view.statement.rows.items()
        },
    )


@router.get(
    "/periodic-editions/{edition_id}/differences/{other_id}",
    response={200: EditionsComparedOut, **ERRORS},
    summary="What differs between two editions of one period, in whichever order they are named",
)
def compare_editions(request: HttpRequest, edition_id: RowId, other_id: RowId) -> EditionsComparedOut:
    found = queries.editions_compared(actor_of(request), edition_id, other_id)
    told = found.comparison
    return EditionsComparedOut(
        before=found.before.id,
        after=found.after.id,
        figures=[
            ChangeOut(what=one.code, level="", place=change.place, **_change(change))
            for one in told.figures
            for change in (*([one.joined] if one.joined else []), *one.parts)
        ],
        rows=[
            ChangeOut(
                what=f"{one.table}: {one.key}" if one.key else one.table,
                level=one.level,
                place=change.place,
                **_change(change),
            )
            for one in told.rows
            for change in one.amounts
        ],
        words=[
            ChangedWordsOut(heading=one.number, author=one.author, before=one.before, after=one.after)
            for one in told.words
        ],
        units=[ChangedStandingOut(name=one.name, before=one.before, after=one.after) for one in told.standings],
        registers=list(told.attached),
    )


@router.get(
    "/periodic-editions/{edition_id}",
    response={200: PeriodicEditionOut, **ERRORS},
    summary="One report joined of many, as it was frozen",
)
def get_edition(request: HttpRequest, edition_id: RowId) -> PeriodicEditionOut:
    view = queries.edition_view(actor_of(request), edition_id)
    return PeriodicEditionOut(
        id=view.line.id,
        form=view.line.form.id,
        period=view.line.period.id,
        number=view.line.number,
        made_at=view.line.made_at,
        digest=view.digest,
        figures=_figures({code: found.amount for code, found in view.report.figures.items()}),
        rows={joined.table.code: list(_rows(joined)) for joined in view.report.tables},
        words=list(_words(view.report)),
        units=[
            StandingOut(unit=one.unit, name=one.name, level=one.level, standing=one.standing, successor=one.successor)
            for one in view.report.participants
        ],
    )
