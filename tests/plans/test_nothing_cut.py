"""What people type or send is kept whole, or refused with the limit: never cut without a word."""

from collections.abc import Callable
from typing import Any

import pytest

from caicach.indices.queries import gaps
from caicach.inspections.domain.checklists import Choice
from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.plans import queries as plans
from caicach.plans import services as tasks
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.plans import NewProvision, TaskChanges
from caicach.plans.domain.tasks import TaskOrigin
from caicach.regimes import services as regimes
from caicach.surveys.collection.domain.submissions import submission_head
from caicach.surveys.results.domain.satisfaction import read_factors
from factories.correspondence import OFFICE
from factories.inspections import SAVED, answered, begun, planned, said, teams
from factories.planning import NOW, codes, html_table, imported, lines
from factories.plans import ON

pytestmark = pytest.mark.django_db
Door = Callable[[str], object]


def _provision(**typed: str) -> object:
    new = NewProvision(**{"reference": "76/NQ-CP", "text": "Rà soát", **typed})
    return tasks.add_provisions(OFFICE, plan_id=imported(), provisions=(new,), now=NOW)


def _number(text: str) -> None:
    plan_id = imported()
    task_id = tasks.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)[0]
    changes = TaskChanges("Rà soát", number=text)
    tasks.edit_plan_task(OFFICE, plan_id=plan_id, task_id=task_id, changes=changes, reason="Sửa số", now=NOW)
    assert text in {task.number for task in plans.plan_page(OFFICE, plan_id, on=ON).tasks}


def _origin(text: str) -> None:
    new = NewTask(text="Rà soát", lead=("STP",), effective_on=ON, origin=TaskOrigin.LETTER, origin_ref=text)
    tasks.create_task(OFFICE, task=new, now=NOW)


def _note(text: str) -> None:
    saved = answered(begun(), i1_1=said(SAVED, choice=Choice.NOT_APPLICABLE, note=text))
    for error in saved.refused.values():
        raise error


def _due_source(text: str) -> None:
    regimes.set_own_due(OFFICE, form_id="cchc-quarterly", day=16, months_before=0, source=text, now=NOW)


def _submission(text: str) -> None:
    meta = f"<meta><instanceID>uuid:1</instanceID><deprecatedID>{text}</deprecatedID></meta>"
    submission_head(f'<data id="a">{meta}</data>'.encode())


def _factors(text: str) -> None:
    any_question: Any = None
    read_factors(f"{text}: b", {"b": any_question})


def _what_if(text: str) -> None:
    no_rule_is_asked: Any = None
    assert gaps.cells_of(no_rule_is_asked, "1.1", text).value == text


DOORS: dict[str, tuple[int, Door]] = {
    "provision.reference": (200, lambda text: _provision(reference=text)),
    "provision.item": (60, lambda text: _provision(item=text)),
    "task.number": (20, _number),
    "task.origin_ref": (200, _origin),
    "inspection.part": (300, lambda text: planned(part=text)),
    "inspection.note": (4_000, _note),
    "due.source": (1_000, _due_source),
    "submission.replaces": (200, _submission),
    "factor.name": (200, _factors),
    "what_if.cell": (200, _what_if),
}


@pytest.mark.parametrize("name", DOORS)
def test_a_text_is_kept_whole_up_to_its_limit_and_refused_beyond(name: str) -> None:
    limit, door = DOORS[name]
    teams()
    with pytest.raises(CaicachError) as refused:
        door("x" * (limit + 1))
    assert isinstance(refused.value, InvalidInput)
    assert refused.value.code.endswith("too_long")
    assert refused.value.values["limit"] == limit
    door("x" * limit)


def test_a_number_of_a_row_too_long_for_its_place_is_told_at_the_row() -> None:
    teams()
    long = "1.1.1.1.1.1.1.1.1.1.1.1"
    plan_id = imported(data=html_table(((long, "Rà soát", "", "Sở Y tế", "", "30/6/2023", ""),)))
    (row,) = lines(plan_id)
    assert (row.draft.number, row.draft.cells[0].text, codes(row)) == (f"{long[:19]}…", long, {"number_long"})
