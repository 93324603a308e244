"""Files of older office programs: refused with the way out, or read through LibreOffice where it is installed."""

import shutil
import stat

import pytest
from tests.documents.file_builders import docx_with, paragraph, zip_of
from tests.documents.plan_tables import HEADER, read, xlsx_plan

from caicach.documents.read.loading import load
from caicach.kernel.errors import InvalidInput

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOC = OLE + "WordDocument".encode("utf-16-le")
XLS = OLE + "Workbook".encode("utf-16-le")
RTF = b"{\\rtf1\\ansi Kinh gui: Cac so}"
ODT = zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})


@pytest.fixture
def no_libreoffice(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def libreoffice(monkeypatch, tmp_path):
    """A program that writes a prepared file where LibreOffice would write its own."""

    def install(prepared: bytes) -> None:
        (tmp_path / "prepared").write_bytes(prepared)
        program = tmp_path / "soffice"
        lines = (
            "#!/bin/sh",
            'while [ $# -gt 2 ]; do [ "$1" = --convert-to ] && to=$2; [ "$1" = --outdir ] && out=$2; shift; done',
        )
        program.write_text("\n".join((*lines, f'/bin/mkdir "$out" && /bin/cp {tmp_path}/prepared "$out/in.$to"', "")))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))

    return install


@pytest.mark.parametrize("data", [DOC, RTF, ODT])
@pytest.mark.usefixtures("no_libreoffice")
def test_without_libreoffice_older_files_are_refused_with_the_way_out(data):
    with pytest.raises(InvalidInput) as refused:
        load(data, filename="cv")
    assert refused.value.code == "document.kind_not_read"
    assert "DOCX" in refused.value.todo


@pytest.mark.usefixtures("no_libreoffice")
def test_without_libreoffice_an_older_workbook_is_named_for_what_it_is():
    with pytest.raises(InvalidInput) as refused:
        read(XLS)
    assert ".xls" in refused.value.why


@pytest.mark.parametrize("data", [DOC, RTF, ODT])
def test_what_libreoffice_makes_of_a_text_is_read(data, libreoffice):
    libreoffice(docx_with(paragraph("Kính gửi: Các sở")))
    assert load(data, filename="cv").text.strip() == "Kính gửi: Các sở"


def test_what_libreoffice_makes_of_a_workbook_is_read(libreoffice):
    libreoffice(xlsx_plan((HEADER, ("1", "Một", "", "Sở Y tế", "", "2026"))))
    assert [row.task for row in read(XLS).rows] == ["Một"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_a_text_of_another_program_is_read_through_libreoffice_itself():
    assert "Kinh gui" in load(RTF, filename="cv.rtf").text
