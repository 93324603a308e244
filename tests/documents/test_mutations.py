"""A small seeded sample of mutated files a reader; ``mutations.py`` runs as many as one likes."""

import random
from datetime import UTC, datetime

import openpyxl
import pytest
from tests.documents.file_builders import letter_docx, pdf_of
from tests.documents.plan_tables import HEADER, docx_plan, html_plan, xlsx_plan
from tests.documents.test_office_xlsx import _saved

from documents.mutations import READERS, mutated, outcome
from factories.signed_files import plain_pdf, signed_at

pytestmark = pytest.mark.slow

ROWS = (HEADER, ("1", "Rà soát thủ tục", "Báo cáo", "Sở Y tế", "Sở Nội vụ", "Quý II/2026"))
UNITS = "code;name;level;type;parent;valid_from;last_day;source\nT;Tỉnh A;province;tỉnh;;;;nguồn\n"


def _form():
    book = openpyxl.Workbook()
    for row in (("STT", "Tiêu chí", "Điểm tối đa", "Cách chấm"), (1, "Chỉ đạo", 4, ""), (1.1, "Kế hoạch", 4, "Có: 4")):
        book.active.append(row)
    return _saved(book)


def _survey():
    book = openpyxl.Workbook()
    for row in (
        ("type", "name", "label", "relevant"),
        ("integer", "age", "Tuổi", ""),
        ("text", "why", "Vì sao", "${age} > 5"),
    ):
        book.active.append(row)
    book.active.title = "survey"
    return _saved(book)


SEEDS = {
    "letter": ("Số: 12/SNV-VP\nKính gửi: Các sở\n1. Sở Y tế báo cáo trước ngày 5/3/2026.".encode(), letter_docx(),
               pdf_of([[(72, 700, 12, "1. Bao cao ket qua")]])),
    "plan": (html_plan(ROWS), xlsx_plan(ROWS), docx_plan(ROWS)),
    "form": (_form(),),
    "units": (UNITS.encode(),),
    "table": (b"uCode;a;b\nX;1,5;1.200\nY;2,5;\n",),
    "survey": (_survey(),),
    "page": ("<table><tr><td>Mã thủ tục</td><td>1.000001</td></tr></table>".encode(), html_plan(ROWS)),
    "register": ('{"code": "1.000001", "name": "Cấp giấy phép"}\n'.encode(),),
    "signatures": (signed_at(plain_pdf("VAN BAN SO 7"), datetime(2023, 4, 4, 2, tzinfo=UTC)),),
}  # fmt: skip

COUNTS = {"survey": 30, "register": 60, "signatures": 60}
"""Those that take longer a file are asked of fewer."""


@pytest.mark.parametrize("name", sorted(READERS))
def test_mutated_files_are_read_or_refused(name, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # a page that lost its text would go to recognition: not the matter here
    for number in range(COUNTS.get(name, 90)):
        seeds = SEEDS[name]
        data = mutated(seeds[number % len(seeds)], random.Random(f"{name}/{number}"))
        assert outcome(READERS[name].read, data) in {"read", "refused"}
