"""From a figure that a metric gave to the rows it counted: the list of tasks, filtered as the metric counts."""

from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from caicach.kernel.vocabulary import ReformArea
from caicach.web.shell.faces import RowsBehind

_AREAS: Final = {
    "plans.institutions_on_time_share": ReformArea.INSTITUTIONS,
    "plans.procedures_on_time_share": ReformArea.PROCEDURES,
    "plans.digital_on_time_share": ReformArea.DIGITAL_GOVERNMENT,
}
_DUE_IN_YEAR: Final = {"plans.on_time_share", *_AREAS}


def rows_behind(source: str, unit: str, year: int) -> RowsBehind:
    query = {"don-vi": unit}
    if source in _DUE_IN_YEAR:
        query |= {"tu": f"{date(year, 1, 1):%d/%m/%Y}", "den": f"{date(year, 12, 31):%d/%m/%Y}"}
    if source in _AREAS:
        query["linh-vuc"] = _AREAS[source].value
    return RowsBehind(f"{reverse('web:tasks')}?{urlencode(query)}", source in _DUE_IN_YEAR)
