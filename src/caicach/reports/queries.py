"""Reads of reports: the list, a report rebuilt from its rows, the rows behind a figure, its document."""

from dataclasses import dataclass
from datetime import date, datetime

from caicach.documents.values import OfficialDocument
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.kernel.pages import Page, page_number
from caicach.kernel.said import Said
from caicach.kernel.vocabulary import ReformArea
from caicach.reports.domain.first_rule import FIRST_RULE, FirstRule
from caicach.reports.domain.progress import Figure, FrozenRow, ProgressReport, digest_of, progress_report, rows_behind
from caicach.reports.domain.writing import ReportHead, progress_document
from caicach.reports.gathering import gathered_period
from caicach.reports.models import FirstRule as FirstRuleRow
from caicach.reports.models import Report
from caicach.reports.obtaining import visible_report, visible_reports
from caicach.reports.rows import row_from_json


@dataclass(frozen=True, slots=True)
class ReportLine:
    id: int
    title: Said
    scope: str
    first: date
    last: date
    cut_off: date
    made_at: datetime
    made_by: str
    letter_id: int | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """``is_whole``: the rows are those that were frozen, by their hash."""

    line: ReportLine
    head: ReportHead
    report: ProgressReport
    digest: str
    is_whole: bool
    may_draft: bool


def reports_made(actor: Actor, *, page: int = 1, size: int = 50) -> Page[ReportLine]:
    """Newest first. Three SQL queries at most."""
    found = visible_reports(actor).order_by("-made_at", "-id")
    total = found.count()
    number = page_number(page, total=total, size=size)
    rows = found[(number - 1) * size : number * size]
    return Page(tuple(_line(row) for row in rows), total, number, size)


def report_view(actor: Actor, report_id: int) -> ReportView:
    """A report rebuilt from its frozen rows. Two SQL queries."""
    row = visible_report(actor, report_id)
    rows = _rows(row)
    return ReportView(
        line=_line(row),
        head=_head(row),
        report=progress_report(rows),
        digest=row.digest,
        is_whole=digest_of(rows) == row.digest,
        may_draft=actor.may(Permission.LETTER_DRAFT) and row.letter_id is None,
    )


def figure_rows(actor: Actor, report_id: int, figure_id: str) -> tuple[ReportLine, Figure, tuple[FrozenRow, ...]]:
    """The figure with exactly the rows that it counts."""
    row = visible_report(actor, report_id)
    rows = _rows(row)
    figure = progress_report(rows).figure(figure_id)
    if figure is None:
        raise NotFound(
            "report.no_figure",
            what="Báo cáo không có số liệu mang mã «{id}».",
            todo="Hãy mở số liệu từ trang báo cáo.",
            id=figure_id[:60],
        )
    return _line(row), figure, rows_behind(figure, rows)


def report_document(actor: Actor, report_id: int) -> OfficialDocument:
    """The official document, the same whenever it is asked for: its charts and tables come from the frozen rows."""
    row = visible_report(actor, report_id)
    return progress_document(_head(row), progress_report(_rows(row)))


def progress_now(
    actor: Actor, *, first: date, last: date, unit: str = "", today: date
) -> tuple[ReportHead, ProgressReport]:
    """What a report of the period would say now; nothing is kept."""
    found = gathered_period(actor, first=first, last=last, unit=unit, today=today)
    return found.head, progress_report(found.rows)


def first_rule() -> FirstRule:
    """The rule in force: the one that the product brings until a person sets another. One SQL query."""
    row = FirstRuleRow.objects.order_by("-id").first()
    if row is None:
        return FIRST_RULE
    areas = tuple(ReformArea(value) for value in row.areas)
    return FirstRule(areas, tuple(row.keywords), set_at=row.set_at, set_by=row.set_by_name)


def _rows(report: Report) -> tuple[FrozenRow, ...]:
    data = report.rows.order_by("position").values_list("data", flat=True)
    return tuple(row_from_json(row) for row in data)


def _line(row: Report) -> ReportLine:
    return ReportLine(
        id=row.pk,
        title=row.title,
        scope=row.scope_name,
        first=row.first_on,
        last=row.last_on,
        cut_off=row.cut_off_on,
        made_at=row.made_at,
        made_by=row.made_by_name,
        letter_id=row.letter_id,
    )


def _head(row: Report) -> ReportHead:
    return ReportHead(row.issuer, row.superior or None, row.scope_name, row.first_on, row.last_on, row.cut_off_on)
