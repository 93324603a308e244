"""The official report of one unit: what a version states, with the reports that it joined before its own."""

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
from caicach.regimes.domain.cycle import Act
from caicach.regimes.domain.forms import Joining, ReportForm
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.paper import PaperHead, paper, report_symbol
from caicach.regimes.domain.sheets import tables_of
from caicach.regimes.gathering import AskedUnit, statement_of
from caicach.regimes.kept_forms import form_of_row
from caicach.regimes.models import ReportAct, ReportVersion, UnitReport
from caicach.regimes.obtaining import unit_report_seen, visible_unit_reports
from caicach.regimes.periods_before import figures_before
from caicach.regimes.queries import newest_statement
from caicach.regimes.written_values import amount_from_json, below_from_json


@dataclass(frozen=True, slots=True)
class UnitPaper:
    """``made_at`` is when its version was saved; before anybody wrote, the day on which the figures close."""

    name: str
    document: OfficialDocument
    tables: tuple[Table, ...]
    report: Consolidation
    made_at: datetime


def unit_paper(actor: Actor, report_id: int, number: int | None = None) -> UnitPaper:
    """Of a version, the newest where none is named; a draft until that version is sent. The same bytes each time, but
    for what was saved before figures of the period before were kept. Some ten SQL queries. Raises NotFound."""
    return _paper(unit_report_seen(actor, report_id), number)


def unit_paper_of(actor: Actor, *, form_id: str, period_id: str, unit: str, number: int | None = None) -> UnitPaper:
    """By form, period and unit. Raises NotFound where the unit was not asked, or has no such version."""
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
    return _paper(row, number)


def _paper(row: UnitReport, number: int | None) -> UnitPaper:
    form, wanted = form_of_row(row), row.version if number is None else number
    version = ReportVersion.objects.filter(report=row, number=wanted).order_by("pk").first()
    if version is None and number is not None:
        raise NotFound(
            "periodic.no_version",
            what="Báo cáo này không có bản {number}.",
            why="Đơn vị đã lưu {count} bản.",
            todo="Hãy chọn một trong các bản đã lưu.",
            number=number,
            count=row.version,
        )
    head, report = _head(row, form, version), _report(row, form, version)
    made_at = version.made_at if version else start_of(row.closes_on)
    name = f"{row.form}-{row.period}-{row.unit}-ban-{wanted}{'-du-thao' if head.draft else ''}"
    return UnitPaper(name, paper(head, report), tables_of(report, head), report, made_at)


def _draft(row: UnitReport, version: ReportVersion | None) -> str:
    if version is None:
        return "DỰ THẢO: đơn vị chưa ghi gì; số liệu do hệ thống tự tính đến lúc này."
    is_sent = ReportAct.objects.filter(report=row, kind=Act.SEND.value, version=version.number).exists()
    return "" if is_sent else f"DỰ THẢO: bản {version.number}, đơn vị chưa gửi."


def _report(row: UnitReport, form: ReportForm, version: ReportVersion | None) -> Consolidation:
    """The unit's own figures as the whole; those who reported to it take the place of those who report."""
    unit = AskedUnit(row.unit, row.unit_name, row.level)
    statement = statement_of(unit, version) if version else newest_statement(row)
    own = {
        one.code: statement.figures[one.code]
        for one in form.indicators()
        if one.joining is Joining.OWN and one.code in statement.figures
    }
    itself = Participant(row.unit, row.unit_name, row.level, Standing.IN_TIME, statement)
    report = consolidation(form, [itself], own=own, edits=statement.words)
    below = below_from_json(version.below if version else {})
    return replace(report, participants=tuple(one.participant for one in below.standings))


def _head(row: UnitReport, form: ReportForm, version: ReportVersion | None) -> PaperHead:
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
        before=_before(row, form, version),
        symbol=report_symbol(unit.short_name) if unit else None,
        place=place_of(unit, organisations.whole_on(row.closes_on)),
        year=row.closes_on.year,
        recipients=(f"{asking.office_name if asking else form.consolidated_by} (để b/c)",),
        is_of_unit=True,
        draft=_draft(row, version),
    )


def _before(row: UnitReport, form: ReportForm, version: ReportVersion | None) -> dict[str, Amount]:
    """As it was told when the version was saved; as it is now for versions that do not have it."""
    if version is None or version.before is None:
        return dict(figures_before(row, form))
    return {code: amount_from_json(data) for code, data in version.before.items()}
