"""Who is new here is shown a path on the page that the day begins on; in the example, the accounts to try."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.test import Client

from factories.web import people

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("who", "step"),
    [
        ("thuongtruc", "Tiếp nhận một văn bản"),
        ("lanhdao", "bấm vào một con số"),
        ("tuphap", "Xem việc hôm nay"),
        ("thamdinh", "Chấm điểm"),
        ("hoidong", "Chấm điểm"),
        ("quantri", "Mời người dùng"),
    ],
)
def test_each_role_has_a_path_until_it_is_put_away(sign_in: SignIn, who: str, step: str) -> None:
    client = sign_in(who)
    home = client.get("/", follow=True)
    assert home.status_code == 200
    assert step in home.content.decode()
    for _words, address in home.context["first_steps"]:
        assert client.get(address).status_code == 200, address
    client.post("/buoc-dau/")
    assert "Đã biết, ẩn đi" not in client.get("/", follow=True).content.decode()
    assert step in client.get("/tro-giup/").content.decode()


def test_other_pages_have_no_path(sign_in: SignIn) -> None:
    assert "Đã biết, ẩn đi" not in sign_in("thuongtruc").get("/tai-khoan/").content.decode()


@pytest.mark.parametrize("is_example", [True, False])
def test_accounts_to_try_are_shown_in_the_example_alone(settings: LazySettings, is_example: bool) -> None:
    people()
    get_user_model().objects.update(is_demo=True)
    settings.IS_EXAMPLE = is_example
    page = Client().get("/dang-nhap/", {"tai-khoan": "tuphap"}).content.decode()
    assert ("Tài khoản dùng thử" in page) is is_example
    assert ('value="tuphap"' in page) is is_example
    assert ("caicach-vi-du-2026" in page) is is_example


def test_kept_lists_are_reached_from_the_account(sign_in: SignIn) -> None:
    assert 'href="/danh-sach/"' in sign_in("tuphap").get("/tai-khoan/").content.decode()
