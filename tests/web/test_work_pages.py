"""Pages of the work on an assignment: who may open them, what an error keeps, what a figure that falls short says."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from caicach.documents.deadlines.values import Recurrence
from caicach.plans import services
from factories.correspondence import HEALTH, JUSTICE, NOW, OFFICE, received, review
from factories.plans import LATER, open_ended, report, row, rows

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
UNITS_OWN = ("xin-gia-han", "giao-nguoi", "viec-con")
OFFICES_OWN = ("tam-dung", "tiep-tuc")


def confirmed() -> int:
    document = received(read=open_ended(Recurrence.QUARTERLY, "10 ngày làm việc sau khi Bộ Nội vụ công bố"))
    services.confirm_directive(OFFICE, document_id=document, version=review(document).version, now=NOW)
    return row("STP").assignment_id


def test_each_side_opens_its_own_acts_and_a_stranger_none(sign_in: SignIn) -> None:
    unit, office, stranger = sign_in("tuphap"), None, None
    got = confirmed()
    office, stranger = Client(), Client()
    for client, name in ((office, "thuongtruc"), (stranger, "huyen")):
        client.post("/dang-nhap/", {"username": name, "password": "mot-mat-khau-dai-2023"})
    for act in ("", *(f"{name}/" for name in (*UNITS_OWN, *OFFICES_OWN))):
        address = f"/phan-cong/{got}/{act}"
        found = {name: client.get(address).status_code for name, client in (("u", unit), ("o", office))}
        assert stranger.get(address).status_code == 404
        if act:
            owner, other = ("u", "o") if act.strip("/") in UNITS_OWN else ("o", "u")
            assert (found[owner], found[other]) == (200, 403)
        else:
            assert set(found.values()) == {200}
    for act in ("lap-lai", "cho-su-kien", "chi-tieu"):
        address = f"/nhiem-vu/{row('STP', '2').task_id}/{act}/"
        assert [c.get(address).status_code for c in (office, unit, stranger)] == [200, 403, 404]


def test_after_the_deadline_the_request_says_so_and_keeps_what_was_typed(sign_in: SignIn) -> None:
    unit = sign_in("tuphap")
    address = f"/phan-cong/{confirmed()}/xin-gia-han/"
    assert "Hạn 17/02/2023 đã qua" in unit.get(address).content.decode()
    answer = unit.post(address, {"proposed_on": "01/03/2023", "reason": "Chờ Bộ hướng dẫn"})
    assert answer.status_code == 422
    assert "Chờ Bộ hướng dẫn" in answer.content.decode()


def test_the_event_that_the_words_name_is_offered(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    page = office.get(f"/nhiem-vu/{row('STP', '2').task_id}/cho-su-kien/").content.decode()
    assert 'value="Bộ Nội vụ công bố"' in page
    assert 'value="10"' in page


def test_completion_below_the_target_is_said_to_who_decides(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    got = confirmed()
    services.set_target(OFFICE, task_id=row("STP").task_id, value=Decimal(60), unit="dịch vụ công", now=NOW)
    filed = report(JUSTICE, got, now=LATER, figure=Decimal(45))
    page = office.get(f"/phan-cong/{got}/bao-cao/{filed}/").content.decode()
    assert "chưa đạt chỉ tiêu" in page
    assert "Báo cáo muộn" in page


def test_a_task_of_many_units_opens_on_its_units_and_folds_what_is_settled(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    units = {r.task_id: {o.unit: o for o in rows() if o.task_id == r.task_id} for r in rows()}
    shared, of_task = next((t, found) for t, found in units.items() if {"STP", "SYT"} <= found.keys())
    settled, waiting = of_task["SYT"], of_task["STP"]
    report(JUSTICE, waiting.assignment_id)
    filed = report(HEALTH, settled.assignment_id)
    services.accept_report(OFFICE, report_id=filed, quality=None, now=LATER)
    page = office.get(f"/nhiem-vu/{shared}/").content.decode()
    head, _, folded = page.partition("<details>")
    assert head.index("Đơn vị thực hiện") < head.index(f"don-vi-{waiting.assignment_id}")
    assert f"don-vi-{settled.assignment_id}" not in head
    assert f"don-vi-{settled.assignment_id}" in folded
    assert "Báo cáo của 1 đơn vị khác" in folded
