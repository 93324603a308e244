"""Plans over HTTP: seen by whoever may see them, changed by whoever may change them."""

import pytest

from api.conftest import Program
from caicach.plans import services
from factories.correspondence import JUSTICE, NOW, OFFICE
from factories.planning import PLAN_OF_JUSTICE, imported

pytestmark = pytest.mark.django_db
Programs = dict[str, Program]


def test_a_program_lists_reads_extends_and_exports_a_plan(programs: Programs) -> None:
    plan_id = imported()
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    office = programs["office"]
    assert [row["id"] for row in office.get("/plans?year=2023").body["items"]] == [plan_id]
    task = {"text": "Sơ kết", "lead": ["SNV"], "due_on": "2023-06-30", "effective_on": "2023-02-20"}
    added = office.post(f"/plans/{plan_id}/tasks", task)
    assert added.status == 201, added.body
    urgent = office.post(f"/plans/{plan_id}/tasks", {**task, "text": "Báo cáo ngay", "priority": "urgent"}).body[
        "task_id"
    ]
    assert office.post(f"/plans/{plan_id}/tasks", {**task, "priority": "cao"}).status == 422
    assert {one["task_id"] for one in office.get("/tasks?priority=urgent").body["items"]} == {urgent}
    assert office.get(f"/tasks/{urgent}").body["task"]["priority"] == "urgent"
    assert office.get(f"/tasks/{added.body['task_id']}").body["task"]["priority"] == "normal"
    page = office.get(f"/plans/{plan_id}").body
    assert [one["id"] for one in page["tasks"]][-2] == added.body["task_id"]
    assert len(office.get(f"/plans/{plan_id}/coverage").body["tasks"]) == 5


def test_a_unit_reads_the_provinces_plan_and_adds_nothing(programs: Programs) -> None:
    plan_id = imported()
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    justice = programs["justice"]
    assert justice.get(f"/plans/{plan_id}").status == 200
    assert justice.post(f"/plans/{plan_id}/tasks", {"text": "Thêm", "lead": ["STP"]}).status == 403
    assert justice.get("/plans/999").status == 404


def test_the_unit_of_a_plan_does_not_act_for_others_in_it(programs: Programs) -> None:
    office, justice = programs["office"], programs["justice"]
    plan_id = services.create_plan(JUSTICE, plan=PLAN_OF_JUSTICE, now=NOW)
    task = {"text": "Liên thông", "lead": ["STP"], "effective_on": "2023-02-20"}
    own = justice.post(f"/plans/{plan_id}/tasks", task).body["task_id"]
    shared = {**task, "cooperate": ["SYT"]}
    refused = justice.post(f"/plans/{plan_id}/tasks", shared)
    assert (refused.status, refused.body["code"]) == (403, "task.binds_others")
    placed = office.post(f"/plans/{plan_id}/tasks", shared).body["task_id"]
    assert justice.post(f"/tasks/{placed}/cancel", {"reason": "Theo ý mình"}).status == 403
    listed = {one["id"]: one["may_change"] for one in justice.get(f"/plans/{plan_id}").body["tasks"]}
    assert listed == {own: True, placed: False}
    assert all(one["may_change"] for one in office.get(f"/plans/{plan_id}").body["tasks"])
