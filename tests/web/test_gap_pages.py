"""Pages of gaps, what-ifs, remedies and the ranking with intervals: who sees them, and the way to a task."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.web.test_index_pages import opened_for_people

from caicach.indices.domain.cycle import Cells, Step
from caicach.indices.models import RemedyEffort, Scenario
from caicach.plans.models import Task
from factories.indices import council_says

SignIn = Callable[[str], Client]
PAGES = ("khoang-cach", "thu", "khac-phuc", "so-nam-truoc")


@pytest.fixture
def year(sign_in: SignIn) -> int:
    sign_in("thuongtruc")
    return opened_for_people(Step.COUNCIL)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_unit_is_for_the_unit_and_those_who_see_all(sign_in: SignIn, year: int, page: str) -> None:
    answers = {
        name: sign_in(name).get(f"/chi-so/{year}/{page}/STP/").status_code
        for name in ("tuphap", "thuongtruc", "hoidong", "yte", "quantri")
    }
    assert answers == {"tuphap": 200, "thuongtruc": 200, "hoidong": 200, "yte": 404, "quantri": 404}


def test_the_ranking_shows_intervals_and_what_moves_them(sign_in: SignIn, year: int) -> None:
    empty = sign_in("hoidong").get(f"/chi-so/{year}/xep-hang/?luot=100").content.decode()
    assert "Chưa đủ hai đơn vị" in empty
    for unit, share in (("SNV", "90"), ("STP", "85"), ("SYT", "40")):
        for component in ("1.4", "2.1"):
            council_says(year, unit, component, Cells(share))
    text = sign_in("hoidong").get(f"/chi-so/{year}/xep-hang/?luot=200&dao-dong=abc").content.decode()
    assert "Điều gì làm đổi thứ hạng" in text
    assert "<svg" in text
    own = sign_in("yte").get(f"/chi-so/{year}/xep-hang/?luot=100").content.decode()
    assert "chỉ có các đơn vị của bạn" in own
    assert "Sở Tư pháp" not in own


def test_a_what_if_is_in_the_address_and_can_be_kept(sign_in: SignIn, year: int) -> None:
    client = sign_in("tuphap")
    text = client.get(f"/chi-so/{year}/thu/STP/", {"c-1.2": "50/100", "c-2.2": "chữ"}).content.decode()
    assert "3,6 → <strong>2</strong>" in text
    assert 'value="50/100"' in text
    answer = client.post(f"/chi-so/{year}/thu/STP/luu/", {"ten": "Nếu chậm", "c-1.2": "50/100"})
    assert answer.status_code == 302
    assert "c-1.2=50%2F100" in answer["Location"]
    assert "Nếu chậm" in client.get(f"/chi-so/{year}/thu/STP/").content.decode()
    client.post(f"/chi-so/{year}/thu/STP/luu/", {"viec": "bo", "ten": "Nếu chậm"})
    assert not Scenario.objects.exists()


def test_from_a_target_to_a_task(sign_in: SignIn, year: int) -> None:
    client = sign_in("tuphap")
    address = f"/chi-so/{year}/khac-phuc/STP/"
    page = client.get(address, {"diem": "80"})
    rows = page.context["rows"]
    assert rows
    values = [value for *_, value in rows]
    refused = client.post(f"{address}?diem=80", {"chon": values, "due_on": ""})
    assert refused.status_code == 422
    assert f'value="{values[0]}" checked' in refused.content.decode()
    done = client.post(f"{address}?diem=80", {"chon": values, "due_on": "30/09/2024"})
    assert done.status_code == 302
    assert Task.objects.filter(origin="remedy").count() == len(values)
    after = client.get(address).content.decode()
    assert "đang làm" in after
    assert "Điểm mong đợi" in after


def test_efforts_are_edited_row_by_row(sign_in: SignIn, year: int) -> None:
    client = sign_in("tuphap")
    address = f"/chi-so/{year}/khac-phuc/STP/cong-suc/"
    answer = client.post(address, {"ngay-1.1": "3,5", "duoc-1.1": "1", "kha-1.1": "50", "tiep": "diem=80"})
    assert answer["Location"].endswith("?diem=80")
    row = RemedyEffort.objects.get()
    assert (str(row.days), row.is_feasible, str(row.probability)) == ("3.50", True, "0.5000")
    assert client.post(address, {"ngay-1.1": "nhiều"}).status_code == 422


def test_a_target_that_is_nonsense_is_said(sign_in: SignIn, year: int) -> None:
    text = sign_in("tuphap").get(f"/chi-so/{year}/khac-phuc/STP/", {"diem": "nhiều"}).content.decode()
    assert "Mục tiêu không dùng được" in text


def test_an_appraiser_reads_and_does_not_accept(sign_in: SignIn, year: int) -> None:
    client = sign_in("thamdinh")
    text = client.get(f"/chi-so/{year}/khac-phuc/STP/", {"diem": "80"}).content.decode()
    assert "Nhận các biện pháp" not in text
    answer = client.post(f"/chi-so/{year}/khac-phuc/STP/?diem=80", {"chon": ["1.1|dat||"], "due_on": "30/09/2024"})
    assert answer.status_code == 403
