"""Files brought to the register, and what each would do."""

from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.procedures.domain.planning import Extent
from caicach.procedures.domain.views import ImportLine, ImportPreview
from caicach.procedures.import_steps import duties_wanted, file_rows, key_of, steps_for
from caicach.procedures.models import RegisterImport
from caicach.procedures.obtaining import import_seen

_SHOWN = 50


def imports(actor: Actor) -> tuple[ImportLine, ...]:
    """The newest first. One SQL query."""
    require(actor, Permission.PROCEDURE_MANAGE)
    rows = RegisterImport.objects.select_related("file").order_by("-made_at", "-pk")[:_SHOWN]
    return tuple(map(_line, rows))


def import_preview(actor: Actor, import_id: int) -> ImportPreview:
    """What confirming would do now; reads the file again, in a child process. Six SQL queries."""
    row = import_seen(actor, import_id)
    read = file_rows(row)
    steps = steps_for(row, read.rows)
    wanted = duties_wanted(steps, timezone.localdate(row.made_at))
    return ImportPreview(
        line=_line(row),
        extent=Extent(row.extent),
        default_from=row.default_from,
        decision=row.decision_number,
        steps=steps,
        problems=read.problems,
        without_duty=sum(not targets for targets in wanted.values()),
        key=key_of(steps),
    )


def _line(row: RegisterImport) -> ImportLine:
    return ImportLine(row.pk, row.file.name, row.made_at, row.made_by_name, row.confirmed_at, dict(row.counts))
