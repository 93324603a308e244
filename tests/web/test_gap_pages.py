"""Pages of gaps, what-ifs, remedies and the ranking with intervals: who sees them, and the way to a task."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.web.test_index_pages import opened_for_people

from caicach.indices.domain.cycle import Cells, Step
from caicach.indices.models import RemedyEffort, Scenario
from caicach.plans.models import Task
from factories.indices import council_says

pytestmark = pytest.mark.django_db

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
    answer = client.get(f"/chi-so/{year}/thu/STP/", {"c-1.2": "50/100", "c-2.2": "chữ"})
    text = " ".join(answer.content.decode().split()).replace(" >", ">")
    assert "3,6 → <strong>2</strong>" in text
    assert 'value="50/100"' in text
    answer = client.post(f"/chi-so/{year}/thu/STP/luu/", {"ten": "Nếu chậm", "c-1.2": "50/100"})
    assert answer.status_code == 302
    assert "c-1.2=50%2F100" in answer["Location"]
    assert "Nếu chậm" in client.get(f"/chi-so/{year}/thu/STP/").content.decode()
    client.post(f"/chi-so/{year}/thu/STP/luu/", {"viec": "bo", "ten": "Nếu chậm"})
    assert not Scenario.objects.exists()


def test_a_what_if_says_choices_in_the_words_of_the_sheet(sign_in: SignIn, year: int) -> None:
    client = sign_in("tuphap")
    text = " ".join(client.get(f"/chi-so/{year}/thu/STP/").content.decode().split())
    assert "đạt một phần (1)" in text
    assert ">dat<" not in text
    answer = client.get(f"/chi-so/{year}/thu/STP/", {"c-1.1": "mot-phan", "c-1.3": ["a", "b"], "tai": "csv"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "đạt một phần" in told
    assert "có kế hoạch; có kết quả" in told


def test_from_a_target_to_a_task(sign_in: SignIn, year: int) -> None:
    client = sign_in("tuphap")
    address = f"/chi-so/{year}/khac-phuc/STP/"
    page = client.get(address, {"diem": "80"})
    rows = page.context["rows"]
    assert rows
    values = [row.value for row in rows]
    refused = client.post(f"{address}?diem=80", {"chon": values, "due_on": ""})
    assert refused.status_code == 422
    assert f'value="{values[0]}" checked' in " ".join(refused.content.decode().split())
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
    assert "«nhiều» không phải là một số" in text


def test_an_appraiser_reads_and_does_not_accept(sign_in: SignIn, year: int) -> None:
    client = sign_in("thamdinh")
    text = client.get(f"/chi-so/{year}/khac-phuc/STP/", {"diem": "80"}).content.decode()
    assert "Nhận các biện pháp" not in text
    answer = client.post(f"/chi-so/{year}/khac-phuc/STP/?diem=80", {"chon": ["1.1|dat||"], "due_on": "30/09/2024"})
    assert answer.status_code == 403


@pytest.mark.parametrize("page", ["xep-hang", *(f"{one}/STP" for one in PAGES)])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_page_gives_its_table_as_a_file(sign_in: SignIn, year: int, page: str, kind: str) -> None:
    answer = sign_in("tuphap").get(f"/chi-so/{year}/{page}/", {"tai": kind, "luot": "100", "diem": "80"})
    assert answer.status_code == 200
    assert f".{kind}" in answer["Content-Disposition"]


def test_a_remedy_has_its_own_deadline_and_a_lead_that_its_giver_may_give_work_to(sign_in: SignIn, year: int) -> None:
    address = f"/chi-so/{year}/khac-phuc/STP/?diem=80"
    (value, *_) = [row.value for row in sign_in("tuphap").get(address).context["rows"]]
    code = value.partition("|")[0]
    typed = {"chon": value, f"han-{code}": "15/09/2024", f"chu-tri-{code}": "SNV"}
    refused = sign_in("tuphap").post(address, typed)
    assert refused.status_code == 403
    assert 'value="15/09/2024"' in refused.content.decode()
    assert sign_in("thuongtruc").post(address, typed).status_code == 302
    rows = Task.objects.get(origin="remedy").assignments.order_by("role", "unit_id")
    assert {(one.unit_id, one.role, f"{one.due_on:%d/%m}") for one in rows} == {
        ("SNV", "lead", "15/09"),
        ("STP", "cooperate", "15/09"),
    }
    assert "15/09/2024" in sign_in("tuphap").get(f"/chi-so/{year}/khac-phuc/STP/").content.decode()


def test_before_publication_a_unit_is_not_told_a_rank_of_itself_alone(sign_in: SignIn, year: int) -> None:
    client = sign_in("tuphap")
    assert (
        "chưa biết điểm của các đơn vị khác"
        in client.get(f"/chi-so/{year}/khac-phuc/STP/", {"hang": "1"}).content.decode()
    )
    assert "Hạng" not in client.get(f"/chi-so/{year}/khoang-cach/STP/").content.decode()


def test_a_figure_that_cannot_be_used_is_said_above_the_new_score(sign_in: SignIn, year: int) -> None:
    text = sign_in("tuphap").get(f"/chi-so/{year}/thu/STP/", {"c-1.2": "1/0"}).content.decode()
    assert "Số liệu không dùng được ở: 1.2" in text


def test_the_orders_page_names_figures_of_the_registry_and_what_none_measures(sign_in: SignIn) -> None:
    text = sign_in("tuphap").get("/chi-so/do-duoc-gi/").content.decode()
    assert "Tỷ lệ nhiệm vụ người đứng đầu chịu trách nhiệm đúng hạn" in text
    assert "phần (0 đến 1)" not in text
    assert "plans.heads_on_time_share" not in text
    assert "3 trên 7 nội dung có số liệu" in text
    assert sign_in("tuphap").get("/chi-so/do-duoc-gi/?tai=csv").status_code == 200
