"""From a figure that a metric gave to the rows it counted: tasks as they stood at the end of the period."""

from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from caicach.kernel.periods import Stretch
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.states import DONE, TaskState
from caicach.web.shell.faces import RowsBehind
from caicach.web.shell.requests import today

_AREAS: Final = {
    "plans.institutions_on_time_share": ReformArea.INSTITUTIONS,
    "plans.procedures_on_time_share": ReformArea.PROCEDURES,
    "plans.digital_on_time_share": ReformArea.DIGITAL_GOVERNMENT,
}
_NOT_PAUSED: Final = tuple(state for state in TaskState if state is not TaskState.PAUSED)
_DUE: Final = {
    "plans.due_count": _NOT_PAUSED,
    "plans.on_time_share": _NOT_PAUSED,
    **dict.fromkeys(_AREAS, _NOT_PAUSED),
    "plans.on_time_count": (TaskState.DONE_ON_TIME,),
    "plans.done_late_count": (TaskState.DONE_LATE,),
}
"""States among what is due in the period."""
_STANDING: Final = {"plans.overdue_count": (TaskState.OVERDUE,), "plans.done_count": DONE}
"""States at the end of the period, whatever the deadline."""
_WIDER: Final = "plans.done_count"


def rows_behind(source: str, unit: str, period: Stretch) -> RowsBehind:
    """Exact of a day that is over: of one to come nobody knows yet how tasks will stand."""
    query: dict[str, str | list[str]] = {"don-vi": unit, "ngay": period.last.isoformat()}
    if source in _DUE:
        query |= {"tu": f"{period.first:%d/%m/%Y}", "den": f"{period.last:%d/%m/%Y}"}
    if source in _AREAS:
        query["linh-vuc"] = _AREAS[source].value
    states = _DUE.get(source) or _STANDING.get(source)
    if states:
        query["trang-thai"] = [state.value for state in states]
    is_exact = states is not None and source != _WIDER and period.last <= today()
    return RowsBehind(f"{reverse('web:board_rows')}?{urlencode(query, doseq=True)}", is_exact)
