"""The only way to reports of a regime: the office sees every unit's, a unit its own and those below it.

A code that was given to another body shows it nothing of the former one.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotFound
from caicach.organisations import queries as organisations
from caicach.regimes.models import Edition, UnitReport


def visible_unit_reports(actor: Actor) -> QuerySet[UnitReport]:
    if actor.may(Permission.TASK_SEE_ALL):
        return UnitReport.objects.all()
    return reports_of_bodies(actor.visible_units)


def reports_of_bodies(codes: Collection[str]) -> QuerySet[UnitReport]:
    """Of the bodies that bear these codes today: not what a body before them stated under the same code."""
    asked = tuple(sorted(codes))
    seen = Q(unit__in=asked)
    for since, begun in organisations.bodies_begun(asked, on=timezone.localdate()).items():
        seen &= ~Q(unit__in=begun, closes_on__lt=since)
    return UnitReport.objects.filter(seen)


def unit_report_seen(actor: Actor, report_id: int, *, for_update: bool = False) -> UnitReport:
    rows = visible_unit_reports(actor)
    found = (rows.select_for_update() if for_update else rows).filter(pk=report_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "periodic.not_yours",
            what="Không có báo cáo này.",
            why="Báo cáo không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách báo cáo định kỳ.",
        )
    return found


def require_deciding(actor: Actor) -> None:
    """Who decides on no report at all is refused before any is looked for."""
    if not actor.acts_for or not actor.may(Permission.TASK_REPORT):
        require(actor, Permission.TASK_DECIDE)


def may_decide(actor: Actor, row: UnitReport) -> bool:
    """The standing office on what the province asked for; a unit on what it asked of those below it."""
    if row.superior:
        return actor.may(Permission.TASK_REPORT, unit=row.superior)
    return actor.may(Permission.TASK_DECIDE)


def visible_editions(actor: Actor) -> QuerySet[Edition]:
    """Of the whole province: for who sees everything."""
    return Edition.objects.all() if actor.may(Permission.TASK_SEE_ALL) else Edition.objects.none()


def edition_seen(actor: Actor, edition_id: int, *, for_update: bool = False) -> Edition:
    rows = visible_editions(actor)
    found = (rows.select_for_update() if for_update else rows).filter(pk=edition_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "periodic.no_edition",
            what="Không có bản tổng hợp này.",
            why="Bản tổng hợp không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách báo cáo định kỳ.",
        )
    return found
