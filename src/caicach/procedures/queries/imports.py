"""Files brought to the register, and what each would do."""

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.said import from_json
from caicach.procedures.domain.planning import Extent, ImportState, Outcome
from caicach.procedures.domain.views import ImportLine, ImportPreview
from caicach.procedures.import_steps import imports_done, step_of
from caicach.procedures.models import RegisterImport
from caicach.procedures.obtaining import import_seen

_SHOWN = 50


def imports(actor: Actor) -> tuple[ImportLine, ...]:
    """The newest first. One SQL query."""
    require(actor, Permission.PROCEDURE_MANAGE)
    rows = RegisterImport.objects.select_related("file").order_by("-made_at", "-pk")[:_SHOWN]
    return tuple(map(_line, rows))


def import_preview(
    actor: Actor, import_id: int, *, only: Outcome | None = None, most: int | None = None
) -> ImportPreview:
    """What confirming would do, as it was compared. Four SQL queries."""
    row = import_seen(actor, import_id)
    steps = row.steps.order_by("line")
    if only is not None:
        steps = steps.filter(outcome=only.value)
    return ImportPreview(
        line=_line(row),
        extent=Extent(row.extent) if row.extent else None,
        default_from=row.default_from,
        decision=row.decision_number,
        steps=tuple(map(step_of, steps[:most])),
        total=steps.count(),
        problems=tuple(map(from_json, row.problems)),
        without_duty=row.without_duty,
        key=row.key,
        failure=row.failure,
        is_old=row.state == ImportState.READ.value and row.compared_with != imports_done(),
    )


def _line(row: RegisterImport) -> ImportLine:
    return ImportLine(
        id=row.pk,
        filename=row.file.name if row.file else "",
        made_at=row.made_at,
        made_by=row.made_by_name,
        confirmed_at=row.confirmed_at,
        counts=dict(row.counts),
        state=ImportState(row.state),
    )
