"""The rows of a plan as a table: those ticked are looked at, dated, given a lead, dropped and given together."""

from collections.abc import Callable

import pytest
from django.test import Client

from caicach.plans import queries, services
from caicach.plans.domain.lines import LineChanges
from factories.correspondence import NOW, OFFICE
from factories.planning import imported, line, lines

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def plan_id(sign_in: SignIn) -> int:
    sign_in("thuongtruc")
    return imported()


def _ticked(plan_id: int, *words: str) -> list[str]:
    return [f"{one.draft.id}-{one.draft.version}" for text in words for one in (line(plan_id, text),)]


def _send(client: Client, plan_id: int, act: str, ticked: list[str], status: int = 302, **typed: str) -> str:
    answer = client.post(f"/ke-hoach/{plan_id}/soat/bang/?xem=con-lai", {"viec": act, "dong": ticked, **typed})
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode() if status != 302 else client.get(answer["Location"]).content.decode()


def test_every_row_stands_on_a_line_with_what_is_wrong(plan_id: int, sign_in: SignIn) -> None:
    shown = sign_in("thuongtruc").get(f"/ke-hoach/{plan_id}/soat/bang/").content.decode()
    for one in lines(plan_id):
        assert (f'id="l-{one.draft.id}"' in shown) == one.draft.is_open
    assert "Chưa rõ đơn vị chủ trì: Sở Không Có" in shown


def test_a_common_deadline_lead_and_area_reach_each_row_ticked(plan_id: int, sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    first, second = [one.draft for one in lines(plan_id) if one.draft.is_open][:2]
    names = (first.text, second.text)
    assert "Đã sửa 2 dòng." in _send(office, plan_id, "han", _ticked(plan_id, *names), due_on="30/9/2023")
    assert "Đã sửa 2 dòng." in _send(office, plan_id, "chu-tri", _ticked(plan_id, *names), lead="Sở Tư pháp")
    for name in names:
        changed = line(plan_id, name)
        assert f"{changed.draft.deadline_on:%d/%m/%Y}" == "30/09/2023"
        assert [a.unit for a in changed.addressing.lead.addressees] == ["STP"]


def test_a_row_that_somebody_changed_is_left_and_told(plan_id: int, sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    first, second = [one.draft for one in lines(plan_id) if one.draft.is_open][:2]
    ticked = _ticked(plan_id, first.text, second.text)
    services.edit_line(
        OFFICE,
        plan_id=plan_id,
        line_id=first.id,
        version=first.version,
        changes=LineChanges(product="Báo cáo của người khác"),
        now=NOW,
    )
    shown = _send(office, plan_id, "bo", ticked, reason="Trùng với kế hoạch khác")
    assert "Đã sửa 1 dòng." in shown
    assert "1 dòng giữ nguyên" in shown
    assert not queries.reviewed_line(OFFICE, plan_id, first.id).draft.is_dropped
    assert queries.reviewed_line(OFFICE, plan_id, second.id).draft.drop_reason == "Trùng với kế hoạch khác"


@pytest.mark.parametrize(
    ("act", "typed", "words"),
    [
        ("han", {}, "Hãy ghi hạn chung."),
        ("han", {"due_on": "31/2/2023"}, "31/2/2023"),
        ("chu-tri", {}, "Hãy ghi đơn vị chủ trì."),
        ("linh-vuc", {}, "Hãy chọn lĩnh vực."),
        ("bo", {"due_on": "30/9/2023"}, "Hãy ghi lý do bỏ."),
    ],
)
def test_what_an_act_needs_is_asked_for_and_the_ticks_stay(
    plan_id: int, sign_in: SignIn, act: str, typed: dict[str, str], words: str
) -> None:
    chosen = next(one.draft for one in lines(plan_id) if one.draft.is_open)
    shown = _send(sign_in("thuongtruc"), plan_id, act, _ticked(plan_id, chosen.text), status=422, **typed)
    assert words in shown
    assert shown.count(" checked") == 1


def test_rows_ticked_are_given(plan_id: int, sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    assert "Hãy chọn ít nhất một dòng." in _send(office, plan_id, "giao", [], status=422)
    fine = [one.draft for one in lines(plan_id) if one.is_fine][:2]
    shown = _send(office, plan_id, "giao", _ticked(plan_id, *(one.text for one in fine)))
    assert f"Đã giao {len(fine)} nhiệm vụ." in shown
    assert all(queries.reviewed_line(OFFICE, plan_id, one.id).draft.task_id for one in fine)


def test_a_stranger_has_no_table(plan_id: int, sign_in: SignIn) -> None:
    assert sign_in("yte").get(f"/ke-hoach/{plan_id}/soat/bang/").status_code == 404
