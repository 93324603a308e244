"""A figure opens the rows behind it, a task opens its quote, a returned report is seen by whose turn it is."""

from collections.abc import Callable

import pytest
from django.test import Client

from caicach.plans import services
from caicach.plans.models import Task
from factories.correspondence import NOW, OFFICE
from factories.plans import rows
from factories.web import read_letter, version

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def _confirmed() -> int:
    letter = read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    return letter


def test_a_task_opens_the_source_at_its_quote(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    letter = _confirmed()
    task = Task.objects.get(pk=rows()[0].task_id)
    anchor = f"q-p-{task.proposal_id}"
    assert f'href="/van-ban/{letter}/soat/#{anchor}"' in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert f'id="{anchor}"' in client.get(f"/van-ban/{letter}/soat/").content.decode()


def test_the_figures_of_no_area_open_their_rows(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    _confirmed()
    chosen = rows()[0].task_id
    Task.objects.filter(pk=chosen).update(area=None)
    board = client.get("/theo-doi/?theo=area").content.decode()
    assert "/nhiem-vu/?theo=area&amp;linh-vuc=chua-xep" in board
    listed = client.get("/nhiem-vu/?linh-vuc=chua-xep").context["page"].items
    assert {row.task_id for row in listed} == {chosen}


def test_a_grouping_is_no_filter(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    _confirmed()
    assert not client.get("/theo-doi/?theo=area").context["asked"].are_set


def test_a_document_without_deadlines_shows_words_and_no_none(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    letter = _confirmed()
    assert "None" not in client.get(f"/van-ban/{letter}/").content.decode()


def test_a_returned_report_is_seen_in_the_list_of_the_unit(sign_in: SignIn) -> None:
    unit = sign_in("tuphap")
    _confirmed()
    own = unit.get("/nhiem-vu/").context["page"].items[0]
    from_unit = {"text": "Đã công khai", "is_completed": "0"}
    assert unit.post(f"/phan-cong/{own.assignment_id}/bao-cao/", from_unit).status_code == 302
    waiting = next(r for r in unit.get("/nhiem-vu/").context["page"].items if r.assignment_id == own.assignment_id)
    assert waiting.waiting_report_id is not None
    services.return_report(OFFICE, report_id=waiting.waiting_report_id, reason="Thiếu số liệu", now=NOW)
    assert "Đã trả lại" in unit.get("/nhiem-vu/").content.decode()
