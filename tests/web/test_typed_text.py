"""Text and numbers as people paste and type them, on every page that takes them, and the files that come of them."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from caicach.plans.models import Task
from factories.plans import confirmed, row, view

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_a_line_break_of_word_processors_breaks_no_export(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    Task.objects.update(text="Hoàn thiện cơ sở dữ liệu\x0bcán bộ")  # kept before texts were cleaned at the door
    for address in ("/nhiem-vu/?tai=xlsx", "/dieu-hanh/nhiem-vu/?tai=xlsx", "/nhiem-vu/?tai=csv"):
        answer = office.get(address)
        assert answer.status_code == 200
        if "xlsx" in address:
            words = [cell for line in load_workbook(BytesIO(answer.getvalue())).active.values for cell in line]
            assert "Hoàn thiện cơ sở dữ liệu\ncán bộ" in words


def test_searching_composes_what_is_typed(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    Task.objects.update(text="Rà soát thủ tục", search_text="ra soat thu tuc")
    for typed in (unicodedata.normalize("NFD", "thủ tục"), "thu tuc", "thủ\x0btục"):
        assert "Rà soát thủ tục" in office.get("/nhiem-vu/", {"tim": typed}).content.decode()


@pytest.mark.parametrize(("typed", "kept"), [("1.500", "1500"), ("1.234,5", "1234.5"), ("98,5", "98.5")])
def test_a_target_is_taken_as_officials_write_it(sign_in: SignIn, typed: str, kept: str) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    given = row("STP")
    answer = office.post(f"/nhiem-vu/{given.task_id}/chi-tieu/", {"value": typed, "unit": "hồ\x0bsơ"})
    assert answer.status_code == 302
    target = view(given.assignment_id).work.target
    assert target is not None
    assert (target.target, target.unit) == (Decimal(kept), "hồ\nsơ")


def test_a_number_of_two_meanings_is_asked_about(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    answer = office.post(f"/nhiem-vu/{row('STP').task_id}/chi-tieu/", {"value": "1.5", "unit": "%"})
    assert answer.status_code == 422
    assert "«1.5» không phải là một số viết đúng." in answer.content.decode()
