"""Tables are ordered by the heads of their columns: Vietnamese order, filters and pages kept, no scripts."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from caicach.indices import services as scoring
from caicach.indices.domain.cycle import Step
from caicach.kernel.ordering import Order, text_order
from caicach.plans import queries
from caicach.plans.domain.tasks import TaskFilters, TaskRow
from caicach.plans.models import Assignment, Task
from factories.correspondence import OFFICE
from factories.indices import LATER
from factories.plans import ON, confirmed
from web.test_index_pages import opened_for_people

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
LISTS = {
    "/nhiem-vu/": queries.TASK_COLUMNS,
    "/ke-hoach/": queries.PLAN_COLUMNS,
    "/van-ban/": ("reference", "issuer", "issued_on", "arrived_on", "state"),
    "/van-ban-di/": ("subject", "issued_on", "state"),
    "/thu-tuc/": ("code", "name", "field", "valid_from"),
    "/ho-so/danh-sach/": ("code", "unit", "due_on"),
    "/kiem-tra/": ("unit", "first_on", "state"),
    "/quan-tri/tai-khoan/": ("name", "username", "signed_in", "state"),
    "/kiem-tra/ton-tai/": ("unit", "severity", "due_on", "state"),
}


def listed(column: str, *, is_descending: bool = False, size: int = 50) -> list[TaskRow]:
    """The pages of the list one after another."""
    found: list[TaskRow] = []
    page = 1
    while True:
        filters = TaskFilters(order=Order(column, is_descending), page=page, size=size)
        answer = queries.unit_tasks(OFFICE, on=ON, filters=filters)
        found += answer.items
        if not answer.has_next:
            return found
        page += 1


def words(column: str, row: TaskRow) -> object:
    shown = {"text": row.text, "unit": row.unit_name, "origin": row.document_reference or row.plan_name}
    if column in shown:
        return text_order(shown[column])
    return {"role": row.role.value != "lead", "due_on": row.due_on, "state": list(type(row.state)).index(row.state)}[
        column
    ]


@pytest.mark.parametrize("column", queries.TASK_COLUMNS)
def test_pages_of_tasks_follow_one_another_in_the_order_asked_for(column: str) -> None:
    confirmed()
    Task.objects.filter(pk=Task.objects.order_by("pk")[0].pk).update(text="Đôn đốc", text_order=text_order("Đôn đốc"))
    for way in (False, True):
        rows = listed(column, is_descending=way, size=2)
        assert len({row.assignment_id for row in rows}) == len(rows) == Assignment.objects.count()
        keys = [words(column, row) for row in rows]
        there = [key for key in keys if key is not None]
        assert keys == sorted(there, reverse=way) + [None] * (len(keys) - len(there))  # type: ignore[type-var]


def test_new_words_of_a_task_take_their_place() -> None:
    confirmed()
    assert all(task.text_order == text_order(task.text) for task in Task.objects.order_by("pk"))


def test_the_words_of_tasks_are_ordered_by_an_index() -> None:
    confirmed()
    plan = Task.objects.filter(text_order__isnull=False).order_by("text_order", "id")[:50].explain()
    assert connection.vendor == "postgresql" or "plans_task_text_order" in plan


def test_heads_order_the_list_and_keep_filters(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    page = office.get("/nhiem-vu/?don-vi=STP&trang=1&sort=due_on").content.decode()
    assert re.search(r'aria-sort="ascending"\s*>\s*<a class="by-column" href="\?don-vi=STP&amp;sort=-due_on"', page)
    assert '<input type="hidden" name="sort" value="due_on">' in page


@pytest.mark.parametrize("address", LISTS)
def test_every_list_takes_its_columns_and_names_what_it_has_not(sign_in: SignIn, address: str) -> None:
    office = sign_in("quantri" if address.startswith("/quan-tri/") else "thuongtruc")
    for column in LISTS[address]:
        assert office.get(f"{address}?sort=-{column}").status_code == 200
    refused = office.get(f"{address}?sort=nowhere")
    assert refused.status_code == 200
    assert "Không xếp được theo «nowhere»" in refused.content.decode()


def test_units_of_a_scoring_year_and_its_result_are_ordered_by_their_heads(sign_in: SignIn) -> None:
    office, council = sign_in("thuongtruc"), sign_in("hoidong")
    year_id = opened_for_people(Step.COUNCIL)
    scoring.freeze(OFFICE, year_id=year_id, now=LATER)
    address = f"/chi-so/{year_id}/"
    for path, column, first in (("", "unit", "Sở Nội vụ"), ("", "-unit", "Sở Y tế"), ("ket-qua/", "-unit", "Sở Y tế")):
        page = council.get(f"{address}{path}?sort={column}").content.decode()
        rows = page.split("<tbody>")[1].split("</tbody>")[0]
        assert min((rows.find(name), name) for name in ("Sở Nội vụ", "Sở Tư pháp", "Sở Y tế"))[1] == first
    for path, columns in (("", "scored locked appraised explained objections"), ("ket-qua/", "rank points percentage")):
        for column in columns.split():
            assert office.get(f"{address}{path}?sort=-{column}").status_code == 200
        assert "Không xếp được" in office.get(f"{address}{path}?sort=nowhere").content.decode()
