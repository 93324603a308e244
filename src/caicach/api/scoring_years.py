"""Scoring years of index sets: the list, how far the units are, a unit's sheet, the result as it was frozen."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.api.identifiers import RowId
from caicach.indices import queries
from caicach.indices.domain.sheets import NodeRow, SheetHead
from caicach.indices.domain.years import ResultPage, YearPage, YearRow

router = Router(tags=["indices"])


class SheetOut(Schema):
    """``rows`` are the nodes of the set in its order; points that nobody gave are null."""

    head: SheetHead
    rows: list[NodeRow]
    total: NodeRow
    last_year: int | None


@router.get("/scoring-years", response={200: list[YearRow], **ERRORS}, summary="Scoring years, the newest first")
def list_years(request: HttpRequest) -> list[YearRow]:
    return list(queries.years(actor_of(request)))


@router.get("/scoring-years/{year_id}", response={200: YearPage, **ERRORS}, summary="A year with its units' progress")
def get_year(request: HttpRequest, year_id: RowId) -> YearPage:
    return queries.year_page(actor_of(request), year_id)


@router.get(
    "/scoring-years/{year_id}/result",
    response={200: ResultPage, **ERRORS},
    summary="The frozen result: points, ranks, groups",
)
def get_result(request: HttpRequest, year_id: RowId, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> ResultPage:
    return queries.result_page(actor_of(request), year_id, page=page)


@router.get("/score-sheets/{sheet_id}", response={200: SheetOut, **ERRORS}, summary="A unit's sheet, side by side")
def get_sheet(request: HttpRequest, sheet_id: RowId) -> SheetOut:
    page = queries.sheet_page(actor_of(request), sheet_id)
    return SheetOut(head=page.head, rows=list(page.rows), total=page.total, last_year=page.last_year)
