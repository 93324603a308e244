"""Designs chosen in a form, cells of the sample, what leaves and what others run: as the pages do it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.organisations.queries import units_on
from caicach.surveys.collection import services
from caicach.surveys.collection.models import AnswerLink, FieldVisit, SampleDraw, Survey
from caicach.surveys.results.models import PublishedResult
from caicach.surveys.sampling.design_writing import Clusters, DrawChoices, written_draw
from caicach.surveys.sampling.draw_reading import read_draw
from caicach.surveys.sampling.values import Allocation, Margin, Method
from factories import surveys as made

SignIn = Callable[[str], Client]
_FRAME = "ma,huyen,xa,nguoi,email\n" + "".join(
    f"N{at:03},H{at % 2},H{at % 2}X{at % 6},{1 + at % 4},n{at}@vi-du.vn\n" for at in range(240)
)


def _typed(**typed: object) -> dict[str, object]:
    frame = SimpleUploadedFile("khung.csv", _FRAME.encode())
    return {"source": "file", "frame": frame, "seed": "2026", "code": "ma", "strata": "huyen", **typed}


@pytest.mark.django_db
def test_a_design_is_chosen_in_the_form_and_recorded_as_yaml(sign_in: SignIn) -> None:
    office, number = sign_in("thuongtruc"), made.survey(now=timezone.now())
    address = f"/khao-sat/{number}/chon-mau/"
    for wrong in ({}, {"size": "20", "margin": "5"}, {"size": "20", "each": "3"}, {"size": "20", "inner": "xa"}):
        assert office.post(address, _typed(**wrong)).status_code == 422
    assert office.post(address, _typed(size="9", allocation="neyman", deviations="H0: x")).status_code == 422
    typed = {"size": "4", "cluster": "xa", "cluster_method": "pps", "measure": "nguoi", "each": "12", "reserve": "50"}
    assert office.post(address, _typed(**typed, minimum="2")).status_code == 302
    draw = SampleDraw.objects.get()
    design = office.get(f"{address}{draw.pk}/thiet-ke/").content
    asked = read_draw("tk.yaml", design)
    assert [(one.unit, one.method, one.size, one.measure) for one in asked.stages] == [
        ("xa", Method.PPS, None, "nguoi"),
        (None, Method.SIMPLE, 12, None),
    ]
    assert (asked.strata, asked.reserve, asked.total and asked.total.size) == ("huyen", 0.5, 4)


def test_a_margin_with_clusters_is_brought_to_a_number_of_clusters() -> None:
    choices = DrawChoices(
        "don vi: 1",
        None,
        Margin(0.05, design_effect=1.5, response=0.8),
        Allocation.NEYMAN,
        2,
        {"A": 2.0, "12": 3.5},
        (Clusters("xa", Method.SIMPLE, "", None),),
        10,
        Method.SYSTEMATIC,
        "thon",
        0.2,
    )
    asked = read_draw("tk.yaml", written_draw(choices).encode())
    assert asked.total is not None
    assert asked.total.size == 73  # 721 people, ten a cluster
    assert asked.total.deviations == {"A": 2.0, "12": 3.5}
    assert (asked.strata, asked.order) == ("don vi: 1", "thon")


def _divided(office: Client, number: int) -> str:
    address = f"/khao-sat/{number}/chon-mau/"
    typed = {"size": "6", "cluster": "xa", "cluster_method": "simple", "each": "8", "reserve": "25"}
    assert office.post(address, _typed(**typed)).status_code == 302
    assert office.post(f"{address}{SampleDraw.objects.get(survey=number).pk}/chia-o/", {}).status_code == 302
    return address


@pytest.mark.django_db
def test_links_of_the_sample_carry_cells_and_results_are_reckoned_by_them(sign_in: SignIn) -> None:
    office, number = sign_in("thuongtruc"), made.survey(now=timezone.now())
    address = _divided(office, number)
    assert "O006" in office.get(address).content.decode()
    given = {"kind": "once", "label": "Thư", "count": "1", "days": "30", "is_for_sample": "on"}
    sheet = office.post(f"/khao-sat/{number}/duong-dan/", given)
    assert "spreadsheet" in sheet.headers["Content-Type"]
    assert AnswerLink.objects.exclude(cell=None).count() == 6 * (8 + 2)  # with a quarter of stand-ins
    rules = f"/khao-sat/{number}/ket-qua/cach-tinh/"
    assert office.get(f"/khao-sat/{number}/ket-qua/thiet-ke/").status_code == 404
    assert office.post(rules, {"threshold": "5", "basis": "columns"}).status_code == 422
    assert office.post(rules, {"threshold": "5", "basis": "sample", "adjustment": "cell"}).status_code == 302
    design = office.get(f"/khao-sat/{number}/ket-qua/thiet-ke/").content.decode()
    assert "weight: sample/weight_by_cell" in design
    typed = {"threshold": "5", "basis": "columns", "weight": "sample/weight", "strata": "sample/stratum"}
    assert office.post(rules, typed | {"replicates": "jackknife"}).status_code == 302
    design = office.get(f"/khao-sat/{number}/ket-qua/thiet-ke/").content.decode()
    assert "strata: [sample/stratum]" in design
    assert "replicates: {method: jackknife}" in design


@pytest.mark.django_db
def test_what_leaves_is_decided_on_a_page(sign_in: SignIn) -> None:
    office, number = sign_in("thuongtruc"), made.survey(now=timezone.now())
    collector = made.collector(number)
    for at in range(12):
        made.received(number, collector, uuid=f"{at}", gop_y="Tôi là An")
    page = f"/khao-sat/{number}/tra-loi/"
    assert "Tôi là An" not in office.get(page).content.decode()
    assert office.post(f"{page}cach-xuat/", {"way": "whole", "least": "5", "reason": ""}).status_code == 422
    assert office.post(f"{page}cach-xuat/", {"way": "whole", "least": "5", "reason": "Kiểm toán"}).status_code == 302
    shown = office.get(page).content.decode()
    assert "Tôi là An" in shown
    assert "Kiểm toán" in shown


@pytest.mark.django_db
def test_a_survey_of_the_ministry_has_its_list_visits_and_results(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    until = f"{timezone.localdate() + timedelta(days=300):%d/%m/%Y}"
    typed = {"title": "SIPAS 2026", "run_by": "Bộ Nội vụ", "anonymity": "anonymous", "retained_until": until}
    assert office.post("/khao-sat/moi/", typed).status_code == 302
    survey = Survey.objects.get()
    assert "Bộ Nội vụ" in office.get("/khao-sat/").content.decode()
    page = office.get(f"/khao-sat/{survey.pk}/").content.decode()
    assert "Bộ Nội vụ thực hiện và giữ phiếu" in page
    assert f"/khao-sat/{survey.pk}/bang-hoi/" not in page, "answers are not collected here"
    table = "mã,địa bàn,điều tra viên,kết quả,thay cho\nH1,Phường 1,,hoàn thành,\nH2,Phường 1,,chưa xong,\n"
    field = f"/khao-sat/{survey.pk}/thuc-dia/"
    units = SimpleUploadedFile("m.csv", table.encode())
    assert office.post(f"{field}nap/", {"file": units}).status_code == 302
    day = f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}"
    visit = {"area": "Phường 1", "planned_on": day, "place": "Nhà văn hoá", "contact": ""}
    assert office.post(f"{field}chuyen/", visit | {"planned_on": "01/01/2090"}).status_code == 422
    assert office.post(f"{field}chuyen/", visit).status_code == 302
    shown = office.get(field).content.decode()
    assert "Nhà văn hoá" in shown
    assert "1 / 2" in " ".join(shown.split())
    row = FieldVisit.objects.get()
    assert office.post(f"{field}chuyen/{row.pk}/", {"what": "done"}).status_code == 302
    assert office.post(f"{field}chuyen/{row.pk}/", {"what": "strike"}).status_code == 404
    services.forget_samples(now=timezone.now() + timedelta(days=301))
    assert not FieldVisit.objects.exists()
    today = timezone.localdate()
    code = units_on(today)[0].code
    head = "đơn vị,chỉ số,giá trị,sai số chuẩn,từ,đến,số phiếu\n"
    given = {"period": str(today.year), "source": "QĐ 12/QĐ-BNV", "published_on": f"{today:%d/%m/%Y}"}
    for unit, status in (("KHONG-CO", 422), (code, 302)):
        row_of_it = f'{head}{unit},satisfied_share,"83,94%",không công bố sai số,,,\n'
        file = SimpleUploadedFile("k.csv", row_of_it.encode())
        assert office.post("/khao-sat/cong-bo/", {**given, "file": file}).status_code == status
    assert PublishedResult.objects.get().standard_error is None
    assert "QĐ 12/QĐ-BNV" in office.get("/khao-sat/cong-bo/").content.decode()
    assert office.get("/khao-sat/cong-bo/mau/").status_code == 200
