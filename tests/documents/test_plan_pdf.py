"""Task tables of PDF, with lines and without, over page breaks."""

from datetime import date

import pytest
from tests.documents.plan_pdfs import plan_pdf
from tests.documents.plan_tables import read

HEADER = ("TT", "Nhiem vu", "San pham", "Co quan\nchu tri", "Phoi hop", "Thoi gian")
FIRST = (
    HEADER,
    ("I", "CAI CACH THE CHE"),
    ("1", "Ra soat van ban cua tinh\nve to chuc bo may", "Bao cao", "So Noi vu", "So Tai chinh", "30/6/2026"),
    ("2", "Cong bo thu tuc va", "Quyet dinh", "So Tu phap", "Cac so, nganh", "2026"),
)
SECOND = (
    HEADER,
    ("", "niem yet tai bo phan", "", "", "", ""),
    ("3", "Dao tao cong chuc", "Lop hoc", "So Noi vu", "", "Quy IV/2026"),
)


def _ruled(rows):
    return [row if len(row) != 2 else (" ".join(row),) for row in rows]


def test_a_table_with_lines_is_read_and_goes_on_over_the_page():
    rows = read(plan_pdf([_ruled(FIRST), _ruled(SECOND)], ruled=True)).rows
    assert [(row.no, row.task) for row in rows] == [
        ("1", "Ra soat van ban cua tinh ve to chuc bo may"),
        ("2", "Cong bo thu tuc va niem yet tai bo phan"),
        ("3", "Dao tao cong chuc"),
    ]
    assert {row.section for row in rows} == {("I CAI CACH THE CHE",)}
    assert [row.lead for row in rows] == [("So Noi vu",), ("So Tu phap",), ("So Noi vu",)]
    assert rows[2].deadline_on == date(2026, 12, 31)
    assert [row.place.page for row in rows] == [1, 1, 2]


def test_a_table_without_lines_is_read_by_its_columns():
    rows = read(plan_pdf([[row for row in FIRST if len(row) != 2]], ruled=False)).rows
    assert [(row.no, row.lead, row.deadline_on) for row in rows] == [
        ("1", ("So Noi vu",), date(2026, 6, 30)),
        ("2", ("So Tu phap",), date(2026, 12, 31)),
    ]
    assert rows[0].task == "Ra soat van ban cua tinh ve to chuc bo may"


@pytest.mark.parametrize("ruled", [True, False])
def test_a_header_on_the_first_page_only_serves_the_next(ruled):
    first, second = (row for row in FIRST if len(row) != 2), SECOND[2:]
    pages = [list(first), second] if ruled else [[*first, *second]]
    assert [row.no for row in read(plan_pdf(pages, ruled=ruled)).rows] == ["1", "2", "3"]
