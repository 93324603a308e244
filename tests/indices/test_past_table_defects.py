"""What a table of past results may hold wrong: told at its place, never dropped or changed in silence."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from caicach.indices.domain.past_results import PastReading, read_past

UNITS = {"STP": "Sở Tư pháp", "18073": "Phường Thành Sen"}
HEAD = ("Mã đơn vị", "Mã tiêu chí", "Điểm", "Điểm tối đa", "Tỷ lệ %", "Hạng")


def read(*row: object) -> PastReading:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kết quả"
    sheet.append(HEAD)
    sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return read_past(out.getvalue(), filename="ket-qua.xlsx", units=UNITS)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("STP", "", "=40+40", 100, "", 1), "công thức chưa được tính"),
        (("99999", "", 80, 100, "", 1), "Không có đơn vị «99999»"),
        (("", "1.1", 2, 2.5), "không ghi đơn vị"),
    ],
)
def test_a_row_that_cannot_be_used_is_told(row: tuple[object, ...], told: str) -> None:
    reading = read(*row)
    assert reading.scores == ()
    assert [str(problem.place) for problem in reading.problems] == ["Kết quả, dòng 2"]
    assert told in str(reading.problems[0].text)


@pytest.mark.parametrize("rank", [1.5, 0, -2, 99_999_999_999])
def test_a_rank_is_a_whole_number_or_no_rank(rank: float) -> None:
    reading = read("STP", "", 80, 100, "", rank)
    assert reading.scores[0].rank is None
    assert "không phải là số nguyên" in str(reading.problems[0].text)


@pytest.mark.parametrize("share", [("", "", 0.8452), (80, 100, 70)])
def test_a_doubtful_percentage_is_kept_and_told(share: tuple[object, ...]) -> None:
    reading = read("STP", "", *share)
    assert reading.scores[0].percentage == Decimal(str(share[2]))
    assert len(reading.problems) == 1


def test_a_sound_row_is_told_nothing() -> None:
    reading = read("18073", "Tổng", "84,52", 100, "84,52", "1/19")
    assert (reading.problems, reading.scores[0].points, reading.scores[0].rank) == ((), Decimal("84.52"), 1)
