"""The official report of one unit: what its newest version states, with the reports that it joined before its own."""

from dataclasses import dataclass, replace
from datetime import datetime

from caicach.documents.values import OfficialDocument
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.instants import start_of
from caicach.kernel.periods import parse_period
from caicach.kernel.tables import Table
from caicach.organisations import queries as organisations
from caicach.organisations.domain.units import place_of
from caicach.regimes.domain.catalogue import window_of
from caicach.regimes.domain.consolidation import Consolidation, Participant, Standing, consolidation
from caicach.regimes.domain.forms import Joining, ReportForm
from caicach.regimes.domain.paper import PaperHead, paper, report_symbol
from caicach.regimes.domain.sheets import tables_of
from caicach.regimes.kept_forms import form_of_row
from caicach.regimes.models import ReportVersion, UnitReport
from caicach.regimes.obtaining import unit_report_seen, visible_unit_reports
from caicach.regimes.periods_before import figures_before
from caicach.regimes.queries import newest_statement
from caicach.regimes.written_values import below_from_json


@dataclass(frozen=True, slots=True)
class UnitPaper:
    """``made_at`` is when its version was saved; before anybody wrote, the day on which the figures close."""

    name: str
    document: OfficialDocument
    tables: tuple[Table, ...]
    made_at: datetime


def unit_paper(actor: Actor, report_id: int) -> UnitPaper:
    """Of the newest version; the same bytes as long as nobody saves another. Some ten SQL queries."""
    return _paper(unit_report_seen(actor, report_id))


def unit_paper_of(actor: Actor, *, form_id: str, period_id: str, unit: str) -> UnitPaper:
    """By form, period and unit. Raises NotFound where the unit was not asked."""
    row = visible_unit_reports(actor).filter(form=form_id, period=period_id, unit=unit).order_by("pk").first()
    if row is None:
        raise NotFound(
            "periodic.unit_not_asked",
            what="Không có báo cáo {form} kỳ {period} của đơn vị «{unit}».",
            why="Kỳ chưa mở cho đơn vị này, hoặc mã đơn vị ghi sai.",
            todo="Hãy mở kỳ báo cáo, hoặc sửa mã đơn vị.",
            form=form_id[:60],
            period=period_id,
            unit=unit[:60],
        )
    return _paper(row)


def _paper(row: UnitReport) -> UnitPaper:
    form = form_of_row(row)
    version = ReportVersion.objects.filter(report=row, number=row.version).order_by("pk").first()
    head, report = _head(row, form), _report(row, form, version)
    made_at = version.made_at if version else start_of(row.closes_on)
    name = f"{row.form}-{row.period}-{row.unit}-ban-{row.version}"
    return UnitPaper(name, paper(head, report), tables_of(report, head.window), made_at)


def _report(row: UnitReport, form: ReportForm, version: ReportVersion | None) -> Consolidation:
    """The unit's own figures as the whole; those who reported to it take the place of those who report."""
    statement = newest_statement(row)
    own = {
        one.code: statement.figures[one.code]
        for one in form.indicators()
        if one.joining is Joining.OWN and one.code in statement.figures
    }
    itself = Participant(row.unit, row.unit_name, row.level, Standing.IN_TIME, statement)
    report = consolidation(form, [itself], own=own, edits=statement.words)
    below = below_from_json(version.below if version else {})
    return replace(report, participants=tuple(one.participant for one in below.standings))


def _head(row: UnitReport, form: ReportForm) -> PaperHead:
    units = {unit.code: unit for unit in organisations.units_on(row.closes_on)}
    unit = units.get(row.unit)
    parent = units.get(unit.parent or "") if unit else None
    asking = units.get(row.superior)
    window = window_of(form, parse_period(row.period))
    return PaperHead(
        issuer=row.unit_name,
        superior=parent.office_name.upper() if parent else None,
        scope=row.unit_name,
        window=window,
        before=dict(figures_before(row, form)),
        symbol=report_symbol(unit.short_name) if unit else None,
        place=place_of(unit, organisations.whole_on(row.closes_on)),
        year=row.closes_on.year,
        recipients=(f"{asking.office_name if asking else form.consolidated_by} (để b/c)",),
        is_of_unit=True,
    )
