"""`caicach units`: asks without a database, loads a file into one."""

import json
from pathlib import Path

import pytest

from caicach.cli.main import main
from caicach.organisations import queries

HEAD = "code,name,short_name,level,type,parent,valid_from,last_day,source\n"


@pytest.fixture(autouse=True)
def _without_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_a_phrase_is_resolved_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "resolve", "Giám đốc Sở Nội vụ; các đơn vị liên quan", "--on", "10/02/2023", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["directory"] == "examples/province"
    assert [unit["code"] for unit in said["units"]] == ["SNV"]
    assert [post["name"] for post in said["posts"]] == ["Giám đốc Sở Nội vụ"]
    assert said["unresolved"] == ["các đơn vị liên quan"]
    assert said["confidence"] == "unresolved"
    assert len(said["reasons"]) == 2


def test_a_phrase_is_resolved_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "resolve", "UBND cấp huyện", "--on", "2025-07-01"]) == 0
    said = capsys.readouterr().out
    assert "chưa rõ    UBND cấp huyện" in said
    assert "Cấp huyện đã kết thúc hoạt động từ 01/07/2025" in said


def test_units_of_a_level_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "list", "--on", "2025-03-01", "--level", "district"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 12 + 1
    assert lines[-1] == "12 đơn vị, ngày 01/03/2025, theo examples/province"


def test_an_impossible_day_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["units", "list", "--on", "30/02/2023"])
    assert stopped.value.code == 2
    assert "30/02/2023" in capsys.readouterr().err


def test_without_the_example_there_is_a_clear_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAICACH_EXAMPLES_DIR", str(tmp_path))
    assert main(["units", "list", "--on", "2023-02-10"]) == 4
    said = capsys.readouterr().err
    assert "CAICACH_EXAMPLES_DIR" in said
    assert "[organisations.no_province_files]" in said


@pytest.mark.django_db
def test_a_file_is_checked_then_loaded(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "donvi.csv"
    file.write_text(HEAD + "T,Tỉnh A,A,province,tỉnh,,,,nguồn\n", encoding="utf-8")
    assert main(["units", "import", str(file), "--check"]) == 0
    assert not queries.has_units()
    assert main(["units", "import", str(file)]) == 0
    assert queries.has_units()
    assert "Đã nạp 1 dòng mới" in capsys.readouterr().out


@pytest.mark.django_db
def test_bad_rows_of_a_file_are_all_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "donvi.csv"
    file.write_text(HEAD + "T,,A,province,tinh,,,,nguồn\n", encoding="utf-8")
    assert main(["units", "import", str(file)]) == 4
    said = capsys.readouterr().err
    assert "dòng 2, cột «name»" in said
    assert "dòng 2, cột «type»" in said
    assert main(["units", "import", str(tmp_path / "không có.csv")]) == 4
