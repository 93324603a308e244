"""What lists and histories need of an assignment, read as a tuple: a tenth of the work of a row of the table."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from caicach.plans.models import Assignment

_AT_ONCE: Final = 500  # an older SQLite takes no more than 999 values


class AssignmentColumns(NamedTuple):
    """Columns of ``models.Assignment`` by their names there."""

    pk: int
    task_id: int
    unit_id: str
    role: str
    post_code: str | None
    post_title: str | None
    holder_name: str
    period: str
    given_on: date
    original_due_on: date | None
    due_on: date | None
    begun_on: date | None
    claimed_on: date | None
    completed_on: date | None
    lead_accepted_on: date | None
    judged_due_on: date | None
    quality: str | None
    is_cancelled: bool
    paused_on: date | None
    is_awaiting: bool
    event_id: int | None
    delegate_name: str


def columns_of(ids: Sequence[int]) -> list[AssignmentColumns]:
    """In the order of the ids; what is not there is left out. One SQL query for 500."""
    found: dict[int, AssignmentColumns] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = Assignment.objects.filter(pk__in=ids[start : start + _AT_ONCE]).order_by()
        for values in some.values_list(*AssignmentColumns._fields):
            row = AssignmentColumns._make(values)
            found[row.pk] = row
    return [found[pk] for pk in ids if pk in found]
