"""Moving a scoring step asks first, lists who is not locked, keeps what was typed, and is taken back."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.web.test_index_pages import opened_for_people

from caicach.indices.models import ScoringYear

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_the_page_asks_lists_who_is_open_and_keeps_the_reason(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    year = opened_for_people()
    address = f"/chi-so/{year}/buoc/"
    asked = office.get(address, {"viec": "on"}).content.decode()
    assert "Còn 3 đơn vị chưa chốt" in asked
    assert "Sở Tư pháp" in asked
    refused = office.post(address, {"act": "on", "seen": "self_scoring", "reason": ""})
    assert refused.status_code == 409
    assert ScoringYear.objects.get().step == "self_scoring"
    stale = office.post(address, {"act": "on", "seen": "council", "reason": "Hết hạn nộp"})
    assert 'value="Hết hạn nộp"' in stale.content.decode()
    done = office.post(address, {"act": "on", "seen": "self_scoring", "reason": "Hết hạn nộp"}, follow=True)
    assert "lấy lại được đến 21/02/2023" in " ".join(done.content.decode().split())
    office.post(address, {"act": "take_back", "seen": "appraisal_1"})
    assert ScoringYear.objects.get().step == "self_scoring"


def test_an_act_that_there_is_not_is_told(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    year = opened_for_people()
    assert office.get(f"/chi-so/{year}/buoc/", {"viec": "khac"}).status_code == 404
    assert sign_in("tuphap").get(f"/chi-so/{year}/buoc/", {"viec": "on"}).status_code == 403
