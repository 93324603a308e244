"""A small seeded sample of mutated files a reader; ``mutations.py`` runs as many as one likes."""

import random

import openpyxl
import pytest
from tests.documents.file_builders import letter_docx, pdf_of
from tests.documents.plan_tables import HEADER, docx_plan, html_plan, xlsx_plan
from tests.documents.test_office_xlsx import _saved

from documents.mutations import READERS, mutated, outcome

pytestmark = pytest.mark.slow

ROWS = (HEADER, ("1", "Rà soát thủ tục", "Báo cáo", "Sở Y tế", "Sở Nội vụ", "Quý II/2026"))
UNITS = "code;name;level;type;parent;valid_from;last_day;source\nT;Tỉnh A;province;tỉnh;;;;nguồn\n"


def _form():
    book = openpyxl.Workbook()
    for row in (("STT", "Tiêu chí", "Điểm tối đa", "Cách chấm"), (1, "Chỉ đạo", 4, ""), (1.1, "Kế hoạch", 4, "Có: 4")):
        book.active.append(row)
    return _saved(book)


SEEDS = {
    "letter": ("Số: 12/SNV-VP\nKính gửi: Các sở\n1. Sở Y tế báo cáo trước ngày 5/3/2026.".encode(), letter_docx(),
               pdf_of([[(72, 700, 12, "1. Bao cao ket qua")]])),
    "plan": (html_plan(ROWS), xlsx_plan(ROWS), docx_plan(ROWS)),
    "form": (_form(),),
    "units": (UNITS.encode(),),
    "table": (b"uCode;a;b\nX;1,5;1.200\nY;2,5;\n",),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(READERS))
def test_mutated_files_are_read_or_refused(name, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # a page that lost its text would go to recognition: not the matter here
    for number in range(90):
        seeds = SEEDS[name]
        data = mutated(seeds[number % len(seeds)], random.Random(f"{name}/{number}"))
        assert outcome(READERS[name].read, data) in {"read", "refused"}
