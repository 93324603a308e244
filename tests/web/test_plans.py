"""Plans on pages: from a file to tasks and to a unit's own plan, without scripts; and who may do what."""

import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.documents.plan.opening import read_plan
from caicach.kernel.errors import NotAllowed
from caicach.plans import queries, services
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.plans import NewObjective, NewProvision, TaskChanges
from caicach.plans.domain.tasks import TaskOrigin
from factories.correspondence import DISTRICT, JUSTICE, NOW, OFFICE
from factories.planning import PLAN, PLAN_OF_JUSTICE, html_table, imported, line, lines
from factories.web import read_letter

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
ON = date(2023, 2, 20)
FORM = {
    "title": "Kế hoạch cải cách hành chính năm 2023",
    "kind": "annual",
    "unit": "TINH",
    "first_year": "2023",
    "last_year": "",
    "reference": "12/KH-UBND",
    "issued_on": "05/01/2023",
    "parent": "",
}


def upload(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("ke-hoach.html", data or html_table(), content_type="text/html")


def number_in(address: str) -> int:
    return int(re.findall(r"/ke-hoach/(\d+)/", address)[0])


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.fixture
def given(sign_in: SignIn) -> int:
    """The province's plan, its fine rows given."""
    sign_in("thuongtruc")
    plan_id = imported()
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    return plan_id


def test_a_file_becomes_rows_then_tasks_while_the_rest_waits(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    answer = office.post("/ke-hoach/moi/", {**FORM, "file": upload()})
    assert answer.status_code == 302
    plan_id = number_in(answer["Location"])
    shown = page(office, f"/ke-hoach/{plan_id}/soat/")
    for words in (
        "Trong tệp: bảng 1, dòng 3",
        "Không có ngày hoặc kỳ «31/2/2023»",
        "Chưa rõ đơn vị chủ trì: Sở Không Có",
    ):
        assert words in shown
    wrong = line(plan_id, "Kiểm tra").draft
    assert "Như trong tệp" in page(office, f"/ke-hoach/{plan_id}/soat/?mo={wrong.id}-sua")
    typed = {
        "version": wrong.version,
        "text": wrong.text,
        "lead": "Sở Nội vụ",
        "deadline_on": "28/02/2023",
        "number": "2",
    }
    assert office.post(f"/ke-hoach/{plan_id}/soat/dong/{wrong.id}/sua/", typed).status_code == 302
    assert office.post(f"/ke-hoach/{plan_id}/soat/giao/").status_code == 302
    shown = page(office, f"/ke-hoach/{plan_id}/")
    assert "Kiểm tra bộ phận một cửa" in shown
    assert "Soát 2 dòng chưa giao" in shown
    assert "Rà soát văn bản quy phạm pháp luật" in page(office, f"/nhiem-vu/?ke-hoach={plan_id}")


def test_a_refused_correction_stays_open_with_what_was_typed(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    plan_id = imported()
    one = line(plan_id, "Kiểm tra").draft
    services.look_at_line(OFFICE, plan_id=plan_id, line_id=one.id, version=one.version, now=NOW)
    typed = {"version": one.version, "text": "Chữ vừa gõ", "deadline_on": "28/02/2023"}
    answer = office.post(f"/ke-hoach/{plan_id}/soat/dong/{one.id}/sua/", typed)
    assert answer.status_code == 409
    assert "Chữ vừa gõ" in answer.content.decode()
    answer = office.post(f"/ke-hoach/{plan_id}/soat/dong/{one.id}/sua/", {**typed, "deadline_on": "31/2/2023"})
    assert answer.status_code == 422
    assert "31/2/2023" in answer.content.decode()


def test_a_row_is_split_dropped_restored_added_and_given_units(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    plan_id = imported()
    one = line(plan_id, "Rà soát").draft
    row = f"/ke-hoach/{plan_id}/soat/dong/{one.id}"
    office.post(f"{row}/lead/", {"version": one.version, "units": ["SYT"]})
    office.post(f"{row}/tach/", {"version": one.version + 1, "parts": "Phần một\r\n\r\nPhần hai"})
    assert [part.addressing.lead.addressees[0].unit for part in lines(plan_id)[:2]] == ["SYT", "SYT"]
    part = lines(plan_id)[0].draft
    office.post(f"/ke-hoach/{plan_id}/soat/dong/{part.id}/bo/", {"version": part.version, "reason": "Trùng"})
    assert "Trùng" in page(office, f"/ke-hoach/{plan_id}/soat/?xem=da-bo")
    office.post(f"/ke-hoach/{plan_id}/soat/dong/{part.id}/lay-lai/", {"version": part.version + 1})
    office.post(f"/ke-hoach/{plan_id}/soat/them/", {"text": "Việc ghi thêm"})
    assert line(plan_id, "Phần một").draft.id == part.id
    assert line(plan_id, "Việc ghi thêm")


def test_a_bad_file_is_told_at_its_field_and_nothing_is_made(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    answer = office.post("/ke-hoach/moi/", {**FORM, "file": upload(b"<html><p>khong</p></html>")})
    assert answer.status_code == 422
    assert "Không thấy bảng nhiệm vụ" in answer.content.decode()
    assert "Ở đây sẽ có chương trình" in page(office, "/ke-hoach/")


def test_a_task_is_added_changed_and_removed_with_reason(sign_in: SignIn, given: int) -> None:
    office = sign_in("thuongtruc")
    typed = {"text": "Sơ kết sáu tháng", "lead": ["SNV"], "due_on": "30/06/2023", "area": "direction"}
    assert office.post(f"/ke-hoach/{given}/nhiem-vu/them/", typed).status_code == 302
    task = queries.plan_page(OFFICE, given, on=ON).tasks[-1]
    changed = {"text": "Sơ kết 6 tháng đầu năm", "number": "9", "reason": "Sửa lời"}
    assert office.post(f"/ke-hoach/{given}/nhiem-vu/{task.id}/sua/", {**changed, "reason": ""}).status_code == 422
    assert office.post(f"/ke-hoach/{given}/nhiem-vu/{task.id}/sua/", changed).status_code == 302
    assert "Sửa lời" in page(office, f"/nhiem-vu/{task.id}/")
    office.post(f"/ke-hoach/{given}/nhiem-vu/{task.id}/bo/", {"reason": "Không còn cần"})
    assert task.id not in {one.id for one in queries.plan_page(OFFICE, given, on=ON).tasks}


def test_an_objective_stands_above_the_tasks_that_serve_it(sign_in: SignIn, given: int) -> None:
    office = sign_in("thuongtruc")
    typed = {"text": "Hồ sơ trực tuyến toàn trình", "area": "procedures", "target": "98,5", "target_unit": "%"}
    assert office.post(f"/ke-hoach/{given}/muc-tieu/them/", {**typed, "target": "nhiều"}).status_code == 422
    assert office.post(f"/ke-hoach/{given}/muc-tieu/them/", typed).status_code == 302
    assert "98,5 %" in " ".join(page(office, f"/ke-hoach/{given}/").split())
    (objective,) = queries.plan_page(OFFICE, given, on=ON).objectives
    office.post(f"/ke-hoach/{given}/muc-tieu/{objective.id}/", {"bo": "1"})
    assert not queries.plan_page(OFFICE, given, on=ON).objectives


def test_a_unit_takes_over_what_falls_to_it_once_and_its_tasks_point_above(sign_in: SignIn, given: int) -> None:
    unit = sign_in("tuphap")
    answer = unit.post("/ke-hoach/moi/", {**FORM, "title": "Kế hoạch của Sở", "unit": "STP", "parent": str(given)})
    own = number_in(answer["Location"])
    for _ in range(2):
        assert unit.post(f"/ke-hoach/{own}/nhan-viec/").status_code == 302
    tasks = queries.plan_page(JUSTICE, own, on=ON).tasks
    assert len(tasks) == 3
    assert {task.lead for task in tasks} == {("Sở Tư pháp",)}
    assert all(task.bases for task in tasks)
    found = queries.coverage(JUSTICE, own, on=ON)
    assert (found.uncovered, found.without_basis) == ((), ())
    assert {code for code, _ in queries.coverage(OFFICE, given, on=ON).units_without_plan} == {"SNV", "SYT"}


def test_gaps_are_counted_listed_mended_and_exported(sign_in: SignIn, given: int) -> None:
    office = sign_in("thuongtruc")
    typed = {"reference": "Nghị quyết số 76/NQ-CP", "words": "1.2. Rà soát văn bản\r\nSắp xếp bộ máy"}
    office.post(f"/ke-hoach/{given}/doi-chieu/them/", typed)
    first, second = queries.coverage(OFFICE, given, on=ON).provisions
    task = queries.plan_page(OFFICE, given, on=ON).tasks[0]
    office.post(f"/ke-hoach/{given}/doi-chieu/nhiem-vu/{task.id}/", {"provisions": [first.id]})
    found = queries.coverage(OFFICE, given, on=ON)
    assert [one.id for one in found.uncovered] == [second.id]
    assert len(found.without_basis) == 2
    shown = page(office, f"/ke-hoach/{given}/doi-chieu/?xem=chua-giao")
    assert "Sắp xếp bộ máy" in shown
    book = openpyxl.load_workbook(
        io.BytesIO(office.get(f"/ke-hoach/{given}/doi-chieu/?tai=xlsx").getvalue()), read_only=True
    )
    kinds = [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert kinds.count("Quy định chưa có nhiệm vụ") == 1
    assert "Nghị quyết số 76/NQ-CP" in office.get(f"/ke-hoach/{given}/doi-chieu/?tai=csv").getvalue().decode()


def test_provisions_come_from_the_items_of_a_received_document(sign_in: SignIn, given: int) -> None:
    office = sign_in("thuongtruc")
    document = read_letter()
    for _ in range(2):
        office.post(f"/ke-hoach/{given}/doi-chieu/them/", {"van-ban": document})
    items = [one.item for one in queries.coverage(OFFICE, given, on=ON).provisions]
    assert items == ["1", "2"]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_exported_plan_reads_back_as_it_was(sign_in: SignIn, given: int, form: str) -> None:
    office = sign_in("thuongtruc")
    data = office.get(f"/ke-hoach/{given}/xuat/{form}/").content
    tasks = queries.plan_page(OFFICE, given, on=ON).tasks
    rows = read_plan(data, filename=f"ke-hoach.{form}").rows
    assert [(r.no, r.task, r.lead, r.deadline_on, r.budget_raw) for r in rows] == [
        (t.number, t.text, t.lead, t.due_on, t.budget_raw) for t in tasks
    ]


def test_a_plan_is_closed_and_opened_again_with_reason(sign_in: SignIn, given: int) -> None:
    office = sign_in("thuongtruc")
    version = queries.plan_row(OFFICE, given, on=ON).version
    office.post(f"/ke-hoach/{given}/khep/", {"version": version, "reason": "Hết năm"})
    refused = office.post(f"/ke-hoach/{given}/nhiem-vu/them/", {"text": "Thêm", "lead": ["SNV"]})
    assert refused.status_code == 409
    office.post(f"/ke-hoach/{given}/khep/", {"version": version + 1, "reason": "Còn việc"})
    assert office.post(f"/ke-hoach/{given}/nhiem-vu/them/", {"text": "Thêm", "lead": ["SNV"]}).status_code == 302


def test_the_office_edits_a_unit_sees_and_a_stranger_has_no_page(sign_in: SignIn, given: int) -> None:
    seen = {"thuongtruc": 200, "tuphap": 200, "lanhdao": 200, "quantri": 404}
    for name, status in seen.items():
        page(sign_in(name), f"/ke-hoach/{given}/", status)
    for name, status in {"thuongtruc": 200, "tuphap": 404, "lanhdao": 404, "quantri": 404}.items():
        page(sign_in(name), f"/ke-hoach/{given}/soat/", status)
    for act in ("nhiem-vu/them/", "muc-tieu/them/", "sua/", "khep/"):
        assert sign_in("tuphap").post(f"/ke-hoach/{given}/{act}", {"reason": "x"}).status_code == 403
    assert sign_in("tuphap").post(f"/ke-hoach/{given}/soat/giao/").status_code == 404
    assert (
        sign_in("tuphap").post(f"/ke-hoach/{given}/doi-chieu/them/", {"reference": "a", "words": "b"}).status_code
        == 403
    )
    assert sign_in("lanhdao").get("/ke-hoach/moi/").status_code == 403


def test_a_unit_edits_its_own_plan_and_no_other_units(sign_in: SignIn) -> None:
    unit, colleague, other = sign_in("tuphap"), sign_in("tuphap2"), sign_in("yte")
    plan_id = services.create_plan(JUSTICE, plan=PLAN_OF_JUSTICE, now=NOW)
    typed = {"text": "Việc của Sở", "lead": ["STP"]}
    assert unit.post(f"/ke-hoach/{plan_id}/nhiem-vu/them/", typed).status_code == 302
    assert colleague.post(f"/ke-hoach/{plan_id}/nhiem-vu/them/", typed).status_code == 302
    assert other.post(f"/ke-hoach/{plan_id}/nhiem-vu/them/", typed).status_code == 403
    assert unit.post(f"/ke-hoach/{plan_id}/nhiem-vu/them/", {**typed, "lead": ["SYT"]}).status_code == 422


def test_services_refuse_whoever_may_not(sign_in: SignIn, given: int) -> None:
    with pytest.raises(NotAllowed):
        services.add_objective(DISTRICT, plan_id=given, objective=NewObjective("Mục tiêu"), now=NOW)
    with pytest.raises(NotAllowed):
        services.add_provisions(DISTRICT, plan_id=given, provisions=(NewProvision("a", "b"),), now=NOW)
    with pytest.raises(NotAllowed):
        services.create_plan(JUSTICE, plan=PLAN, now=NOW)


def shared_task(plan_id: int) -> int:
    """A task that the standing office placed in the plan of Sở Tư pháp, for Sở Y tế as well."""
    task = NewTask(
        text="Liên thông thủ tục khai sinh",
        lead=("STP",),
        cooperate=("SYT",),
        effective_on=ON,
        plan_id=plan_id,
        origin=TaskOrigin.PLAN,
    )
    return services.create_task(OFFICE, task=task, now=NOW)


def test_the_plan_is_the_units_but_not_the_work_of_others_in_it(sign_in: SignIn) -> None:
    unit, head, office = sign_in("tuphap"), sign_in("tuphap2"), sign_in("thuongtruc")
    plan_id = services.create_plan(JUSTICE, plan=PLAN_OF_JUSTICE, now=NOW)
    unit.post(f"/ke-hoach/{plan_id}/nhiem-vu/them/", {"text": "Việc của Sở", "lead": ["STP"]})
    (own,) = queries.plan_page(JUSTICE, plan_id, on=ON).tasks
    shared = shared_task(plan_id)
    words = {"text": "Viết lại", "reason": "Theo ý mình"}
    for client in (unit, head):
        listed = page(client, f"/ke-hoach/{plan_id}/")
        assert f"/nhiem-vu/{own.id}/sua/" in listed
        assert f"/nhiem-vu/{shared}/sua/" not in listed
        for act in ("sua", "bo"):
            address = f"/ke-hoach/{plan_id}/nhiem-vu/{shared}/{act}/"
            assert "SYT" in page(client, address, status=403)
            assert client.post(address, words).status_code == 403
    kept = queries.plan_task(JUSTICE, plan_id, shared, on=ON)
    assert (kept.text, kept.is_cancelled) == ("Liên thông thủ tục khai sinh", False)
    assert office.post(f"/ke-hoach/{plan_id}/nhiem-vu/{shared}/sua/", words).status_code == 302
    assert unit.post(f"/ke-hoach/{plan_id}/nhiem-vu/{own.id}/bo/", words).status_code == 302


def test_who_saves_second_writes_over_no_words_that_they_never_saw(sign_in: SignIn) -> None:
    first, second = sign_in("tuphap"), sign_in("thuongtruc")
    plan_id = services.create_plan(JUSTICE, plan=PLAN_OF_JUSTICE, now=NOW)
    first.post(f"/ke-hoach/{plan_id}/nhiem-vu/them/", {"text": "Việc của Sở", "lead": ["STP"]})
    (task,) = queries.plan_page(JUSTICE, plan_id, on=ON).tasks
    objective = services.add_objective(JUSTICE, plan_id=plan_id, objective=NewObjective("Mục tiêu"), now=NOW)
    for address in (f"/ke-hoach/{plan_id}/nhiem-vu/{task.id}/sua/", f"/ke-hoach/{plan_id}/muc-tieu/{objective}/"):
        seen = [re.findall(r'name="seen" value="(\w+)"', page(client, address)) for client in (first, second)]
        assert seen[0] == seen[1] != []
        words = {"seen": seen[0][0], "reason": "Sửa"}
        assert first.post(address, {**words, "text": "Bản của người trước"}).status_code == 302
        refused = second.post(address, {**words, "text": "Bản của người sau"})
        assert refused.status_code == 409
        assert "Bản của người sau" in refused.content.decode()
        assert "Bản của người trước" in page(second, address)


def test_services_refuse_to_change_or_call_off_what_others_must_do(sign_in: SignIn) -> None:
    sign_in("tuphap")
    plan_id = services.create_plan(JUSTICE, plan=PLAN_OF_JUSTICE, now=NOW)
    shared = shared_task(plan_id)
    with pytest.raises(NotAllowed, match=r"task\.binds_others"):
        services.edit_plan_task(
            JUSTICE, plan_id=plan_id, task_id=shared, changes=TaskChanges("Viết lại"), reason="a", now=NOW
        )
    with pytest.raises(NotAllowed, match=r"task\.binds_others"):
        services.remove_plan_task(JUSTICE, plan_id=plan_id, task_id=shared, reason="a", now=NOW)
    services.remove_plan_task(OFFICE, plan_id=plan_id, task_id=shared, reason="Không còn cần", now=NOW)
