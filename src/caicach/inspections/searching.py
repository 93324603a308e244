"""What the search finds of this module: inspections and their findings, for exactly those who may open them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.inspections.domain.cycle import InspectionKind, State
from caicach.inspections.models import Finding, Inspection, TeamMember
from caicach.inspections.obtaining import visible_findings, visible_inspections
from caicach.kernel.access import Actor, Permission
from caicach.kernel.said import from_text
from caicach.kernel.search.registry import NewEntry, Source, Watched, register


def _scope_of(unit: str, kind: str, state: str, team: Iterable[int]) -> tuple[str, ...]:
    """A surprise inspection bears no word of its unit before it is concluded."""
    is_told = state == State.CONCLUDED.value or kind == InspectionKind.SELF.value
    return (*((unit,) if is_told else ()), *(f"user/{user}" for user in team))


def _teams(inspections: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = TeamMember.objects.filter(inspection_id__in=inspections).order_by("pk")
    for inspection, user in rows.values_list("inspection_id", "user_id"):
        found[inspection].append(user)
    return found


def _inspections(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    teams = _teams(list(map(int, roots)))
    for row in Inspection.objects.filter(pk__in=roots).order_by("pk"):
        yield NewEntry(
            root=str(row.pk),
            title=f"{row.checklist_title}: {row.unit_name}",
            head=(row.checklist_title, row.unit_name),
            body=(row.part, row.conclusion),
            happened_on=row.first_on,
            scope=_scope_of(row.unit_id, row.kind, row.state, teams[row.pk]),
        )


def _findings(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    rows = list(Finding.objects.filter(pk__in=roots).select_related("inspection").order_by("pk"))
    teams = _teams({row.inspection_id for row in rows})
    for row in rows:
        held = row.inspection
        yield NewEntry(
            root=str(row.pk),
            title=row.text,
            head=(row.text,),
            body=(held.unit_name, row.remedy, row.unit_says, str(from_text(row.closing_note))),
            note=held.unit_name,
            happened_on=held.first_on,
            scope=_scope_of(row.unit_id, held.kind, held.state, teams[row.inspection_id]),
        )


def _visible_inspections(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return {str(pk) for pk in visible_inspections(actor).filter(pk__in=list(roots)).values_list("pk", flat=True)}


def _visible_findings(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return {str(pk) for pk in visible_findings(actor).filter(pk__in=list(roots)).values_list("pk", flat=True)}


def _scope(actor: Actor) -> Collection[str] | None:
    if actor.may(Permission.INSPECTION_SEE_ALL):
        return None
    return {*actor.visible_units, f"user/{actor.user_id}"}


_OF_INSPECTION = ("checklist_title", "unit_name", "part", "conclusion", "first_on", "state", "unit_id", "kind")
_TEAM = Watched("inspections_teammember", ("user_id",), key="inspection_id")
register(
    Source(
        kind="inspection",
        title=gettext_noop("Kiểm tra"),
        table="inspections_inspection",
        key="id",
        watched=(Watched("inspections_inspection", _OF_INSPECTION), _TEAM),
        entries=_inspections,
        visible=_visible_inspections,
        scope=_scope,
        address=lambda _actor, root, _part: reverse("web:inspection", args=[root]),
    )
)
register(
    Source(
        kind="inspection_finding",
        title=gettext_noop("Tồn tại qua kiểm tra"),
        table="inspections_finding",
        key="id",
        watched=(
            Watched("inspections_finding", ("text", "unit_id", "remedy", "unit_says", "closing_note")),
            Watched("inspections_inspection", ("state", "unit_name"), through=("inspections_finding", "inspection_id")),
        ),
        entries=_findings,
        visible=_visible_findings,
        scope=_scope,
        address=lambda _actor, root, _part: reverse("web:inspection_finding", args=[root]),
    )
)
