"""``caicach read`` as a person or a script meets it."""

import json
import subprocess
import sys

import pytest

from caicach.cli.main import main

LETTER = """UBND TỈNH MẪU
SỞ NỘI VỤ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/SNV-CCHC
V/v báo cáo kết quả rà soát

Mẫu, ngày 01 tháng 02 năm 2023

Kính gửi: Các sở, ban, ngành cấp tỉnh

Thực hiện Quyết định số 34/QĐ-UBND ngày 05/01/2023 của UBND tỉnh, đề nghị các cơ quan thực hiện:

1. Giao Sở Tài chính chủ trì rà soát thủ tục, hoàn thành trước ngày 15/3/2023.

Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC
"""


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "vb" / "cv12.txt"
    path.parent.mkdir()
    path.write_text(LETTER, encoding="utf-8")
    return path


def test_json_is_one_object_on_standard_output(letter, capsys):
    assert main(["read", str(letter), "--json"]) == 0
    out = capsys.readouterr().out
    value = json.loads(out)
    assert out.count("\n") == 1
    assert (value["number"], value["symbol"], value["date"]) == ("12", "SNV-CCHC", "2023-02-01")


def test_a_person_gets_the_head_of_the_letter(letter, capsys):
    assert main(["read", str(letter)]) == 0
    out = capsys.readouterr().out
    assert "12/SNV-CCHC" in out
    assert "01/02/2023" in out


def test_a_bad_file_is_refused_in_three_sentences(tmp_path, capsys):
    path = tmp_path / "a.docx"
    path.write_bytes(b"")
    assert main(["read", str(path), "--json"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 4
    assert "document.empty" in err


def test_a_secret_letter_is_refused(letter, capsys):
    letter.write_text("TUYỆT MẬT\n\n" + LETTER, encoding="utf-8")
    assert main(["read", str(letter), "--json"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "độ mật" in err


@pytest.mark.slow
def test_a_folder_is_read_past_bad_files_and_says_which_failed(letter, tmp_path, capfd):
    folder, out = letter.parent, tmp_path / "json"
    (folder / "hong.pdf").write_bytes(b"%PDF-1.4 cut")
    (folder / "trung.txt").write_text(LETTER, encoding="utf-8")
    (folder / "trung.tif").write_bytes(b"II*\0")
    (folder / "ghi-chu.md").write_text("không phải văn bản", encoding="utf-8")
    assert main(["read", str(folder), "--json-dir", str(out), "--jobs", "2"]) == 3
    assert sorted(path.name for path in out.iterdir()) == ["cv12.json", "trung.txt.json"]
    stdout, stderr = capfd.readouterr()
    assert stdout == ""
    assert "2 tệp lỗi" in stderr
    assert "hong.pdf" in stderr
    assert "ghi-chu.md" in stderr
    assert json.loads((out / "cv12.json").read_text(encoding="utf-8"))["number"] == "12"


@pytest.mark.slow
def test_a_folder_without_failures_exits_with_zero(letter, tmp_path):
    assert main(["read", str(letter.parent), "--json-dir", str(tmp_path / "out"), "--jobs", "1"]) == 0


@pytest.mark.parametrize("arguments", [[], ["nope"], ["read"], ["read", "/no/such/file"], ["read", "/"]])
def test_wrong_use_exits_with_two(arguments):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


@pytest.mark.slow
def test_reading_a_letter_loads_neither_django_nor_a_database(letter):
    script = (
        "import sys; from caicach.cli.main import main; "
        f"code = main(['read', {str(letter)!r}]); "
        "sys.exit(code or ('django' in sys.modules or 'sqlite3' in sys.modules) * 9)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.slow
def test_a_mixed_folder_goes_through_with_a_list_of_what_failed_and_why(tmp_path, capsys):
    folder = tmp_path / "vb"
    folder.mkdir()
    files = {
        "broken.docx": b"PK\x03\x04 cut off",
        "empty.pdf": b"",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        "rich.rtf": rb"{\rtf1 Kinh gui}",
        "page.html": b"<html><body>x</body></html>",
        "noise.txt": bytes(range(32)) * 40,
        "photo.gif": b"GIF89a",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for number in range(6):
        (folder / f"cv{number}.txt").write_text(LETTER, encoding="utf-8")
    (folder / "notes.log").write_text("x")
    assert main(["read", str(folder), "--json-dir", str(tmp_path / "out"), "--jobs", "2"]) == 3
    told = capsys.readouterr().err
    assert "Đã đọc 6/13 văn bản." in told
    assert all(f"- {name}: " in told for name in files)
    assert "notes.log" in told
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"cv{number}.json" for number in range(6)]
