"""The office sees deadlines that the calendar counts to another day, and decides; nobody else can."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from caicach.documents.deadlines.as_json import deadline_as_json
from caicach.documents.deadlines.reading import read_deadline
from caicach.plans import services
from caicach.plans.models import Assignment, Task
from caicach.plans.services.calendar_orders import ask_for_calendar
from factories.plans import confirmed

NIGHT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
GIVEN, OLD = date(2026, 11, 20), date(2026, 11, 25)
PAGE = "/nhiem-vu/thoi-han-tinh-lai/"

pytestmark = pytest.mark.django_db


def given() -> None:
    confirmed()
    words = read_deadline("trong thời hạn 03 ngày làm việc kể từ ngày ký")
    Task.objects.update(effective_on=GIVEN, deadline=deadline_as_json(words))
    Assignment.objects.update(due_on=OLD, original_due_on=OLD)


def test_the_office_is_told_and_decides_on_the_page(sign_in: Callable[[str], Client]) -> None:
    office = sign_in("thuongtruc")
    given()
    services.find_recounts(on=date(2026, 11, 21), now=NIGHT)
    assert "thời hạn lệch với lịch làm việc hiện hành" in office.get("/thong-bao/").content.decode()
    page = office.get(PAGE).content.decode()
    assert "26/11/2026" in page
    assert "24/11/2026 (Ngày Văn hóa Việt Nam)" in page
    assert office.post(PAGE, {"quyet-dinh": "doi"}).status_code == 422
    chosen = page.split('value="')[2:]
    ids = [one.split('"')[0] for one in chosen if one.split('"')[0].isdigit()]
    assert office.post(PAGE, {"quyet-dinh": "doi", "dong": ids}).status_code == 302
    assert "Không có thời hạn nào lệch" in office.get(PAGE).content.decode()
    assert not Assignment.objects.filter(due_on=OLD).exists()


def test_a_unit_sees_its_own_and_cannot_decide(sign_in: Callable[[str], Client]) -> None:
    unit = sign_in("tuphap")
    given()
    services.find_recounts(on=date(2026, 11, 21), now=NIGHT)
    page = unit.get(PAGE).content.decode()
    assert "26/11/2026" in page
    assert 'name="dong"' not in page
    assert unit.post(PAGE, {"quyet-dinh": "doi", "dong": ["1"]}).status_code == 403


def test_the_yearly_order_is_asked_for_once_a_month(sign_in: Callable[[str], Client]) -> None:
    operator, office = sign_in("quantri"), sign_in("thuongtruc")
    first = ask_for_calendar(on=date(2027, 11, 1), now=NIGHT)
    assert (first, ask_for_calendar(on=date(2027, 11, 2), now=NIGHT)) == (2, 0)
    assert ask_for_calendar(on=date(2027, 6, 1), now=NIGHT) == 0
    for client in (operator, office):
        assert "Cập nhật lịch làm việc" in client.get("/thong-bao/").content.decode()
