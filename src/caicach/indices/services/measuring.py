"""Figures that no unit scores itself: survey results entered by the office, and metrics asked for in batches."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from caicach.indices.definition.values import Definition, Method, Node
from caicach.indices.domain.cycle import Cells, Stage, Step
from caicach.indices.domain.metric_cells import metric_cells, metric_factor
from caicach.indices.domain.reading_cells import level_of, points_alone, rule_in
from caicach.indices.domain.sampled_points import SAMPLING, sampled_points, scaled_error
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import ScoreEntry, ScoringYear, Sheet
from caicach.indices.obtaining import locked_sheet, locked_year
from caicach.indices.services.entering import (
    STORED_PLACES,
    NewEntry,
    add_entry,
    component_of,
    refuse_unscored,
)
from caicach.kernel import metrics
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed
from caicach.kernel.metrics import Measured, Missing
from caicach.kernel.periods import Period, PeriodKind
from caicach.kernel.said import from_json, sentence_of

_BATCH: Final = 500


@transaction.atomic
def record_figure(
    actor: Actor,
    *,
    sheet_id: int,
    component: str,
    cells: Cells,
    source: str,
    sample_size: int | None = None,
    standard_error: Decimal | None = None,
    seen: int | None,
    now: datetime,
) -> int:
    """Enter a survey's result, or a computed figure that has no metric, with its source, sample size and error."""
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_MANAGE)
    refuse_unscored(sheet)
    _refuse_settled(sheet.year)
    node = component_of(sheet, component)
    if node.method not in {Method.SURVEY, Method.COMPUTED} or node.source:
        raise NotAllowed(
            "index_figure.not_entered",
            what="«{component}» không nhập tay ở đây.",
            why="Chỉ nhập kết quả điều tra xã hội học và số liệu chưa có nguồn trong hệ thống.",
            todo="Số liệu có nguồn trong hệ thống thì bấm «Tính lại từ dữ liệu».",
            component=component,
        )
    if not source.strip() or cells.is_blank:
        raise InvalidInput(
            "index_figure.source",
            what="Chưa đủ số liệu hoặc nguồn.",
            why="Mỗi số phải chỉ ra được lấy từ đâu.",
            todo="Hãy ghi số liệu và nguồn, ví dụ báo cáo kết quả điều tra.",
            column="source" if not cells.is_blank else "value",
        )
    stage = Stage.SURVEY if node.method is Method.SURVEY else Stage.COMPUTED
    new = NewEntry(stage, cells, source, source=source, sample_size=sample_size, standard_error=standard_error)
    return add_entry(actor, sheet, node, new, seen=seen, now=now).pk


@transaction.atomic
def compute_figures(actor: Actor, *, year_id: int, now: datetime) -> int:
    """Ask every metric that the set names, once for all units; returns how many figures changed.

    A metric without a figure leaves an entry that says why: missing, and shown as missing.
    """
    year = locked_year(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    _refuse_settled(year)
    definition = definition_of(year)
    sheets = list(year.sheets.filter(removed_at=None).order_by("unit_id"))
    period = Period(PeriodKind.YEAR, date(year.year, 1, 1))
    changed = 0
    for node in definition.components():
        if node.source:
            changed += _compute_component(actor, year, definition, node, sheets, period, now)
    new = {"changed": changed, "period": period.id}
    audit.record(actor, "indices.figures.computed", subject=("scoring_year", year.pk), now=now, new=new)
    return changed


def _compute_component(
    actor: Actor,
    year: ScoringYear,
    definition: Definition,
    node: Node,
    sheets: Sequence[Sheet],
    period: Period,
    now: datetime,
) -> int:
    figures = metrics.measure(node.source, [sheet.unit_id for sheet in sheets], period)
    unit = next(str(metric.unit) for metric in metrics.listed() if metric.name == node.source)
    kept = ScoreEntry.objects.filter(sheet__year=year, component=node.code, stage=Stage.COMPUTED.value, is_current=True)
    before = {entry.sheet_id: entry for entry in kept}
    fresh, old = [], []
    for sheet in sheets:
        entry = _computed(actor, definition, node, sheet, figures[sheet.unit_id], unit, now)
        last = before.get(sheet.pk)
        if last is not None and _same(last, entry):
            continue
        if last is not None:
            entry.number = last.number + 1
            old.append(last.pk)
        fresh.append(entry)
    for start in range(0, len(old), _BATCH):
        ScoreEntry.objects.filter(pk__in=old[start : start + _BATCH]).update(is_current=False)
    ScoreEntry.objects.bulk_create(fresh, batch_size=_BATCH)
    return len(fresh)


def _computed(
    actor: Actor,
    definition: Definition,
    node: Node,
    sheet: Sheet,
    figure: Measured | Missing,
    unit: str,
    now: datetime,
) -> ScoreEntry:
    entry = ScoreEntry(
        sheet=sheet,
        component=node.code,
        stage=Stage.COMPUTED.value,
        number=1,
        source=node.source,
        made_at=now,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
    )
    if isinstance(figure, Missing):
        entry.missing_reason = figure.reason
        return entry
    year = sheet.year.year
    rule = rule_in(definition, node, year)
    cells = metric_cells(figure.value, unit, rule)
    entry.value = cells.value
    entry.provenance = metrics.provenance_as_json(figure.provenance)
    level = level_of(definition, sheet.unit_type)
    try:
        points = points_alone(definition, node, cells, year=year, level=level)
    except InvalidInput as error:
        entry.value = ""
        entry.missing_reason = sentence_of(error)
        return entry
    entry.points = None if points is None else rounded_value(points, STORED_PLACES)
    if figure.error is not None:
        error_of_cell = scaled_error(figure.error, metric_factor(unit, rule))
        sampled = sampled_points(error_of_cell, cells, definition, node, year=year, level=level)
        entry.standard_error, entry.sample_size = sampled.standard_error, figure.provenance.rows
        entry.sampling = SAMPLING.plain(sampled)
    return entry


def _same(last: ScoreEntry, entry: ScoreEntry) -> bool:
    """By the words: the same sentence may have been kept finished, by a version before."""
    return _words(last) == _words(entry)


def _words(entry: ScoreEntry) -> tuple[str, str, dict[str, object], dict[str, object]]:
    said, found = {"source", "selection"}, entry.provenance
    words = {name: str(from_json(kept)) if name in said else kept for name, kept in found.items()}
    return entry.value, str(entry.missing_reason), words, entry.sampling


def _refuse_settled(year: ScoringYear) -> None:
    if Step(year.step).is_settled:
        raise Conflict(
            "index_year.figures_settled",
            what="Kết quả của kỳ chấm đã chốt.",
            why="Số liệu sau khi chốt không đổi.",
            todo="Nếu phải sửa, hãy rút kết quả đã chốt (khi chưa công bố).",
        )
