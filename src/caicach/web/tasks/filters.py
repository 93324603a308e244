"""Filters of tasks in the address, the same on board and list, so that every figure can open the rows behind it."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlencode

from django.http import QueryDict

from caicach.kernel.vocabulary import AddressRole, ReformArea
from caicach.plans import queries
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import Quality, TaskFilters
from caicach.web.shell.addresses import address_of
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import whole_number
from caicach.web.tasks.chosen import chosen_asked

SIZE = 50
NO_AREA_ASKED = "chua-xep"
"""What the address says for tasks of no area, and of no head that is known."""
NO_DOCUMENT_ASKED = "khong"
"""What the address says for tasks that no document received gave."""
_RECURRING = {"lap-lai": True, "mot-lan": False}


def task_filters(query: QueryDict, asked: ListFilters, person: int | None = None) -> TaskFilters:
    """``person`` is who asks for the own work ("cua-toi")."""
    role = query.get("vai-tro", "")
    return TaskFilters(
        units=tuple(code for code in query.getlist("don-vi") if _is_code(code)),
        documents=tuple(number for text in query.getlist("van-ban") if (number := whole_number(text, 0))),
        without_document=NO_DOCUMENT_ASKED in query.getlist("van-ban"),
        plans=tuple(number for text in query.getlist("ke-hoach") if (number := whole_number(text, 0))),
        areas=tuple(area for area in ReformArea if area.value in query.getlist("linh-vuc")),
        without_area=NO_AREA_ASKED in query.getlist("linh-vuc"),
        states=tuple(state for state in TaskState if state.value in query.getlist("trang-thai")),
        heads=tuple(
            "" if code == NO_AREA_ASKED else code for code in query.getlist("nguoi-dung-dau") if _is_code(code)
        ),
        worker=person if query.get("cua-toi") else None,
        is_recurring=_RECURRING.get(query.get("dinh-ky", "")),
        quality=next((q for q in Quality if q.value == query.get("chat-luong")), None),
        chosen=chosen_asked(query),
        role=AddressRole(role) if role in set(AddressRole) else None,
        due_from=asked.day("tu"),
        due_to=asked.day("den"),
        text=asked.text,
        order=asked.order(queries.TASK_COLUMNS),
        page=whole_number(query.get("trang"), 1),
        size=SIZE,
    )


def _is_code(typed: str) -> bool:
    return bool(typed) and "\x00" not in typed


Changes = Mapping[str, Iterable[str]]
Addresses = Callable[[Changes], str]


def rows_address(query: QueryDict, changes: Changes) -> str:
    """The list of tasks with the filters of this page and some more."""
    return rows_addresses(query, *changes)(changes)


def rows_addresses(
    query: QueryDict,
    *names: str,
    route: str = "web:tasks",
    dropped: Iterable[str] = ("trang", "cho"),
    added: Mapping[str, list[str]] | None = None,
) -> Addresses:
    """As ``rows_address``, of many changes of the filters named: what stays is written once."""
    left_out = {*dropped, *names}
    asked = {name: values for name, values in query.lists() if name not in left_out and any(values)}
    kept = {**asked, **(added or {})}
    begun = f"{address_of(route)}?{urlencode(kept, doseq=True)}"

    def address(changes: Changes) -> str:
        changed = urlencode({**changes}, doseq=True)
        return f"{begun}&{changed}" if kept and changed else f"{begun}{changed}"

    return address
