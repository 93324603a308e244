"""``caicach letter`` as a person or a script meets it."""

import json

import pytest

from caicach.cli.main import main
from caicach.documents.as_json import reading_as_json
from caicach.documents.read.reader import read_file
from caicach.documents.values import Reading
from documents.written import ADVISORY_LETTER


@pytest.fixture
def write_json(tmp_path):
    def write(value):
        path = tmp_path / "vb.json"
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def test_what_read_prints_is_written_as_docx_and_pdf(write_json, tmp_path):
    path = write_json(reading_as_json(Reading("", ADVISORY_LETTER)))
    docx, pdf = tmp_path / "ra.docx", tmp_path / "ra.pdf"
    assert main(["letter", "write", str(path), "--docx", str(docx), "--pdf", str(pdf)]) == 0
    assert read_file(docx.read_bytes(), filename="ra.docx").document == ADVISORY_LETTER
    assert read_file(pdf.read_bytes(), filename="ra.pdf").document == ADVISORY_LETTER


def test_keys_that_are_absent_are_blank(write_json, tmp_path):
    path = write_json({"issuer": "SỞ NỘI VỤ", "recipients": ["Như trên", "Lưu: VT"]})
    assert main(["letter", "write", str(path), "--docx", str(tmp_path / "ra.docx")]) == 0
    document = read_file((tmp_path / "ra.docx").read_bytes(), filename="ra.docx").document
    assert document.issuer == "SỞ NỘI VỤ"
    assert [recipient.role.value for recipient in document.recipients] == ["addressee", "archive"]


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"subjet": "x"}, "subjet"),
        ({"subject": 5}, "subject"),
        ({"date": "10/02/2023"}, "date"),
        ({"addressees": "Các sở"}, "addressees"),
        ({"body": [{"kind": "clause"}, {"kind": "clasue"}]}, "body.1.kind"),
        ({"body": [{"kind": "table", "rows": []}]}, "body.0.rows"),
        ({"body": [{"kind": "clause", "level": -1}]}, "body.0.level"),
        ({"body": [{"kind": "picture", "picture": {"png": "eA==", "width_mm": 9, "alternative": ""}}]}, "body.0.look"),
        ({"footnotes": [{"mark": "1"}]}, "footnotes.0.text"),
        ({"recipients": ["a"], "recipient_roles": ["nobody"]}, "recipient_roles.0"),
        ({"recipients": ["a"], "recipient_roles": []}, None),
        ({"recipients": ["a"], "recipient_roles": ["report", "inform"]}, "recipient_roles"),
        ({"signatory": {"chức vụ": "x"}}, "signatory.chức vụ"),
        ({"urgency": "gấp"}, "urgency"),
        ([], "$"),
    ],
    ids=str,
)
def test_a_wrong_key_is_named(write_json, tmp_path, capsys, value, path):
    code = main(["letter", "write", str(write_json(value)), "--docx", str(tmp_path / "ra.docx")])
    assert code == (0 if path is None else 4)
    assert path is None or f"«{path}" in capsys.readouterr().err


def test_what_is_no_json_is_named_by_its_line(tmp_path, capsys):
    path = tmp_path / "vb.json"
    path.write_text('{"issuer":\n "SỞ NỘI VỤ",}', encoding="utf-8")
    assert main(["letter", "write", str(path), "--docx", str(tmp_path / "ra.docx")]) == 4
    assert "dòng 2" in capsys.readouterr().err


def test_a_secret_document_is_not_written(write_json, tmp_path, capsys):
    path = write_json({"issuer": "SỞ NỘI VỤ", "secrecy": "mật"})
    assert main(["letter", "write", str(path), "--docx", str(tmp_path / "ra.docx")]) == 4
    assert "document.secret" in capsys.readouterr().err
    assert not (tmp_path / "ra.docx").exists()


def test_the_check_lists_what_it_finds_and_leaves_with_one(write_json, capsys):
    path = write_json({**reading_as_json(Reading("", ADVISORY_LETTER)), "number": "7"})
    assert main(["letter", "check", str(path), "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert {"code", "message", "path", "quote", "source"} == set(rows[0])
    assert ("draft.number_not_padded", "number", "7") in [(row["code"], row["path"], row["quote"]) for row in rows]


def test_the_check_reads_a_file_too(tmp_path, capsys):
    path = tmp_path / "vb.txt"
    path.write_text("SỞ NỘI VỤ\nSố: 7/SNV-VP\n\nKính gửi: Các sở\n\nBáo cáo gấp.\n", encoding="utf-8")
    assert main(["letter", "check", str(path)]) == 1
    assert "Nghị định 30/2020/NĐ-CP" in capsys.readouterr().out
