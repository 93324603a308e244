"""The DOCX as LibreOffice sets it, compared page by page with the PDF; and the form of the package."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import docx
import pypdfium2
import pytest
from lxml import etree

from caicach.documents.values import Block, BlockKind, TableLook
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf
from documents.written import ADVISORY_LETTER, PLAN, TASK_ROWS

_LONG = (
    "Rà soát, công khai thủ tục hành chính thuộc phạm vi quản lý của tỉnh theo Nghị quyết của Chính phủ, bảo đảm chất "
    "lượng và đúng thời hạn đã giao cho từng cơ quan, đơn vị trong kế hoạch của năm, báo cáo kết quả hằng tháng."
)


def _many_pages(count):
    body = tuple(Block(BlockKind.CLAUSE, str(at), 0, _LONG * 2, str(at)) for at in range(1, count))
    return replace(ADVISORY_LETTER, body=(ADVISORY_LETTER.body[0], *body), closing=f"{_LONG[:-1]}./.")


def _annex(rows, *, landscape):
    head, section, task, _ = TASK_ROWS
    table = (head, section, *((str(at), f"{_LONG[: 40 + at * 7 % 150]}", *task[2:]) for at in range(1, rows)))
    heading = Block(BlockKind.APPENDIX, None, 0, "PHỤ LỤC NHIỆM VỤ NĂM 2023", landscape=landscape)
    return replace(PLAN, body=(*PLAN.body[:4], heading, Block(BlockKind.TABLE, None, 0, "", None, table)))


FORMS = {
    "letter": ADVISORY_LETTER,
    "plan": PLAN,
    "long letter": _many_pages(24),
    "wide annex": _annex(60, landscape=True),
    "annex": _annex(40, landscape=False),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Every form as LibreOffice prints its DOCX, in one start of the program."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    paths = []
    for at, document in enumerate(FORMS.values()):
        paths.append(folder / f"{at}.docx")
        paths[-1].write_bytes(write_docx(document))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {name: path.with_suffix(".pdf").read_bytes() for name, path in zip(FORMS, paths, strict=True)}


def _words_of_pages(data):
    """The words of every page; LibreOffice also breaks a line after a hyphen, which moves no word to another page."""
    pdf = pypdfium2.PdfDocument(data)
    pages = []
    for page in pdf:
        text = page.get_textpage().get_text_range()
        pages.append(sorted(re.sub(r"[\ufffe\u00ad\s]", "", text)))
    return pages


@pytest.mark.parametrize("name", FORMS)
def test_every_page_holds_the_same_words_as_in_the_pdf(printed, name):
    assert _words_of_pages(printed[name]) == _words_of_pages(write_pdf(FORMS[name]))


def test_the_package_opens_in_another_library_with_its_headings_and_tables():
    opened = docx.Document(io.BytesIO(write_docx(PLAN)))
    styles = {paragraph.style.name for paragraph in opened.paragraphs}
    assert {"Title", "Subtitle", "Heading 3", "Khoản"} <= styles
    assert len(opened.tables) == 3  # head, foot, and the table of tasks
    assert opened.styles["Normal"].element is not None
    assert opened.core_properties.title.startswith("Kế hoạch số 12/KH-UBND")


def test_the_head_of_a_table_is_repeated_and_a_section_row_is_one_cell():
    opened = docx.Document(io.BytesIO(write_docx(PLAN)))
    rows = opened.tables[-1]._tbl.tr_lst
    assert rows[0].find(".//{*}tblHeader") is not None
    assert len(rows[1].tc_lst) == 1
    assert rows[1].find(".//{*}gridSpan") is not None


def test_every_part_of_the_package_is_well_formed_and_named():
    package = zipfile.ZipFile(io.BytesIO(write_docx(ADVISORY_LETTER)))
    assert package.testzip() is None
    types = etree.fromstring(package.read("[Content_Types].xml"))
    named = {part.get("PartName").removeprefix("/") for part in types.iter("{*}Override")}
    parts = {name for name in package.namelist() if name.startswith(("word/", "docProps/")) and "_rels" not in name}
    assert parts <= named
    for name in package.namelist():
        etree.fromstring(package.read(name))


def test_a_page_number_field_stands_on_every_page_but_the_first():
    package = zipfile.ZipFile(io.BytesIO(write_docx(PLAN)))
    text = package.read("word/document.xml").decode()
    assert text.count("<w:titlePg/>") == text.count('<w:pgNumType w:start="1"/>') == 2
    assert " PAGE " in package.read("word/header1.xml").decode()
    assert " PAGE " not in package.read("word/header2.xml").decode()


def test_times_new_roman_is_named_for_every_script():
    styles = zipfile.ZipFile(io.BytesIO(write_docx(PLAN))).read("word/styles.xml").decode()
    assert styles.count("Times New Roman") == 4


def test_widths_given_for_a_table_are_kept():
    look = TableLook(widths=(1, 5, 2, 2))
    table = replace(PLAN.body[-1], look=look)
    opened = docx.Document(io.BytesIO(write_docx(replace(PLAN, body=(*PLAN.body[:-1], table)))))
    widths = [column.width.mm for column in opened.tables[-1].columns]
    assert [round(width / sum(widths), 2) for width in widths] == [0.1, 0.5, 0.2, 0.2]
