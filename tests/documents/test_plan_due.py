"""The last day that a cell names, in every form in which plans name days and periods."""

from datetime import date

import pytest

from caicach.documents.plan.due import read_due
from caicach.documents.values import Recurrence


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("Trước ngày 30/11/2025", "2025-11-30"),
        ("17h00 ngày 15 tháng 12 năm 2025", "2025-12-15"),
        ("Trước 15 tháng 6 năm 2026", "2026-06-15"),
        ("2026-12-15", "2026-12-15"),
        ("Tháng 02/2028", "2028-02-29"),
        ("T12/2025", "2025-12-31"),
        ("12/2025", "2025-12-31"),
        ("Quý III Năm 2026", "2026-09-30"),
        ("Q4/2025", "2025-12-31"),
        ("Quý I, II/2026", "2026-06-30"),
        ("Quý IV/2025- Quý II/2026", "2026-06-30"),
        ("Tháng 10 - 12/2025", "2025-12-31"),
        ("Từ tháng 01 đến tháng 6/2025", "2025-06-30"),
        ("Tháng 11/2025 - 02/2026", "2026-02-28"),
        ("6 tháng đầu năm 2026", "2026-06-30"),
        ("Năm 2026", "2026-12-31"),
        ("2026-2030", "2030-12-31"),
        ("Đến năm 2030, tầm nhìn đến năm 2045", "2030-12-31"),
        ("Trước năm 2030", "2029-12-31"),
        ("Trước tháng 6/2026", "2026-05-31"),
        ("Trước quý II/2026", "2026-03-31"),
        ("Bắt đầu từ Quý IV/2025, hoàn thành trước 30/6/2026", "2026-06-30"),
        ("Từ ngày ban hành Kế hoạch đến 31/12/2026", "2026-12-31"),
        ("20/10/2025 (lần 1); 20/12/2025 (lần 2)", "2025-12-20"),
    ],
)
def test_the_last_day_named(cell, on):
    assert read_due(cell).on == date.fromisoformat(on)


@pytest.mark.parametrize(
    "cell",
    [
        "Thường xuyên",
        "Hàng năm",
        "Tháng 12 hằng năm",
        "Trước ngày 20 hằng tháng",
        "Từ quý I/2026",
        "Từ năm 2026 trở đi",
        "Từ tháng 11/2025 đến khi hoàn thành",
        "Năm 2026 và các năm tiếp theo",
        "Sau năm 2030",
        "Sau khi Luật có hiệu lực",
        "30 ngày kể từ ngày Nghị định được ban hành",
        "Theo Nghị quyết số 71/NQ-CP ngày 01/4/2025",
        "Theo kế hoạch riêng",
        "",
    ],
)
def test_what_names_no_end_has_no_day(cell):
    assert read_due(cell, year=2026).on is None


@pytest.mark.parametrize(
    ("cell", "recurrence"),
    [
        ("Thường xuyên", Recurrence.CONTINUOUS),
        ("Cả năm", Recurrence.CONTINUOUS),
        ("Hàng năm", Recurrence.YEARLY),
        ("01 lần/năm", Recurrence.YEARLY),
        ("Hằng quý", Recurrence.QUARTERLY),
        ("Trước ngày 20 hằng tháng", Recurrence.MONTHLY),
        ("Định kỳ 6 tháng, 1 năm", Recurrence.HALF_YEARLY),
        ("Định kỳ", Recurrence.PERIODIC),
        ("Quý IV/2025", None),
    ],
)
def test_how_often_it_comes_back(cell, recurrence):
    assert read_due(cell).recurrence == recurrence


def test_a_task_that_comes_back_may_end_too():
    due = read_due("Hằng năm, giai đoạn 2026-2030")
    assert (due.on, due.recurrence) == (date(2030, 12, 31), Recurrence.YEARLY)


@pytest.mark.parametrize("cell", ["31/2/2026", "Quý V/2026", "Tháng 13/2026", "ngày 32 tháng 1 năm 2026", "30/02"])
def test_a_day_that_does_not_exist_is_reported_and_not_mended(cell):
    due = read_due(cell, year=2026)
    assert due.on is None
    assert due.impossible


def test_a_year_that_is_not_written_is_the_plans_and_said_to_be():
    due = read_due("Quý II", year=2026)
    assert (due.on, due.year_assumed) == (date(2026, 6, 30), True)
    assert read_due("Quý II").lacks_year


def test_part_of_a_period_is_told_of():
    assert read_due("Đầu quý II/2026").is_vague
