"""The only way to years and sheets: what the actor may see.

Who sees every unit's scores sees every year. A unit sees its own sheets and those of its subtree, and of a published
year the results. For everybody else a sheet does not exist.
"""

from django.db.models import Q, QuerySet

from caicach.indices.domain.cycle import Step
from caicach.indices.models import ScoringYear, Sheet
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
