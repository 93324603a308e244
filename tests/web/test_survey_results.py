"""Results of a survey on a page: with small counts kept back there, in the file and in the chart."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.kernel.audit.models import AuditLine
from caicach.surveys.collection.models import FormVersion
from caicach.surveys.results.models import ResultRules
from factories import surveys as made

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
MARKS = "4" * 9 + "5" * 7 + "3" * 6


@pytest.fixture
def number(db: None) -> int:
    found = made.survey()
    issued = made.collector(found)
    for at, mark in enumerate(MARKS):
        area = "mien_nui" if at % 11 == 0 else "do_thi" if at % 2 else "dong_bang"
        made.received(found, issued, uuid=f"a{at}", chung=mark, khu_vuc=area)
    return found


def _file(answer: object) -> list[str]:
    return BytesIO(b"".join(answer)).getvalue().decode("utf-8-sig").splitlines()  # type: ignore[arg-type,call-overload]


def test_results_are_for_those_who_run_surveys(sign_in: SignIn, number: int) -> None:
    for name in ("lanhdao", "tuphap"):
        assert sign_in(name).get(f"/khao-sat/{number}/ket-qua/").status_code == 404
    assert sign_in("thuongtruc").get(f"/khao-sat/{number}/ket-qua/?cau=khong_co").status_code == 404


def test_small_counts_are_kept_back_on_the_page_and_in_the_file(sign_in: SignIn, number: int) -> None:
    office = sign_in("thuongtruc")
    address = f"/khao-sat/{number}/ket-qua/?cau=chung&nhom=khu_vuc&kieu=share"
    page = office.get(address).content.decode()
    assert "giữ kín" in page
    assert "không suy ra cho tổng thể" in page
    lines = _file(office.get(f"{address}&tai=csv"))
    assert any("Xã miền núi,Hài lòng,giữ kín,giữ kín" in line for line in lines)
    assert not any(line.split(",")[3] in {"1", "2", "3", "4"} for line in lines[1:])


def test_a_simple_sample_gives_errors_and_a_design_is_kept(sign_in: SignIn, number: int) -> None:
    office, rules = sign_in("thuongtruc"), f"/khao-sat/{number}/ket-qua/cach-tinh/"
    typed = {"threshold": "3", "basis": "simple", "population": "900"}
    assert office.post(rules, typed | {"population": ""}).status_code == 422
    assert office.post(rules, typed | {"threshold": "1"}).status_code == 422
    assert office.post(rules, typed).status_code == 302
    page = office.get(f"/khao-sat/{number}/ket-qua/?cau=chung").content.decode()
    assert "±" in page
    assert "Hài lòng" in page
    wrong = SimpleUploadedFile("tk.yaml", b"strata: khong_co\nestimates: [{kind: mean, of: chung}]")
    answer = office.post(rules, typed | {"basis": "design", "design": wrong})
    assert "khong_co" in answer.content.decode()
    design = SimpleUploadedFile("tk.yaml", b"strata: khu_vuc\nsingle_psu: adjust\nestimates: [{kind: mean, of: chung}]")
    assert office.post(rules, typed | {"basis": "design", "design": design}).status_code == 302
    row = ResultRules.objects.get(survey=number)
    assert (row.threshold, row.population, row.design and row.design.name) == (3, None, "tk.yaml")
    page = office.get(f"/khao-sat/{number}/ket-qua/?cau=chung&kieu=mean&nhom=kenh").content.decode()
    assert "Trung bình" in page
    assert office.post(rules, {"threshold": "7", "basis": "design"}).status_code == 302
    assert AuditLine.objects.filter(action="surveys.result_rules_set", subject_id=str(number)).count() == 3


def test_two_years_stand_beside_each_other_where_they_asked_the_same(sign_in: SignIn, number: int) -> None:
    office, other = sign_in("thuongtruc"), made.survey()
    issued = made.collector(other)
    for at in range(20):
        made.received(other, issued, uuid=f"b{at}", chung="5" if at < 14 else "4")
    for one in (number, other):
        typed = {"threshold": "5", "basis": "simple", "population": "900"}
        office.post(f"/khao-sat/{one}/ket-qua/cach-tinh/", typed)
    address = f"/khao-sat/{number}/ket-qua/?cau=chung&so_voi={other}"
    page = office.get(address).content.decode()
    assert "khác nhau" in page
    file = office.get(f"{address}&tai=csv")
    assert f"-so-voi-{other}.csv" in file["Content-Disposition"]
    lines = _file(file)
    (happy,) = (line for line in lines if "Rất hài lòng" in line)
    assert ",31.8" in happy
    assert ",70," in happy
    assert ",-38.1" in happy
    words = FormVersion.objects.get(survey=other)
    FormVersion.objects.filter(pk=words.pk).update(xform=words.xform.replace("Rất hài lòng", "Hoàn toàn hài lòng"))
    page = office.get(address).content.decode()
    assert "Không so được" in page
    assert "Hoàn toàn hài lòng" in page
    assert "Chênh lệch" not in page


def test_a_survey_without_answers_has_a_page(sign_in: SignIn) -> None:
    number = made.survey()
    assert sign_in("thuongtruc").get(f"/khao-sat/{number}/ket-qua/?nhom=khu_vuc&kieu=mean").status_code == 200


def test_a_satisfaction_index_is_defined_and_shown_with_its_factors(sign_in: SignIn, number: int) -> None:
    office, address = sign_in("thuongtruc"), f"/khao-sat/{number}/hai-long/"
    assert sign_in("tuphap").get(address).status_code == 404
    form = office.get(f"{address}moi/").content.decode()
    assert "noi_dung: tiep_can, thai_do, thoi_gian, ket_qua, chung" in form
    typed = {
        "name": "Hài lòng chung",
        "measure": "satisfied_share",
        "satisfied": "4 5",
        "period": "2023",
        "unit": "STP",
    }
    wrong = office.post(f"{address}moi/", typed | {"factors": "Chung: khong_co"})
    assert (wrong.status_code, "khong_co" in wrong.content.decode()) == (422, True)
    assert office.post(f"{address}moi/", typed | {"factors": "Chung: chung"}).status_code == 302
    page = office.get(address).content.decode()
    assert "72,7 %" in page
    assert "Sở Tư pháp" in page


def test_a_design_that_answers_contradict_is_told_on_the_page_which_stays_of_use(sign_in: SignIn, number: int) -> None:
    """The choice of a question, the way to mend the design, and the signs of quality are there all the same."""
    office, rules = sign_in("thuongtruc"), f"/khao-sat/{number}/ket-qua/cach-tinh/"
    typed = {"threshold": "3", "basis": "columns", "strata": "khu_vuc", "cluster": "kenh", "single_unit": "adjust"}
    assert office.post(rules, typed).status_code == 302
    answer = office.get(f"/khao-sat/{number}/ket-qua/?cau=chung")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nằm trong cả hai tầng" in page
    assert '<select id="cau"' in page
    assert rules in page
    assert office.get(f"/khao-sat/{number}/ket-qua/?cau=chung&tai=csv").status_code == 422
    quality = office.get(f"/khao-sat/{number}/chat-luong/")
    assert quality.status_code == 200
    assert "nằm trong cả hai tầng" in quality.content.decode()
