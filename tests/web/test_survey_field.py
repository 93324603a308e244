"""The field: dispositions taken in from a table, rates by the standard definitions, who may stand in for whom."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.kernel.audit.models import AuditLine
from caicach.kernel.errors import InvalidInput
from caicach.surveys.collection import services
from caicach.surveys.collection.domain.fieldwork import Disposition, Tally, assigned_units, read_units, refuse_stand_ins
from caicach.surveys.collection.models import SampleDraw, SampledUnit
from caicach.surveys.columns import read_columns
from caicach.surveys.sampling.as_table import sample_text
from caicach.surveys.sampling.draw_reading import read_draw
from caicach.surveys.sampling.drawing import drawn_sample
from factories import surveys as made

SignIn = Callable[[str], Client]
HEAD = "mã,địa bàn,điều tra viên,kết quả,thay cho\n"
D = Disposition


def test_rates_are_those_of_the_definitions() -> None:
    """I 50, P 10, R 20, NC 15, O 5, unknown 30 with 10 not begun, ineligible 25: e = 100/125."""
    counts = {D.COMPLETE: 50, D.PARTIAL: 10, D.REFUSAL: 20, D.NON_CONTACT: 15, D.OTHER: 5, D.UNKNOWN: 20, D.PENDING: 10}
    rates = Tally(counts | {D.INELIGIBLE: 25}).rates()
    wanted = {
        "RR1": 50 / 130, "RR2": 60 / 130, "RR3": 50 / 124, "RR4": 60 / 124, "RR5": 0.5, "RR6": 0.6,
        "COOP1": 50 / 85, "COOP2": 60 / 85, "COOP3": 50 / 80, "COOP4": 60 / 80,
        "REF1": 20 / 130, "REF2": 20 / 124, "REF3": 0.2, "CON1": 85 / 130, "CON2": 85 / 124, "CON3": 0.85,
    }  # fmt: skip
    assert rates == pytest.approx(wanted)
    assert set(Tally({}).rates().values()) == {None}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("H1,A,T,bay mất,\n", "disposition"),
        ("H1,A,T,từ chối,\nH1,A,T,từ chối,\n", "twice"),
        (",A,T,từ chối,\n", "code"),
        ("H1,A,T,từ chối,\nH2,B,T,chưa xong,H1\n", "stand_in"),
        ("H1,A,T,hoàn thành,\nH2,A,T,chưa xong,H1\n", "stand_in"),
        ("H1,A,T,từ chối,\nH2,A,T,chưa xong,H1\nH3,A,T,chưa xong,H1\n", "stand_in"),
        ("H2,A,T,chưa xong,H9\n", "stand_in"),
    ],
)
def test_a_fault_of_the_table_is_told(rows: str, code: str) -> None:
    with pytest.raises(InvalidInput) as told:
        refuse_stand_ins(read_units(read_columns("t.csv", (HEAD + rows).encode())), "t.csv")
    assert told.value.code == f"survey.units_{code}"


@pytest.mark.parametrize(
    ("code", "name", "fault"), [("", "Tổ 1", "code"), ("a" * 201, "Tổ 1", "long"), ("H1", "b" * 201, "long")]
)
def test_what_a_frame_cannot_give_to_the_field_is_told(code: str, name: str, fault: str) -> None:
    with pytest.raises(InvalidInput) as told:
        assigned_units([(code, "A")], [name], "k.csv")
    assert told.value.code == f"survey.units_{fault}"


@pytest.mark.django_db
def test_the_field_reports_by_table_and_the_page_tells_rates(sign_in: SignIn) -> None:
    number = made.survey(now=timezone.now())
    office, address = sign_in("thuongtruc"), f"/khao-sat/{number}/thuc-dia/"
    assert sign_in("tuphap").get(address).status_code == 404
    assert "Chưa có đơn vị mẫu nào" in office.get(address).content.decode()

    def sent(rows: str) -> int:
        return office.post(f"{address}nap/", {"file": SimpleUploadedFile("t.csv", (HEAD + rows).encode())}).status_code

    assert sent("H1,A,Tổ 1,hoàn thành,\nH2,B,Tổ 2,từ chối,\nH3,B,Tổ 2,,H2\n") == 302
    assert sent("H3,B,Tổ 2,hoàn thành,H1\n") == 422
    assert sent("H3,B,Tổ 2,hoàn thành,H2\n") == 302
    assert SampledUnit.objects.filter(survey=number).count() == 3
    page = office.get(address).content.decode()
    assert "66,7 %" in page
    assert "Theo điều tra viên" in page


_FRAME = "ma,xa,ten\n" + "".join(f"N{at:03},{'AB'[at % 2]},Người {at}\n" for at in range(60))
_DESIGN = "draw: {strata: xa, stages: [{size: 6}], reserve: 0.5}\n"


def _drawing(**typed: object) -> dict[str, object]:
    files = {
        "frame": SimpleUploadedFile("khung.csv", _FRAME.encode()),
        "design": SimpleUploadedFile("tk.yaml", _DESIGN.encode()),
    }
    return {"source": "file", "seed": "2026", "code": "ma", "interviewers": "Tổ 1\nTổ 2\n", **files, **typed}


@pytest.mark.django_db
def test_a_sample_is_drawn_once_recorded_and_given_to_the_field(sign_in: SignIn) -> None:
    number = made.survey(now=timezone.now())
    office, address = sign_in("thuongtruc"), f"/khao-sat/{number}/chon-mau/"
    assert sign_in("tuphap").post(address, _drawing()).status_code == 404
    assert office.post(address, _drawing(code="khong_co")).status_code == 422
    assert office.post(address, _drawing(code="xa")).status_code == 422
    assert office.post(address, _drawing(source="dossiers")).status_code == 422
    latin = office.post(address, _drawing(design=SimpleUploadedFile("la-tinh.yaml", "draw: é".encode("latin-1"))))
    assert "la-tinh.yaml" in latin.content.decode()
    assert office.post(address, _drawing()).status_code == 302
    units = SampledUnit.objects.filter(survey=number)
    assert units.count() == 12
    assert set(units.values_list("area", "interviewer")) == {("A", "Tổ 1"), ("B", "Tổ 2")}
    page, draw = office.get(address).content.decode(), SampleDraw.objects.get()
    assert hashlib.sha256(_FRAME.encode()).hexdigest() in page
    frame = read_columns("khung.csv", _FRAME.encode())
    again = drawn_sample(read_draw("tk.yaml", office.get(f"{address}{draw.pk}/thiet-ke/").content), frame, draw.seed)
    assert office.get(f"{address}{draw.pk}/").content.decode("utf-8-sig") == sample_text(again, frame)
    assert {frame.texts("ma")[row.row] for row in again.rows if row.stand_in is None} == {unit.code for unit in units}
    assert AuditLine.objects.filter(action="surveys.sample_exported", new__file=f"mau-{number}.csv").count() == 1
    for size, rows, told in ((1, "", "từ khung này"), (55, "N060,A,Người 60\n", "đã ở trong mẫu")):
        design = SimpleUploadedFile("t", f"draw: {{stages: [{{size: {size}}}]}}".encode())
        frame_file = SimpleUploadedFile("khung.csv", (_FRAME + rows).encode())
        refused = office.post(address, _drawing(seed="2027", frame=frame_file, design=design))
        assert (refused.status_code, told in refused.content.decode()) == (409, True)
        assert "không còn là mẫu ngẫu nhiên" in refused.content.decode()
    assert SampledUnit.objects.filter(survey=number).count() == 12
    services.forget_samples(now=timezone.now() + timedelta(days=4000))
    forgotten = SampledUnit.objects.filter(survey=number)
    assert {unit.code for unit in forgotten} == {f"#\N{NO-BREAK SPACE}{at}" for at in range(1, 13)}, (
        "no code leads to a person"
    )
    assert Counter(forgotten.values_list("area", flat=True)) == Counter(units.values_list("area", flat=True))
    assert office.get(f"{address}{draw.pk}/").status_code == 404


@pytest.mark.django_db
def test_a_sample_of_units_by_the_design_to_begin_with(sign_in: SignIn) -> None:
    number, office = made.survey(now=timezone.now()), sign_in("thuongtruc")
    frame = office.get("/khao-sat/khung-mau/").content.decode("utf-8-sig")
    assert frame.startswith("ma,ten,cap,loai,cap_tren\r\n")
    begun = (
        office.get("/khao-sat/mau-thiet-ke/")
        .content.decode()
        .replace("don_vi ", "cap ")
        .replace("minimum: 2", "minimum: 1")
    )
    typed = _drawing(source="units", design=SimpleUploadedFile("tk.yaml", begun.encode()), interviewers="")
    assert office.post(f"/khao-sat/{number}/chon-mau/", typed).status_code == 302
    assert 0 < SampledUnit.objects.filter(survey=number).count() < frame.count("\n")
