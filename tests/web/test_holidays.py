"""What stalled across Tết, business first, by a rule that the office changes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from caicach.kernel.calendar import load_calendar
from caicach.plans import services
from caicach.plans.domain.holiday_blocks import blocks_between
from caicach.plans.models import Assignment, Task
from caicach.reports import queries
from caicach.reports.domain.first_rule import FIRST_RULE
from factories.correspondence import NOW, OFFICE
from factories.web import read_letter, version

SignIn = Callable[[str], Client]
TET = "/sau-ky-nghi/?dot=2023-01-20"


def test_blocks_are_those_of_the_calendar() -> None:
    found = blocks_between(load_calendar(), date(2023, 1, 5), date(2023, 12, 1))
    assert [(b.name, b.first, b.last) for b in found][:2] == [
        ("Tết Nguyên đán", date(2023, 1, 20), date(2023, 1, 26)),
        ("Ngày Giỗ Tổ Hùng Vương, Ngày Chiến thắng, Ngày Quốc tế lao động", date(2023, 4, 29), date(2023, 5, 3)),
    ]
    assert found[-1].name == "Quốc khánh"


def test_the_rule_finds_business_whatever_its_accents() -> None:
    assert FIRST_RULE.reason("Tháo gỡ khó khăn cho Doanh Nghiệp", None) == "doanh nghiệp"
    assert FIRST_RULE.reason("Rà soát văn bản", None) is None


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    client = sign_in("thuongtruc")
    letter = read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    Task.objects.update(effective_on=date(2023, 1, 5))
    Assignment.objects.update(given_on=date(2023, 1, 5))
    second = Task.objects.order_by("-id")[0]
    Task.objects.filter(pk=second.pk).update(text="Hồ sơ của doanh nghiệp", search_text="ho so cua doanh nghiep")
    Assignment.objects.filter(task=second).update(due_on=date(2023, 1, 24))
    return client


def test_work_that_stood_still_is_listed_business_first(office: Client) -> None:
    listed = office.get(TET).context["listed"]
    assert [stalled.why_first for stalled in listed] == ["doanh nghiệp", None]
    assert listed[0].fell_due
    assert listed[0].days_stalled == 17  # 27/01 to 20/02/2023: working days only
    assert "Sở Y tế" in office.get(f"{TET}&tai=csv").getvalue().decode("utf-8-sig")


def test_the_office_changes_the_rule_and_nobody_else(office: Client, sign_in: SignIn) -> None:
    assert office.post("/sau-ky-nghi/quy-tac/", {"keywords": "  \n", "areas": []}).status_code == 422
    assert office.post("/sau-ky-nghi/quy-tac/", {"keywords": "một cửa, thủ tục", "areas": []}).status_code == 302
    assert queries.first_rule().keywords == ("một cửa", "thủ tục")
    assert queries.first_rule().set_by
    for name in ("tuphap", "lanhdao", "huyen"):
        assert sign_in(name).get("/sau-ky-nghi/quy-tac/").status_code == 403
    assert {s.row.unit for s in sign_in("tuphap").get(TET).context["listed"]} == {"STP"}
    assert sign_in("huyen").get(TET).context["page"].total == 0
