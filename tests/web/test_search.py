"""The box in every head leads to what a person may see."""

from collections.abc import Callable

import pytest
from django.test import Client

from caicach.kernel.search import services as search
from caicach.plans import services
from factories.correspondence import NOW, OFFICE, received, review

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def page(client: Client, typed: str, **more: str) -> str:
    answer = client.get("/tim-kiem/", {"tim": typed, **more})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def confirmed(sign_in: SignIn) -> int:
    document = received()
    services.confirm_directive(OFFICE, document_id=document, version=review(document).version, now=NOW)
    search.prepare()
    search.refresh_all(on=NOW.date())
    return document


def test_every_page_has_the_box_and_a_stranger_to_the_system_has_none(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    for address in ("/nhiem-vu/", "/van-ban/", "/tro-giup/", "/tim-kiem/"):
        assert 'action="/tim-kiem/"' in office.get(address).content.decode()
    assert 'action="/tim-kiem/"' not in Client().get("/dang-nhap/").content.decode()


def test_what_is_found_opens_its_page_and_kinds_narrow(sign_in: SignIn, confirmed: int) -> None:
    office = sign_in("thuongtruc")
    shown = page(office, "so tu phap")
    assert "/nhiem-vu/?don-vi=STP" in shown
    assert ">Sở Tư pháp</mark>" in shown
    assert "loai=task" in shown
    only = page(office, "so tu phap", loai="unit")
    assert "/nhiem-vu/?don-vi=STP" in only
    assert 'class="found"' in only
    assert "&lt;b&gt;" in page(office, "<b>")


def test_a_department_finds_its_own_and_not_what_others_were_given(sign_in: SignIn, confirmed: int) -> None:
    unit, stranger = sign_in("tuphap"), sign_in("huyen")
    assert 'class="found"' in page(unit, "tu phap")
    assert 'class="found"' not in page(stranger, "so tu phap")
    assert "Không thấy gì" in page(stranger, "so tu phap")


def test_what_was_saved_a_moment_ago_is_found(sign_in: SignIn, confirmed: int) -> None:
    from caicach.plans.models import Task  # noqa: PLC0415 - a change past every service

    Task.objects.filter(pk=Task.objects.order_by("id")[0].pk).update(text="Việc vừa lưu xong")
    assert ">vừa lưu xong</mark>" in page(sign_in("thuongtruc"), "vua luu xong")
