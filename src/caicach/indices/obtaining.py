"""The only way to years, their results and sheets: what the actor may see, and which fields are the actor's.

Who sees every unit's scores sees every year. A unit sees its own sheets and those of its subtree, and of a published
year the results. For everybody else a sheet does not exist.
"""

from django.db.models import Q, QuerySet

from caicach.indices.definition.values import Definition
from caicach.indices.domain.cycle import Step
from caicach.indices.models import AppraiserField, FrozenResult, ScoringYear, Sheet
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound


def visible_years(actor: Actor) -> QuerySet[ScoringYear]:
    if actor.may(Permission.INDEX_SEE_ALL):
        return ScoringYear.objects.all()
    own = Sheet.objects.filter(unit_id__in=sorted(actor.visible_units)).values("year_id")
    return ScoringYear.objects.filter(Q(step=Step.PUBLISHED.value) | Q(pk__in=own))


def visible_sheets(actor: Actor) -> QuerySet[Sheet]:
    if actor.may(Permission.INDEX_SEE_ALL):
        return Sheet.objects.all()
    return Sheet.objects.filter(unit_id__in=sorted(actor.visible_units))


def year_seen(actor: Actor, year_id: int) -> ScoringYear:
    found = visible_years(actor).filter(pk=year_id).first()
    if found is None:
        raise NotFound(
            "index_year.not_found",
            what="Không có kỳ chấm điểm này.",
            why="Kỳ chấm không tồn tại, hoặc chưa công bố và không có đơn vị của bạn.",
            todo="Hãy quay lại danh sách kỳ chấm.",
        )
    return found


def locked_year(actor: Actor, year_id: int) -> ScoringYear:
    """The year, locked with all its sheets until the transaction ends: writers of entries wait, then see its step."""
    year_seen(actor, year_id)
    found = ScoringYear.objects.select_for_update().get(pk=year_id)
    list(Sheet.objects.select_for_update().filter(year=found).order_by("pk").values_list("pk", flat=True))
    return found


def sheet_seen(actor: Actor, sheet_id: int) -> Sheet:
    found = visible_sheets(actor).select_related("year").filter(pk=sheet_id).first()
    if found is None:
        raise sheet_not_found()
    return found


def locked_sheet(actor: Actor, sheet_id: int) -> Sheet:
    """The sheet, locked until the transaction ends, with the year as it stands after waiting."""
    if not visible_sheets(actor).select_for_update().filter(pk=sheet_id).order_by("pk").values_list("pk", flat=True):
        raise sheet_not_found()
    return Sheet.objects.select_related("year").get(pk=sheet_id)


def sheet_not_found() -> NotFound:
    return NotFound(
        "index_sheet.not_found",
        what="Không có phiếu chấm điểm này.",
        why="Phiếu không tồn tại, hoặc không thuộc phạm vi của bạn.",
        todo="Hãy quay lại danh sách kỳ chấm.",
    )


def evidence_not_found() -> NotFound:
    return NotFound(
        "index_evidence.not_found",
        what="Không có tài liệu này.",
        why="Tài liệu không tồn tại, hoặc không thuộc phạm vi của bạn.",
        todo="Hãy quay lại phiếu chấm.",
    )


def result_in_force(year: ScoringYear) -> FrozenResult:
    result = year.results.filter(withdrawn_at=None).order_by("-number").first()
    if result is None:
        raise NotFound(
            "index_result.none",
            what="Kỳ chấm {year} chưa có kết quả đã chốt.",
            why="Kết quả có sau khi Hội đồng quyết định và cơ quan thường trực chốt.",
            todo="Hãy xem các bước của kỳ chấm.",
            year=year.year,
        )
    return result


def fields_of(year: ScoringYear, user_id: int | None) -> frozenset[str]:
    """Codes of the nodes that a person answers for in a year. One SQL query."""
    if user_id is None:
        return frozenset()
    return frozenset(AppraiserField.objects.filter(year=year, user_id=user_id).values_list("node_code", flat=True))


def components_under(definition: Definition, fields: frozenset[str]) -> frozenset[str]:
    """Codes of the components under the fields."""
    return frozenset(node.code for field in definition.walk() if field.code in fields for node in field.components())
