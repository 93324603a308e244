"""Priority from end to end: a letter's mark, a plan's column, the review, the task, list and filter, files, English."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from django.conf import settings
from django.test import Client

from caicach.correspondence import queries as letters
from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.review import ProposalChanges
from caicach.documents.values import Urgency
from caicach.drafts.domain.task_fields import Priority
from caicach.kernel.audit.queries import history_of
from caicach.plans import queries, services
from caicach.plans.domain.lines import LineShown
from caicach.plans.models import Task
from factories.correspondence import NOW, OFFICE, proposal, province, reading, received
from factories.planning import HEADER, PLAN, codes, html_table, imported, line, lines

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db
PLAN_AGAIN = replace(PLAN, title="Kế hoạch đọc lại")
URGENT, NORMAL = Priority.URGENT, Priority.NORMAL
PLAN_ROWS = (
    ("1", "Rà soát văn bản", "", "Sở Tư pháp", "", "30/6/2023", "", "Khẩn"),
    ("2", "Công bố thủ tục", "", "Sở Y tế", "", "30/6/2023", "", "thường"),
    ("3", "Khảo sát mức độ hài lòng", "", "Sở Y tế", "", "30/6/2023", "", "Loại 2"),
)


def marked(mark: Urgency | None = Urgency.FLASH) -> int:
    province()
    return received(read=reading(urgency=mark))


def priorities(got: int) -> list[Priority]:
    return [one.priority for one in letters.review_of(OFFICE, got).proposals]


def of_plan() -> int:
    province()
    return imported(data=html_table(PLAN_ROWS, (*HEADER, "Mức độ khẩn")))


def test_a_mark_in_the_head_makes_the_tasks_of_a_letter_urgent_and_no_general_duty() -> None:
    assert priorities(marked()) == [URGENT, URGENT, NORMAL]


def test_a_mark_put_right_goes_through_to_what_nobody_touched() -> None:
    got = marked(None)
    assert priorities(got) == [NORMAL] * 3
    second = proposal(got, "2")
    kept = ProposalChanges(priority=NORMAL)
    version = correspondence.edit_proposal(
        OFFICE, document_id=got, version=1, proposal_id=second.id, changes=kept, now=NOW
    )
    correspondence.correct_value(
        OFFICE, document_id=got, version=version, path="urgency", value=Urgency.URGENT.value, now=NOW
    )
    assert priorities(got) == [URGENT, NORMAL, NORMAL]
    correspondence.undo_correction(OFFICE, document_id=got, version=version + 1, path="urgency", now=NOW)
    assert priorities(got) == [NORMAL] * 3


def test_a_plan_says_it_in_a_column_and_what_is_not_understood_is_asked() -> None:
    plan_id = of_plan()
    assert [one.draft.priority for one in lines(plan_id)] == [URGENT, NORMAL, NORMAL]
    assert [codes(one) for one in lines(plan_id)] == [set(), set(), {"field_unknown"}]
    files = queries.plan_review(OFFICE, plan_id, shown=LineShown.OPEN).files
    assert not [warning for warning in files[0].warnings if "Mức độ khẩn" in str(warning)]


def test_a_person_changes_it_on_the_review_of_a_letter(sign_in: SignIn) -> None:
    office, got = sign_in("thuongtruc"), marked(None)
    one = proposal(got, "1")
    page = office.get(f"/van-ban/{got}/soat/?mo=p-{one.id}").content.decode()
    assert '<option value="normal" selected>Thường</option>' in page
    typed = {"version": 1, "text": one.text, "kind": "task", "priority": "urgent", "lead": "Sở Tư pháp"}
    office.post(f"/van-ban/{got}/soat/nhiem-vu/{one.id}/", typed)
    assert priorities(got)[0] is URGENT
    assert "<dt>Mức ưu tiên</dt><dd>Khẩn</dd>" in office.get(f"/van-ban/{got}/soat/").content.decode()
    assert (
        office.post(f"/van-ban/{got}/soat/nhiem-vu/{one.id}/", {**typed, "version": 2, "priority": "x"}).status_code
        == 422
    )
    assert priorities(got)[0] is URGENT


def test_a_person_changes_it_on_the_review_of_a_plan_and_nothing_is_asked_any_more(sign_in: SignIn) -> None:
    office, plan_id = sign_in("thuongtruc"), of_plan()
    asked = line(plan_id, "Khảo sát").draft
    typed = {"version": asked.version, "text": asked.text, "lead": "Sở Y tế", "deadline_on": "30/06/2023"}
    office.post(f"/ke-hoach/{plan_id}/soat/dong/{asked.id}/sua/", {**typed, "priority": "urgent"})
    found = line(plan_id, "Khảo sát")
    assert (found.draft.priority, codes(found)) == (URGENT, set())
    office.post(f"/ke-hoach/{plan_id}/soat/dong/{asked.id}/sua/", {**typed, "version": found.draft.version})
    assert line(plan_id, "Khảo sát").draft.priority is URGENT  # what a form does not say stays


def test_tasks_are_listed_filtered_exported_and_told_by_it(sign_in: SignIn) -> None:
    office, got, plan_id = sign_in("thuongtruc"), marked(), of_plan()
    services.confirm_directive(OFFICE, document_id=got, version=1, now=NOW)
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    urgent = set(Task.objects.filter(priority="urgent").values_list("pk", flat=True))
    assert len(urgent) == 3
    listed = office.get("/nhiem-vu/?uu-tien=urgent")
    assert {row.task_id for row in listed.context["page"].items} == urgent
    assert {row.task_id for row in office.get("/nhiem-vu/?uu-tien=vo-nghia").context["page"].items} > urgent
    assert "</span>Khẩn</span>" in listed.content.decode()
    text = b"".join(office.get("/nhiem-vu/?uu-tien=urgent&tai=csv")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    head = next(row for row in rows if "Mức ưu tiên" in row)
    assert {row[head.index("Mức ưu tiên")] for row in rows[rows.index(head) + 1 :] if len(row) == len(head)} == {"Khẩn"}
    page = office.get(f"/nhiem-vu/{min(urgent)}/").content.decode()
    assert "<dt>Mức ưu tiên</dt><dd>Khẩn</dd>" in page
    office.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = office.get(f"/nhiem-vu/{min(urgent)}/").content.decode()
    assert "<dt>Priority</dt><dd>Urgent</dd>" in english


def test_a_task_of_a_plan_is_edited_with_a_trail_and_its_file_read_back_says_the_same(sign_in: SignIn) -> None:
    office, plan_id = sign_in("thuongtruc"), of_plan()
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    first, second = queries.plan_page(OFFICE, plan_id, on=NOW.date()).tasks
    typed = {"text": second.text, "priority": "urgent", "reason": "Theo chỉ đạo"}
    office.post(f"/ke-hoach/{plan_id}/nhiem-vu/{second.id}/sua/", typed)
    change = history_of("task", second.id)[-1]
    assert (change.old["priority"], change.new["priority"]) == ("normal", "urgent")
    office.post(f"/ke-hoach/{plan_id}/nhiem-vu/{first.id}/sua/", {**typed, "text": first.text, "priority": "normal"})
    for form in ("docx", "xlsx"):
        file = queries.plan_export(OFFICE, plan_id, form, on=NOW.date())
        again = services.import_new_plan(OFFICE, plan=PLAN_AGAIN, data=file.data, filename=file.name, now=NOW)
        assert [one.draft.priority for one in lines(again)] == [NORMAL, URGENT]


def test_a_plan_without_it_is_exported_with_the_usual_columns() -> None:
    province()
    plan_id = imported()
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    file = queries.plan_export(OFFICE, plan_id, "xlsx", on=NOW.date())
    sheet = openpyxl.load_workbook(io.BytesIO(file.data)).active
    assert sheet is not None
    assert sheet.max_column == len(HEADER)
