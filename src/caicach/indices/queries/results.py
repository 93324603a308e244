"""Frozen and imported results: ranks as they were, and the points of one unit in an edition."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.db.models import F

from caicach.indices.definition.scores import NodeScore
from caicach.indices.domain.cycle import Step
from caicach.indices.domain.frozen import nodes_from_plain
from caicach.indices.domain.targets import TargetLine, targets_of
from caicach.indices.domain.years import RankRow, ResultPage
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import FrozenResult, ScoringYear, UnitResult
from caicach.indices.obtaining import result_in_force, visible_sheets, year_seen
from caicach.indices.queries.years import year_head
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.kernel.ordered_pages import ByKey, by_text, ordered_page
from caicach.kernel.ordering import Order
from caicach.kernel.said import from_json

RESULT_SIZE = 200
PLACES = 2
_EVERY: Final = 1_000_000
"""More units than there are."""
_COLUMNS: Final = {
    "rank": ByKey(("rank",), lambda rank: rank),
    "unit": by_text("unit_name"),
    "points": ByKey(("points",), lambda points: points),
    "percentage": ByKey(("percentage",), lambda percentage: percentage),
}
RESULT_COLUMNS = tuple(_COLUMNS)


def result_page(actor: Actor, year_id: int, *, page: int | None = None, order: Order | None = None) -> ResultPage:
    """The result in force, as it was frozen: a page of its units, or (None) all. Eight SQL queries, nine in an order.

    Not published, it is for those who see every unit only.
    """
    year = year_seen(actor, year_id)
    if year.step != Step.PUBLISHED.value and not actor.may(Permission.INDEX_SEE_ALL):
        raise NotFound(
            "index_result.not_published",
            what="Kết quả chưa công bố.",
            why="Kết quả được xem sau khi cơ quan thường trực công bố.",
            todo="Hãy xem lịch của kỳ chấm.",
        )
    result = result_in_force(year)
    fields = top_nodes(year)
    sheets = dict(visible_sheets(actor).filter(year=year).values_list("unit_id", "pk"))
    rows, points = [], []
    own = (F("rank").asc(nulls_last=True), F("percentage").desc(nulls_last=True), "unit_id")
    size = _EVERY if page is None else RESULT_SIZE
    listed, total, number = ordered_page(result.units.all(), order, _COLUMNS, own=own, page=page or 1, size=size)
    for row in listed:
        rows.append(rank_row(row, sheets.get(row.unit_id)))
        points.append(tuple(_points(row.nodes, code) for code, _ in fields))
    return ResultPage(
        head=year_head(year),
        number=result.number,
        frozen_at=result.frozen_at,
        frozen_by=result.frozen_by_name,
        result_hash=result.result_hash,
        inputs_hash=result.inputs_hash,
        rows=tuple(rows),
        fields=fields,
        field_points=tuple(points),
        warnings=tuple(map(from_json, result.warnings)),
        total=total,
        unranked=result.units.filter(rank=None).count(),
        number_of_page=number,
        targets=_targets(year, result),
        places=_places(year),
    )


def _places(year: ScoringYear) -> int:
    """Decimals of a percentage as the set rounds it; two where it says none."""
    places = definition_of(year).ranking.places if year.definition_text else None
    return PLACES if places is None else places


def _targets(year: ScoringYear, result: FrozenResult) -> tuple[TargetLine, ...]:
    """One SQL query for each target of the whole."""
    judged = result.units.exclude(percentage=None)
    return tuple(
        TargetLine(one)
        if one.component
        else TargetLine(one, judged.filter(percentage__gte=one.percent).count(), judged.count())
        for one in targets_of(year.set_code, year.year)
    )


def top_nodes(year: ScoringYear) -> tuple[tuple[str, str], ...]:
    """Code and name of the fields; none where the year was imported without a definition."""
    return tuple((node.code, node.name) for node in definition_of(year).tree) if year.definition_text else ()


def rank_row(row: UnitResult, sheet_id: int | None) -> RankRow:
    missing = sum(1 for cells in row.nodes.values() if cells[2] and cells[0] is None)
    return RankRow(
        unit=row.unit_id,
        unit_name=row.unit_name,
        points=row.points,
        maximum=row.maximum,
        percentage=row.percentage,
        rank=row.rank,
        group=row.group,
        missing=missing,
        sheet_id=sheet_id,
    )


def _points(nodes: Mapping[str, list[object]], code: str) -> Decimal | None:
    cells = nodes.get(code)
    return None if cells is None or cells[0] is None else Decimal(str(cells[0]))


def edition_before(year: ScoringYear) -> FrozenResult | None:
    """The result of the same set for the latest earlier year. One SQL query."""
    found = FrozenResult.objects.filter(
        year__set_code=year.set_code, year__year__lt=year.year, year__step=Step.PUBLISHED.value, withdrawn_at=None
    )
    return found.select_related("year").order_by("-year__year").first()


def points_of(result: FrozenResult | None, unit: str) -> Mapping[str, NodeScore]:
    """Points of every node of a unit in an edition; empty where the unit was not in it. One SQL query."""
    row = result.units.filter(unit_id=unit).first() if result else None
    return nodes_from_plain(row.nodes) if row else {}
