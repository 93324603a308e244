"""Tasks that no directive gave: created by the standing office, or by a unit for itself."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import InvalidInput, NotAllowed, NotFound
from caicach.kernel.vocabulary import ReformArea
from caicach.plans import queries, services
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import GroupBy, TaskFilters, TaskOrigin
from caicach.plans.models import Task
from factories.correspondence import DISTRICT, HEALTH, JUSTICE, LEADER, NOW, OFFICE, STRANGER, province
from factories.plans import ON, confirmed, rows

pytestmark = pytest.mark.django_db

TASK = NewTask(
    text="Rà soát thủ tục hành chính nội bộ",
    lead=("STP",),
    cooperate=("SYT", "STP"),
    product="Danh mục",
    area=ReformArea.PROCEDURES,
    due_on=date(2023, 6, 30),
    deadline_raw="Quý II",
    recurrence=Recurrence.QUARTERLY,
    effective_on=date(2023, 2, 10),
)


def created(**changes: object) -> int:
    return services.create_task(OFFICE, task=replace(TASK, **changes), now=NOW)  # type: ignore[arg-type]


def test_task_falls_to_its_units_and_who_leads_does_not_cooperate() -> None:
    province()
    page = queries.task_page(OFFICE, created(), on=ON)
    assert [(a.row.unit, a.row.role.value) for a in page.assignments] == [("STP", "lead"), ("SYT", "cooperate")]
    assert {a.row.due_on for a in page.assignments} == {a.row.original_due_on for a in page.assignments}
    assert (page.document, page.task.quote, page.task.proposal_id) == (None, None, None)
    assert (page.task.origin, page.task.product, page.task.area) == (
        TaskOrigin.MANUAL,
        "Danh mục",
        ReformArea.PROCEDURES,
    )


def test_tasks_with_and_without_a_document_stand_in_the_same_lists_and_boards() -> None:
    document_id = confirmed()
    task_id = created()
    assert task_id in {row.task_id for row in rows()}
    by_document = queries.roll_up(OFFICE, on=ON, by=GroupBy.DOCUMENT)
    assert {row.key for row in by_document} == {str(document_id), ""}
    none = queries.unit_tasks(OFFICE, on=ON, filters=TaskFilters(without_document=True))
    assert {row.task_id for row in none.items} == {task_id}
    both = queries.unit_tasks(OFFICE, on=ON, filters=TaskFilters(documents=(document_id,), without_document=True))
    assert both.total == len(rows())


def test_units_see_the_task_that_falls_to_them_and_strangers_do_not() -> None:
    province()
    task_id = created()
    for sees in (JUSTICE, HEALTH, LEADER):
        assert queries.task_page(sees, task_id, on=ON).task.id == task_id
    with pytest.raises(NotFound):
        queries.task_page(STRANGER, task_id, on=ON)


def test_unit_gives_tasks_to_itself_and_below_but_to_nobody_else() -> None:
    province()
    own = replace(TASK, lead=("HBS",), cooperate=("XAT",))
    assert services.create_task(DISTRICT, task=own, now=NOW)
    for actor in (DISTRICT, STRANGER, LEADER):
        with pytest.raises(NotAllowed):
            services.create_task(actor, task=TASK, now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "  "}, "task.text_missing"),
        ({"lead": ()}, "task.lead_missing"),
        ({"lead": ("SXD",)}, "task.unit_unknown"),
        ({"due_on": date(2023, 1, 1)}, "task.due_before_given"),
        ({"origin": TaskOrigin.DIRECTIVE}, "task.origin_directive"),
        ({"origin": TaskOrigin.REMEDY}, "task.origin_missing"),
        ({"origin": TaskOrigin.PLAN}, "task.plan_missing"),
        ({"basis": (4,)}, "task.basis_unknown"),
        ({"objective_id": 4}, "task.objective_elsewhere"),
    ],
)
def test_what_cannot_be_a_task_is_refused_and_nothing_is_kept(changes: dict[str, object], code: str) -> None:
    province()
    with pytest.raises(InvalidInput) as refused:
        created(**changes)
    assert refused.value.code == code
    assert not Task.objects.exists()


@pytest.mark.parametrize("name", ["plan_id", "parent_id"])
def test_a_plan_or_task_that_is_not_there_is_not_found(name: str) -> None:
    province()
    with pytest.raises(NotFound):
        created(**{name: 99})


def test_a_part_shows_on_the_page_of_its_task() -> None:
    province()
    whole = created()
    part = created(parent_id=whole, text="Lập danh mục")
    assert [p.id for p in queries.task_page(OFFICE, whole, on=ON).parts] == [part]
    parent = queries.task_page(OFFICE, part, on=ON).parent
    assert parent is not None
    assert parent.id == whole


def test_the_trail_says_where_a_task_comes_from() -> None:
    province()
    task_id = created(origin=TaskOrigin.REMEDY, origin_ref="Tồn tại số 3")
    (line,) = history_of("task", task_id)
    assert (line.action, line.new["origin"], line.new["origin_ref"]) == (
        "plans.task.created",
        "remedy",
        "Tồn tại số 3",
    )


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"origin": "directive"}, "plans_task_origin"),
        ({"origin": "plan"}, "plans_task_origin"),
        ({"origin": "remedy", "origin_ref": ""}, "plans_task_origin"),
    ],
)
def test_the_database_keeps_no_task_without_origin(changes: dict[str, str], constraint: str) -> None:
    province()
    task_id = created()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Task.objects.filter(pk=task_id).update(**changes)


def test_the_database_keeps_no_task_that_is_its_own_part() -> None:
    province()
    task_id = created()
    with pytest.raises(IntegrityError, match="plans_task_not_own_parent"), transaction.atomic():
        Task.objects.filter(pk=task_id).update(parent_id=task_id)
