"""The menu follows the flow of the product, and marks one entry on every page."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def _menu(client: Client, path: str) -> list[tuple[str, bool]]:
    menu = client.get(path).content.decode().split('<nav class="menu"')[1].split("</nav>")[0]
    return [(label.strip(), "aria-current" in mark) for mark, label in re.findall(r"<a\s([^>]*)>([^<]*)<", menu)]


def test_the_office_reads_the_menu_in_the_order_of_the_work(sign_in: Callable[[str], Client]) -> None:
    words = [label for label, _ in _menu(sign_in("thuongtruc"), "/theo-doi/")]
    flow = [
        "Điều hành",
        "Theo dõi",
        "Văn bản đến",
        "Kế hoạch",
        "Nhiệm vụ",
        "Văn bản đi",
        "Báo cáo",
        "Chỉ số",
        "Thông báo",
    ]
    assert [word for word in words if word in flow] == [word for word in flow if word in words]
    assert {"Điều hành", "Nhiệm vụ", "Thông báo"} <= set(words)


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/dieu-hanh/", "Điều hành"),
        ("/theo-doi/", "Theo dõi"),
        ("/sau-ky-nghi/", "Theo dõi"),
        ("/van-ban/", "Văn bản đến"),
        ("/van-ban-di/", "Văn bản đi"),
        ("/nhiem-vu/lap-lai/", "Nhiệm vụ"),
        ("/thong-bao/kenh/", "Thông báo"),
        ("/quy-tac-nhac-viec/", "Thông báo"),
        ("/tro-giup/", "Trợ giúp"),
    ],
)
def test_one_entry_is_marked(path: str, entry: str, sign_in: Callable[[str], Client]) -> None:
    assert [label for label, is_current in _menu(sign_in("thuongtruc"), path) if is_current] == [entry]
