"""The one-stop board: every figure opens its rows, a row its clock, a list becomes a task of the unit."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.dossiers import services
from caicach.kernel.access import SYSTEM
from caicach.plans.models import Task
from caicach.surveys.collection.models import SampledUnit
from caicach.web.surveys import frames
from factories import surveys
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db
PERIOD = "tu=01/01/2023&den=28/02/2023"
ROWS = """Mã hồ sơ;Đơn vị;Mã TTHC;Lĩnh vực;Kênh;Ngày tiếp nhận;Ngày hẹn trả;Ngày xử lý xong
HS-230103-1;STP;1.1;Hộ tịch;2;03/01/2023 08:00;10/01/2023;12/01/2023 09:00
HS-230103-2;STP;1.1;Hộ tịch;1;03/01/2023 08:00;10/01/2023;
HS-230103-3;SYT;1.2;Y tế;1;03/01/2023 08:00;10/01/2023;05/01/2023 09:00
"""


@pytest.fixture
def office(client: Client, tmp_path: Path) -> Client:
    people()
    (tmp_path / "ho-so.csv").write_text(ROWS, encoding="utf-8")
    services.import_file(SYSTEM, source="Một cửa", path=tmp_path / "ho-so.csv", now=datetime(2023, 2, 20, tzinfo=UTC))
    client.login(username="thuongtruc", password=PASSWORD)
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_every_figure_of_the_board_opens_as_many_rows(office: Client) -> None:
    beside = "&co-quan=Nobody&qua=5"  # of lists alone
    for grouping in ("unit", "field", "procedure", "channel", f"month{beside}"):
        board = text(office, f"/ho-so/?{PERIOD}&theo={grouping}")
        figures = re.findall(r'href="(/ho-so/danh-sach/[^"]+)"[^>]*>\s*(?:<strong[^>]*>)?(\d+)<', board)
        assert figures
        for address, count in figures:
            assert f"{count} hồ sơ" in text(office, address.replace("&amp;", "&")) or count == "0"
    exported = office.get(f"/ho-so/?{PERIOD}&tai=csv")
    assert b"".join(exported).decode("utf-8-sig").count("\n") == 3


def test_who_made_dossiers_late_and_how_old_they_are_open_as_many_rows(office: Client) -> None:
    board = text(office, f"/ho-so/?{PERIOD}&theo=agency")
    figures = re.findall(r'href="(/ho-so/danh-sach/[^"]+(?:co-quan|qua)=[^"]+)"[^>]*>([^<]+)<(?:/a>: (\d+))?', board)
    assert len(figures) == 3  # one late, one overdue, both by Sở Tư pháp; one age
    for address, word, count in figures:
        assert f"{count or word} hồ sơ" in text(office, address.replace("&amp;", "&"))
    assert "Quá hạn hơn 30 ngày" in board
    tally = re.compile(r'<ul class="tally".*?</ul>', re.DOTALL)
    assert tally.findall(board) == tally.findall(text(office, f"/ho-so/?{PERIOD}"))  # of every dossier, of kept sums
    back = text(office, figures[0][0].replace("&amp;", "&"))
    assert "Sở Tư pháp" in back
    assert "co-quan" not in re.findall(r'href="(/ho-so/\?[^"]+)"\s*>Về bảng', back)[0]
    office.login(username="yte", password=PASSWORD)
    calm = text(office, f"/ho-so/?{PERIOD}")
    assert "Cần xem lại" not in calm
    assert "theo=agency" in calm
    assert "Trong kỳ không có hồ sơ nào trễ hạn" in text(office, f"/ho-so/?{PERIOD}&theo=agency")


def test_the_name_of_a_line_opens_its_own_board_and_a_code_its_dossier(office: Client) -> None:
    board = text(office, f"/ho-so/?{PERIOD}")
    own = re.findall(r'href="(/ho-so/\?[^"]*don-vi=STP[^"]*)"', board)[0].replace("&amp;", "&")
    assert "theo=procedure" in own
    assert "Sở Y tế" not in re.findall(r"<table.*?</table>", text(office, own), re.DOTALL)[0]
    assert '<form method="get" action="/ho-so/xem/"' in board
    assert "Thời hạn theo luật" in text(office, "/ho-so/xem/?ma=%20HS-230103-2%20")


def test_a_period_that_people_ask_for_keeps_the_rest_of_the_question(office: Client) -> None:
    board = text(office, f"/ho-so/?{PERIOD}&don-vi=STP&theo=month")
    quick = [one.replace("&amp;", "&") for one in re.findall(r'<a href="(\?[^"]+)"[^>]*>(?:Tháng|Quý|Năm)', board)]
    assert len(quick) == 5
    assert all("don-vi=STP&theo=month" in one for one in quick)


def test_the_clock_of_a_dossier_says_how_long_and_by_whom(office: Client) -> None:
    page = text(office, "/ho-so/xem/?ma=HS-230103-1")
    assert "7/5" in page.replace("\n", "").replace(" ", "")  # of index 766: from 3 to 12 January, five promised
    assert "7,1 ngày làm việc" in page  # 57 hours
    assert "Trễ do STP; giờ làm việc của từng cơ quan" in page
    assert page.count("<svg") >= 2  # for a desk and for a phone


def test_from_the_late_unit_to_the_dossier_and_a_task(office: Client) -> None:
    overdue = text(office, f"/ho-so/danh-sach/?{PERIOD}&don-vi=STP&loai=overdue")
    assert "HS-230103-2" in overdue
    dossier = text(office, "/ho-so/xem/?ma=HS-230103-2")
    assert "Thời hạn theo luật" in dossier
    assert "Theo cách tính của Bộ chỉ số 766" in dossier
    page = f"/ho-so/giao-viec/?{PERIOD}&don-vi=STP&loai=overdue"
    assert "Giải quyết dứt điểm 1 hồ sơ" in text(office, page)
    given = office.post(page, {"text": "Giải quyết hồ sơ quá hạn", "due_on": "31/12/2027"})
    assert given.status_code == 302
    task = Task.objects.get(text="Giải quyết hồ sơ quá hạn")
    assert task.origin == "remedy"
    for language, words in (
        ("vi", "Hồ sơ một cửa: 1 hồ sơ, ngày 20/02/2023"),
        ("en", "One-stop dossiers: 1, 20/02/2023"),
    ):
        office.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert words in text(office, f"/nhiem-vu/{task.pk}/")


def test_the_official_table_of_a_period_is_told_in_both_forms(office: Client) -> None:
    page = text(office, f"/ho-so/bieu/?{PERIOD}")
    assert "Biểu II.06a" in page
    assert "Cùng kỳ theo biểu 07a" in page
    assert "đều khớp" in page
    assert office.get(f"/ho-so/bieu/?{PERIOD}&tai=xlsx").status_code == 200
    other = b"".join(office.get(f"/ho-so/bieu/?{PERIOD}&tai=csv&bieu=07a")).decode("utf-8-sig").splitlines()
    assert other[0].startswith("STT (1),Lĩnh vực (2),Tổng số (3),Trực tuyến toàn trình (4)")
    assert other[-1].startswith(",Tổng số,3,")
    assert "Sở Tư pháp</strong>, 01/01/2023" in text(office, f"/ho-so/bieu/?{PERIOD}&don-vi=STP")


def test_the_flow_of_a_unit_stands_beside_that_of_another(office: Client) -> None:
    page = text(office, f"/ho-so/qua-trinh/?{PERIOD}&don-vi=STP&so-voi=SYT")
    assert page.count("<svg") == 2  # for a desk and for a phone
    assert "Được tiếp nhận → Đã xử lý xong" in page
    assert "Sở Y tế: 1 lượt của 1 hồ sơ, trung bình 2,1 ngày làm việc" in page
    assert "0/2 hồ sơ có bước không theo trình tự" in page
    assert "không bước nào nhanh hay chậm hơn từ một phần tư" in page  # too few to say so
    alone = b"".join(office.get(f"/ho-so/qua-trinh/?{PERIOD}&don-vi=STP&tai=csv")).decode("utf-8-sig")
    assert alone.splitlines()[1].startswith("1. Được tiếp nhận → Đã xử lý xong,1,1,")
    picture = office.get(f"/ho-so/qua-trinh/?{PERIOD}&tai=svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<a " not in b"".join(picture)
    assert "so-voi" in text(office, f"/ho-so/qua-trinh/?{PERIOD}&so-voi=nam-truoc")


def test_every_arrow_and_step_of_a_flow_opens_as_many_dossiers(office: Client) -> None:
    page = text(office, f"/ho-so/qua-trinh/?{PERIOD}&don-vi=STP&so-voi=SYT")
    counts = dict(re.findall(r'<td[^>]*>\s*<a href="(/ho-so/danh-sach/[^"]+buoc=[^"]+)">(\d+)</a>', page))
    pressed = set(re.findall(r'<a href="([^"]+buoc=[^"]+)" aria-label=', page))
    assert pressed
    assert pressed <= set(counts)
    assert {"tu-buoc" in address for address in counts} == {True, False}
    for address, count in counts.items():
        listed = text(office, address.replace("&amp;", "&"))
        assert f"{count} hồ sơ" in listed
        assert "/ho-so/qua-trinh/" in listed
    assert "Đi từ bước «Được tiếp nhận» sang «Đã xử lý xong»" in text(
        office, f"/ho-so/danh-sach/?{PERIOD}&tu-buoc=received&buoc=done"
    )


def test_open_dossiers_stand_with_their_chance_beside_the_base_rate(office: Client) -> None:
    asked = "tu=01/01/2023&den=05/01/2023"
    page = text(office, f"/ho-so/du-bao/?{asked}")
    assert "HS-230103-2" in page
    assert "Còn 3 ngày làm việc" in page
    assert "Chưa đủ dữ liệu để kiểm nghiệm" in page
    told = b"".join(office.get(f"/ho-so/du-bao/?{asked}&tai=csv")).decode("utf-8-sig")
    assert told.count("\n") == 3
    assert "từng trễ" not in told
    office.login(username="yte", password=PASSWORD)
    assert "HS-230103-2" not in text(office, f"/ho-so/du-bao/?{asked}")


def test_a_unit_sees_only_its_own_on_the_board(office: Client) -> None:
    office.login(username="yte", password=PASSWORD)
    board = text(office, f"/ho-so/?{PERIOD}")
    assert "Sở Tư pháp" not in board
    assert office.get("/ho-so/xem/?ma=HS-230103-2").status_code == 404
    assert "Không có hồ sơ nào" in text(office, f"/ho-so/danh-sach/?{PERIOD}&don-vi=STP")


def test_people_who_were_served_are_a_frame_that_samples_are_drawn_from(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, days = surveys.survey(), {"first": "01/01/2023", "last": "31/01/2023"}
    frame = office.get("/khao-sat/khung-mau/?khung=ho-so&tu=01/01/2023&den=31/01/2023").content.decode("utf-8-sig")
    assert frame.splitlines()[1] == "HS-230103-1,STP,1.1,Hộ tịch,online,2023-01-03,2023-01"
    design = SimpleUploadedFile("tk.yaml", b"draw: {strata: don_vi, stages: [{size: 1}]}")
    typed = {"source": "dossiers", "design": design, "seed": "1", "code": "ma", "area": "", "interviewers": "", **days}
    assert office.post(f"/khao-sat/{number}/chon-mau/", typed).status_code == 302
    drawn = SampledUnit.objects.filter(survey=number).values_list("area", "code")
    assert [area for area, _code in drawn] == ["STP", "SYT"]
    assert {code for _area, code in drawn} <= {line.split(",")[0] for line in frame.splitlines()}
    (again,) = re.findall(r'href="([^"]*khung=ho-so[^"]*)"', text(office, f"/khao-sat/{number}/chon-mau/"))
    assert office.get(unescape(again)).content.decode("utf-8-sig") == frame
    monkeypatch.setattr(frames, "MOST_DOSSIERS", 1)
    carried_over = office.get("/khao-sat/khung-mau/?khung=ho-so&tu=04/01/2023&den=31/01/2023")
    assert (carried_over.status_code, carried_over.content.count(b"\n")) == (200, 1)
