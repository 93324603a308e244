"""The working-day calendar in the browser: years with their source, one entered and corrected after a look."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from caicach.kernel.calendar.in_force import added_years

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
YEARS = "/quan-tri/lich-lam-viec/"
SEAL = re.compile(r'name="seal" value="([0-9a-f]+)"')


@pytest.fixture(autouse=True)
def own_place(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def typed(shown: str) -> dict[str, str]:
    """What the form would send as it stands."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", shown, re.DOTALL):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] not in {"csrfmiddlewaretoken", "tim"}:
            found[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', shown, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"\s+selected', inner)
        found[name] = chosen[1] if chosen else re.findall(r'value="([^"]*)"', inner)[0]
    return {**found, "note": ""}


def _new_year(client: Client) -> dict[str, str]:
    sent = typed(client.get(f"{YEARS}nhap/").content.decode())
    given = {"number_0": "1/VPCP-KGVX", "issued_0": "01/10/2027", "from_1": "25/01/2028", "to_1": "29/01/2028"}
    return {**sent, **given, "from_2": "04/04/2028", "from_6": "01/09/2028"}


def test_years_tell_how_their_order_is_known(sign_in: SignIn) -> None:
    shown = sign_in("quantri").get(YEARS).content.decode()
    assert shown.index(">2027<") < shown.index(">2026<")
    assert "Mới biết qua nguồn khác" in shown
    assert re.search(r"02/01/2026\s*–\s*10/01/2026", shown)
    one = sign_in("quantri").get(f"{YEARS}2027/").content.decode()
    assert "10065/VPCP-KGVX" in one
    assert "biết qua sáu nguồn công khai trùng nhau" in one


def test_the_next_year_is_entered_after_a_look(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    sent = _new_year(client)
    assert sent["from_0"] == "01/01/2028"  # what the law names by month and day is there
    look = client.post(f"{YEARS}nhap/", {**sent, "act": "look"})
    shown = look.content.decode()
    assert look.status_code == 200, re.findall(r'role="alert".*?</div>', shown, re.DOTALL)
    assert "31/01/2028" in shown  # the rest of Saturday 29/01, by the law
    assert "Không thời hạn đang chạy nào bị đếm ra ngày khác" in shown
    assert not added_years().exists()
    (seal,) = SEAL.findall(shown)
    kept = client.post(f"{YEARS}nhap/", {**sent, "act": "record", "seal": seal}, follow=True)
    assert "Đã ghi lịch làm việc năm 2028" in kept.content.decode()
    assert "Cơ quan nhập" in kept.content.decode()
    trail = client.get("/nhat-ky/?loai=calendar_year").content.decode()
    assert "Ghi lịch làm việc của năm" in trail


def test_what_is_wrong_is_told_at_its_place_and_nothing_is_lost(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    sent = {**_new_year(client), "issued_0": "", "to_1": "20/01/2028", "away_0": "24/01/2028", "act": "look"}
    answer = client.post(f"{YEARS}nhap/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    for said in ("chưa thấy văn bản thì ghi biết qua nguồn nào", "Ngày cuối phải từ ngày đầu", "Hãy ghi cả hai ngày"):
        assert said in shown
    assert 'value="24/01/2028"' in shown
    lacking = client.post(f"{YEARS}nhap/", {**_new_year(client), "from_2": "", "act": "look"})
    assert lacking.status_code == 422
    assert "Lịch đang nhập: năm 2028 chỉ có 11 ngày nghỉ lễ, tết." in lacking.content.decode()


def test_more_rows_keep_what_was_typed(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    before = _new_year(client)
    shown = client.post(f"{YEARS}nhap/", {**before, "act": "more"}).content.decode()
    again = typed(shown)
    assert again["from_1"] == "25/01/2028"
    assert len(again) > len(before)


def test_a_year_is_corrected_with_a_swap_then_withdrawn(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    sent = typed(client.get(f"{YEARS}2027/sua/").content.decode())
    swap = {"number_2": "9/VPCP-KGVX", "issued_2": "01/04/2027", "away_0": "23/11/2027", "work_0": "27/11/2027"}
    sent |= {**swap, "swap_by_0": "2"}
    shown = client.post(f"{YEARS}2027/sua/", {**sent, "act": "look"}).content.decode()
    assert "2 ngày khác với lịch đang dùng" in shown
    client.post(f"{YEARS}2027/sua/", {**sent, "act": "record", "seal": SEAL.findall(shown)[0]})
    assert "Cơ quan sửa lại" in client.get(YEARS).content.decode()
    back = client.get(f"{YEARS}2027/bo/").content.decode()
    version = re.findall(r'name="version" value="(\w+)"', back)[0]
    client.post(f"{YEARS}2027/bo/", {"version": version, "seal": SEAL.findall(back)[0]})
    assert not added_years().exists()


def test_what_somebody_else_kept_meanwhile_is_told(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    sent = _new_year(client)
    look = client.post(f"{YEARS}nhap/", {**sent, "act": "look"}).content.decode()
    client.post(f"{YEARS}nhap/", {**sent, "act": "record", "seal": SEAL.findall(look)[0]})
    late = client.post(f"{YEARS}2027/sua/", {**typed(client.get(f"{YEARS}2027/sua/").content.decode()), "version": "x"})
    assert late.status_code == 409
    assert "vừa được người khác thay đổi" in late.content.decode()
    assert client.get(f"{YEARS}2026/bo/").status_code == 409
    assert client.get(f"{YEARS}2040/").status_code == 404


def test_only_an_administrator_sees_and_keeps_the_calendar(sign_in: SignIn) -> None:
    for name in ("thuongtruc", "lanhdao", "tuphap"):
        client = sign_in(name)
        assert [client.get(YEARS + rest).status_code for rest in ("", "2027/", "nhap/", "2027/sua/", "2027/bo/")] == [
            403
        ] * 5
        assert client.post(f"{YEARS}nhap/", {"act": "look"}).status_code == 403
