"""Who loses the right while a form is open is told, and finds on the page of the refusal what was typed."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.organisations.models import RoleGrant
from factories.plans import confirmed, row

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
WORDS = "Đã công khai 118 thủ tục, còn 3 thủ tục chờ Bộ."


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    signed_in = sign_in("tuphap")
    confirmed()
    return signed_in


def test_what_was_typed_when_the_role_ended_stands_on_the_page_that_says_so(client: Client) -> None:
    address = f"/phan-cong/{row('STP').assignment_id}/bao-cao/"
    assert client.get(address).status_code == 200
    RoleGrant.objects.filter(user__username="tuphap").update(valid_to=date(2023, 2, 20))
    proof = SimpleUploadedFile("danh-muc.txt", b"x")
    refused = client.post(address, {"text": WORDS, "completed_on": "17/02/2023", "files": proof})
    assert refused.status_code in {403, 404}
    page = refused.content.decode()
    assert "chưa được lưu" in page
    assert WORDS in page
    assert "danh-muc.txt" in page
    assert "17/02/2023" not in page


def test_nothing_is_repeated_where_nothing_was_written_and_no_secret_is(client: Client) -> None:
    RoleGrant.objects.filter(user__username="tuphap").update(valid_to=date(2023, 2, 20))
    address = f"/phan-cong/{row('STP').assignment_id}/giao-nguoi/"
    sent = {"person": "1", "old_password": "ba con trâu đen"}
    page = client.post(address, sent).content.decode()
    assert "ba con trâu đen" not in page
    assert "chưa được lưu" not in page
    assert "chưa được lưu" not in client.get(address).content.decode()
