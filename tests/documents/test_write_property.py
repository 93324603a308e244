"""read(write(document)) = document, over documents of every form; and no value that breaks a file."""

import io
import zipfile
from datetime import date

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from caicach.documents.read.reader import read_file
from caicach.documents.values import (
    Block,
    BlockKind,
    Footnote,
    OfficialDocument,
    Recipient,
    RecipientRole,
    Signatory,
)
from caicach.documents.write.checking import drafting_findings
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf
from documents.invented_documents import documents

pytestmark = pytest.mark.slow

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=40, deadline=None, suppress_health_check=_SLOW)
@given(documents())
def test_what_is_written_as_docx_is_read_again(document):
    assert read_file(write_docx(document), filename="vb.docx").document == document


@settings(max_examples=40, deadline=None, suppress_health_check=_SLOW)
@given(documents(with_tables=False))
def test_what_is_written_as_pdf_is_read_again(document):
    assert read_file(write_pdf(document), filename="vb.pdf").document == document


def test_an_annex_of_few_short_lines_keeps_its_paragraphs():
    annex = (
        Block(BlockKind.APPENDIX, None, 0, "PHỤ LỤC MỤC TIÊU, YÊU CẦU", None),
        Block(BlockKind.PARAGRAPH, None, 1, "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2023 của UBND tỉnh)", None),
        Block(BlockKind.CLAUSE, "1", 1, "Rà soát thủ tục hành chính của cơ quan, đơn vị.", "1"),
        Block(BlockKind.CLAUSE, "2", 1, "Tập trung chỉ đạo tiến độ, chất lượng của kế hoạch.", "2"),
        Block(BlockKind.PARAGRAPH, None, 2, "Công khai kết quả rà soát trên trang thông tin của cơ quan.", "2"),
    )
    document = OfficialDocument(
        doc_type="thông báo",
        superior="UBND TỈNH MẪU",
        issuer="SỞ NỘI VỤ",
        number="12",
        symbol="TB-SNV",
        place="Mẫu",
        date=date(2023, 2, 5),
        subject="Rà soát thủ tục hành chính",
        opening="Thực hiện kế hoạch cải cách hành chính năm 2023 của tỉnh và kết luận của "
        "Ban Chỉ đạo, Sở Nội vụ yêu cầu:",
        body=(Block(BlockKind.CLAUSE, "1", 0, "Các cơ quan, đơn vị rà soát thủ tục hành chính./.", "1"), *annex),
        recipients=(Recipient("Lưu: VT, CCHC", RecipientRole.ARCHIVE),),
        signatory=Signatory(title="GIÁM ĐỐC", name="Nguyễn Mẫu"),
    )
    assert read_file(write_pdf(document), filename="vb.pdf").document.body == document.body


_ANY = st.text(max_size=60) | st.sampled_from(
    ("", " ", "\n\n", "*", "¹", "</w:t>", "\t- ", "x" * 300, "PHỤ LỤC", "1. ")
)
_KINDS = st.sampled_from(tuple(kind for kind in BlockKind if kind is not BlockKind.PICTURE))
_ROWS = st.lists(st.lists(_ANY, max_size=4).map(tuple), max_size=4).map(tuple)
_BLOCKS = st.builds(Block, kind=_KINDS, number=st.none() | _ANY, level=st.integers(0, 9), text=_ANY, rows=_ROWS)


@settings(max_examples=40, deadline=None, suppress_health_check=_SLOW)
@given(
    st.builds(
        OfficialDocument,
        doc_type=st.none() | st.sampled_from(("công văn", "quyết định", "lạ")),
        superior=st.none() | _ANY,
        issuer=st.none() | _ANY,
        number=st.none() | _ANY,
        symbol=st.none() | _ANY,
        subject=st.none() | _ANY,
        addressees=st.lists(_ANY, max_size=3).map(tuple),
        opening=st.none() | _ANY,
        body=st.lists(_BLOCKS, max_size=6).map(tuple),
        closing=st.none() | _ANY,
        footnotes=st.lists(st.builds(Footnote, st.sampled_from(("1", "*", "a")), _ANY), max_size=2).map(tuple),
        recipients=st.lists(st.builds(Recipient, _ANY, st.sampled_from(RecipientRole)), max_size=3).map(tuple),
        signatory=st.none() | st.builds(Signatory, st.none() | _ANY, st.none() | _ANY, st.none() | _ANY, _ANY),
    )
)
def test_whatever_stands_in_the_values_both_files_are_whole(document):
    package = zipfile.ZipFile(io.BytesIO(write_docx(document)))
    for name in package.namelist():
        etree.fromstring(package.read(name))
    assert len(pypdfium2.PdfDocument(write_pdf(document))) >= 1
    drafting_findings(document)
