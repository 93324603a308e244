"""Inspections and their findings, those the caller may see."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.inspections import finding_queries, queries
from caicach.inspections.domain.views import FindingLine, InspectionLine
from caicach.inspections.finding_queries import FindingFilters
from caicach.inspections.queries import InspectionFilters

router = Router(tags=["inspections"])
Unit = Annotated[str, Query(max_length=40)]
Year = Annotated[int | None, Query(ge=1900, le=2199)]


class InspectionsOut(Schema):
    items: list[InspectionLine]
    total: int
    page: int


@router.get("/inspections", response={200: InspectionsOut, **ERRORS}, summary="Inspections, the newest first")
def list_inspections(
    request: HttpRequest,
    unit: Unit = "",
    year: Year = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> InspectionsOut:
    asked = InspectionFilters(unit=unit, year=year)
    found = queries.inspections(actor_of(request), on=timezone.localdate(), filters=asked, page=page)
    return InspectionsOut(items=list(found.items), total=found.total, page=found.number)


@router.get(
    "/inspection-findings",
    response={200: list[FindingLine], **ERRORS},
    summary="Findings of concluded inspections, the newest first",
)
def list_findings(request: HttpRequest, unit: Unit = "", year: Year = None) -> list[FindingLine]:
    asked = FindingFilters(unit=unit, year=year)
    return list(finding_queries.findings(actor_of(request), on=timezone.localdate(), filters=asked))
