"""The same use cases as the pages, over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from api.conftest import Program

pytestmark = pytest.mark.django_db
Programs = dict[str, Program]


def _confirmed(programs: Programs, letter: Callable[[], Any]) -> int:
    office = programs["office"]
    received = office.send("/documents", file=letter(), arrived_on="2023-02-14")
    assert received.status == 201, received.body
    document = received.body["id"]
    review = office.get(f"/documents/{document}/review").body["review"]
    confirmed = office.post(f"/documents/{document}/confirm", {"version": review["version"]})
    assert confirmed.status == 200, confirmed.body
    return int(document)


def test_a_letter_becomes_tasks_that_a_unit_reports_and_the_office_accepts(
    programs: Programs, letter: Callable[[], Any]
) -> None:
    office, justice = programs["office"], programs["justice"]
    document = _confirmed(programs, letter)
    tasks = justice.get("/tasks", document=document, on="2023-02-15").body
    mine = next(row for row in tasks["items"] if row["unit"] == "STP" and row["item"] == "1")
    page = office.get(f"/tasks/{mine['task_id']}", on="2023-02-15").body
    assert page["task"]["quote_text"]
    sent = justice.send(
        f"/assignments/{mine['assignment_id']}/reports",
        text="Đã rà soát.",
        is_completed="true",
        completed_on="2023-02-16",
        files=SimpleUploadedFile("bao-cao.txt", "Báo cáo rà soát".encode()),
    )
    assert sent.status == 201, sent.body
    report = sent.body["report_id"]
    assert office.get("/board", on="2023-02-17").body["counts"]["waiting"] == 1
    assert office.post(f"/reports/{report}/return", {"reason": "Chưa có danh mục."}).status == 204
    again = office.post(f"/reports/{report}/accept", {})
    assert (again.status, again.body["code"].split(".")[0]) == (409, "report")


def test_a_stale_version_is_a_conflict_and_changes_nothing(programs: Programs, letter: Callable[[], Any]) -> None:
    office = programs["office"]
    document = office.send("/documents", file=letter(), arrived_on="2023-02-14").body["id"]
    first = {"version": 1, "path": "subject", "value": "triển khai CCHC"}
    version = office.get(f"/documents/{document}").body["version"]
    assert office.post(f"/documents/{document}/values", {**first, "version": version}).status == 200
    stale = office.post(f"/documents/{document}/values", {**first, "version": version, "value": "khác"})
    assert (stale.status, stale.body["code"]) == (409, "document.changed")
    assert office.get(f"/documents/{document}").body["subject"] == "triển khai CCHC"


def test_each_sees_its_own(programs: Programs, letter: Callable[[], Any]) -> None:
    document = _confirmed(programs, letter)
    rows = programs["health"].get("/tasks", on="2023-02-15").body["items"]
    assert {row["unit"] for row in rows} == {"SYT"}
    unconfirmed = (
        programs["office"]
        .send(
            "/documents",
            file=SimpleUploadedFile("b.txt", "Số: 9/UBND-NC\nV/v họp\nKính gửi: Sở Y tế".encode()),
            arrived_on="2023-02-14",
        )
        .body["id"]
    )
    assert programs["justice"].get(f"/documents/{unconfirmed}").status == 404
    assert programs["justice"].get(f"/documents/{document}").status == 200
    assert programs["justice"].post(f"/documents/{document}/confirm", {"version": 1}).status == 403


@pytest.mark.parametrize("path", ["/me", "/documents", "/tasks", "/board", "/units?on=2023-02-15"])
def test_without_a_token_nothing_is_told(programs: Programs, path: str) -> None:
    answer = programs["nobody"].get(path)
    assert (answer.status, answer.body["code"]) == (401, "api.unauthenticated")


def test_a_token_says_whose_rights_it_carries(programs: Programs) -> None:
    me = programs["justice"].get("/me").body
    permissions = [
        "index.score",
        "inspection.answer",
        "institution.report",
        "plan.edit",
        "procedure.answer",
        "task.report",
    ]
    assert (me["acts_for"], me["roles"], me["permissions"]) == (["STP"], ["focal_point"], permissions)


def test_a_phrase_resolves_on_the_date_asked(programs: Programs) -> None:
    answer = programs["justice"].get("/units/resolve", phrase="Các sở, ban, ngành cấp tỉnh", on="2023-02-15").body
    codes = {unit["code"] for part in answer["parts"] for unit in part["units"]}
    assert {"SNV", "STP", "SYT"} <= codes


def test_an_error_says_what_why_and_what_to_do_in_the_language_asked(programs: Programs) -> None:
    answer = programs["office"].get("/documents/999999")
    assert (answer.status, set(answer.body)) == (404, {"code", "what", "why", "todo", "values"})


def test_a_bad_file_is_refused_with_the_reason(programs: Programs) -> None:
    empty = SimpleUploadedFile("cv.pdf", b"%PDF-1.7 truncated")
    answer = programs["office"].send("/documents", file=empty, arrived_on="2023-02-14")
    if answer.status == 201:  # kept, but said to be unreadable
        assert answer.body["state"] == "failed"
    else:
        assert answer.status == 422
        assert answer.body["todo"]


def test_a_later_deadline_is_asked_for_and_granted_and_work_is_paused(
    programs: Programs, letter: Callable[[], Any]
) -> None:
    office, justice = programs["office"], programs["justice"]
    document = _confirmed(programs, letter)
    rows = justice.get("/tasks", document=document, on="2023-02-15").body["items"]
    mine = next(row for row in rows if row["unit"] == "STP" and row["item"] == "1")["assignment_id"]
    late = justice.post(f"/assignments/{mine}/extension-requests", {"proposed_on": "2023-02-24", "reason": "Chờ Bộ"})
    assert (late.status, late.body["code"]) == (422, "deadline.already_passed")
    assert office.get("/extension-requests").body == []
    made = justice.post(f"/assignments/{mine}/sub-tasks", {"text": "Rà soát lĩnh vực hộ tịch"})
    assert made.status == 201
    assert justice.post(f"/sub-tasks/{made.body['id']}/progress", {"progress": 40}).status == 204
    work = justice.get(f"/assignments/{mine}").body["assignment"]["work"]
    assert (work["progress"], work["sub_tasks"][0]["progress"]) == (40, 40)
    refused = office.post(f"/assignments/{mine}/pause", {"reason": "Chờ Luật", "decision": "12/TB"})
    assert refused.body["code"] == "pause.already_passed"
    assert programs["health"].get(f"/assignments/{mine}").status == 404
    assert office.get("/recurring").body == []
