"""A year of the calendar entered in the browser counts for letters, dossiers, indices and reports alike."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from caicach.cli.main import main
from caicach.documents.bounded import read_bounded
from caicach.documents.deadlines.reading import read_deadline
from caicach.indices.definition.inputs import read_table_text
from caicach.indices.definition.loading import read_text
from caicach.indices.definition.scoring import score
from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.calendar.entries import text_of
from caicach.kernel.calendar.in_force import added_years, working_time_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import parse_period
from caicach.plans.models import Assignment
from caicach.regimes.domain.catalogue import form_named, window_of
from caicach.regimes.services.dues import check_due
from factories.plans import confirmed
from plans.test_calendar_years import YEAR_2028
from web.test_calendar_pages import SEAL, YEARS, typed

pytestmark = pytest.mark.django_db

LETTER = """UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc
Số: 12/SNV-CCHC\tA, ngày 10 tháng 01 năm 2028
V/v rà soát thủ tục hành chính

Kính gửi: Các sở, ban, ngành.

1. Sở Tài chính rà soát thủ tục, báo cáo kết quả trong thời hạn 05 ngày làm việc kể từ ngày 20/01/2028.
2. Sở Tư pháp hoàn thành việc niêm yết trước Tết Nguyên đán 2028./.

Nơi nhận:\tGIÁM ĐỐC
- Như trên;
- Lưu: VT.\tNguyễn Văn B
"""
DEFINITION = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2028
unit_types: [{code: so, name: sở, level: province}]
total: 10
tree: [{code: "1", name: a, points: 10, method: self, rule: {kind: deadline, limits: {'*': 5}}}]
"""
EVENTS = """ma_ho_so;thoi_diem;trang_thai;co_quan;hen_tra;ma_tthc;kenh;phi_dia_gioi
HS1;20/01/2028 09:00;2;Xã A;;1.000;1;0
HS1;2028-02-03T02:00:00Z;9;Xã A;;1.000;1;0
"""
FIFTH = date(2028, 2, 3)
"""The fifth working day from Thursday 20/01/2028: Tết of five days, two rests by the law, two weekends lie between."""


@pytest.fixture
def year_2028(sign_in: Callable[[str], Client], settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    client = sign_in("quantri")
    sent = typed(client.get(f"{YEARS}nhap/").content.decode())
    given = {"number_0": "1/VPCP-KGVX", "issued_0": "01/10/2027", "from_1": "25/01/2028", "to_1": "29/01/2028"}
    sent = {**sent, **given, "from_2": "04/04/2028", "from_6": "01/09/2028"}
    (seal,) = SEAL.findall(client.post(f"{YEARS}nhap/", {**sent, "act": "look"}).content.decode())
    client.post(f"{YEARS}nhap/", {**sent, "act": "record", "seal": seal})
    assert added_years() == tmp_path / "calendar.yaml"
    assert added_years().exists()


@pytest.mark.usefixtures("year_2028")
def test_a_letter_is_dated_by_it_where_it_is_read_here_and_in_the_child() -> None:
    _, here = read_bounded(LETTER.encode(), filename="cv.txt")
    ends = [task.deadline.days for task in here.tasks if task.deadline]
    assert ends == [(FIFTH,), (date(2028, 1, 24),)]
    work, bounds = "caicach.documents.bounded_works:meaning_of_file", Bounds(60, 4096 * MEGABYTE)
    there = json.dumps(in_child(work, LETTER.encode(), name="cv.txt", bounds=bounds)["reading"])
    assert {"2028-02-03" in there, "2028-01-24" in there} == {True}


@pytest.mark.usefixtures("year_2028")
def test_dossiers_indices_and_reports_count_by_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = datetime(2028, 1, 20, 9)  # noqa: DTZ001 -- local time
    assert working_time_in_force().later(start, timedelta(hours=40)).date() == FIFTH
    events, limits = tmp_path / "buoc.csv", tmp_path / "han.yaml"
    events.write_text(EVENTS, encoding="utf-8")
    limits.write_text("by: ma_tthc\nlimits: {1.000: {working_days: 5}}", encoding="utf-8")
    assert main(["dossiers", "clock", str(events), "--limits", str(limits), "--at", "2028-02-10T08:00", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["dossiers"]
    assert told["law"]["verdict"] == "on_time"

    rule = read_text(DEFINITION, "thu.yaml").definition
    assert rule is not None
    cells = read_table_text("unit,component,value\nA,1,2028-01-20/2028-02-03", rule)
    assert score(rule, cells).units["A"].nodes["1"].points == Decimal(10)

    window = replace(window_of(form_named("cchc-quarterly"), parse_period("2023Q1")), closes_on=date(2028, 1, 24))
    with pytest.raises(InvalidInput) as refused:
        check_due(window, date(2028, 1, 31))
    assert refused.value.values["earliest"] == "01/02/2028"


def test_without_the_year_nothing_is_guessed(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    _, here = read_bounded(LETTER.encode(), filename="cv.txt")
    assert [task.deadline.days for task in here.tasks if task.deadline] == [(), ()]


def test_a_file_of_years_that_cannot_be_read_is_told_where_a_letter_needs_it(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    added_years().write_text("years: [", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"calendar\."):
        read_deadline("trong thời hạn 05 ngày làm việc kể từ ngày 20/01/2028")


def test_a_command_without_the_applications_looks_where_the_installation_is(tmp_path: Path) -> None:
    """As ``caicach read`` does: it starts no Django."""
    (tmp_path / "calendar.yaml").write_text("years: [", encoding="utf-8")
    asked = "from caicach.kernel.calendar.in_force import added_years; print(added_years())"
    environment = {**os.environ, "CAICACH_DATA_DIR": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(tmp_path / "calendar.yaml")


@pytest.mark.django_db(transaction=True)
def test_a_list_kept_as_it_was_drawn_heeds_a_year_that_came_by_hand(
    sign_in: Callable[[str], Client], settings: LazySettings, tmp_path: Path
) -> None:
    """No row changes where the file is put there by an operator."""
    settings.DATA_DIR = tmp_path
    confirmed()
    Assignment.objects.update(due_on=date(2028, 2, 10))
    client, unknown = sign_in("thuongtruc"), "năm 2028"
    for _ in range(2):
        assert unknown in client.get("/nhiem-vu/").content.decode()
    added_years().write_text(text_of([YEAR_2028], replacing=[]), encoding="utf-8")
    assert unknown not in client.get("/nhiem-vu/").content.decode()
