"""``caicach dossiers clock`` from the outside."""

import json
from pathlib import Path

import pytest

from caicach.cli.main import main

_ROWS = """ma_ho_so;thoi_diem;trang_thai;co_quan;hen_tra;ma_tthc;kenh;phi_dia_gioi
HS1;10/08/2026 09:00;2;Xã A;;1.000;1;0
HS1;2026-08-19T02:00:00Z;9;Xã A;;1.000;1;0
HS2;10/08/2026 09:00;2;Xã A;;9.999;1;0
HS3;10/08/2026 09:00;4;Xã A;;1.000;1;0
HS4;hôm nay;2;Xã A;;1.000;1;0
HS4;01/01/1900;2;Xã A;;1.000;1;0
HS4;10/08/2026 09:00;12;Xã A;;1.000;1;0
HS4;10/08/2026 09:00;2;Xã A;;1.000;5;0
HS4;10/08/2026 09:00;2;Xã A;ngày mai;1.000;1;0
;10/08/2026 09:00;2;Xã A;;1.000;1;0
HS5;05/08/2026 16:00;received;Xã A;;1.000;online;1
HS5;05/08/2026 16:00;received;Xã A;;1.000;online;1
HS5;07/08/2026 09:00;competent_received;Sở B;;1.000;online;1
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    events, limits = tmp_path / "buoc.csv", tmp_path / "han.yaml"
    events.write_text("\ufeff" + _ROWS, encoding="utf-8")
    limits.write_text("by: ma_tthc\nlimits: {1.000: {working_days: 5}}", encoding="utf-8")
    return [str(events), "--limits", str(limits)]


def test_both_computations_and_what_was_set_aside(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossiers", "clock", *files, "--at", "2026-09-30T08:00", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    first, second = said["dossiers"]
    assert (first["code"], first["law"]["verdict"], first["index_766"]["is_late"]) == ("HS1", "late", True)
    assert first["law"]["breaches"][0]["code"] == "no_apology"
    assert (second["code"], second["law"]["starts_at"]) == ("HS5", "2026-08-07T09:00")
    assert [one["where"] for one in said["quarantine"]] == [
        "dòng 6", "dòng 7", "dòng 8", "dòng 9", "dòng 10", "dòng 11", "dòng 13", "HS2", "HS3",
    ]  # fmt: skip
    assert all(one["why"] for one in said["quarantine"])


def test_a_page_for_a_person(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossiers", "clock", *files, "--at", "30/09/2026"]) == 0
    page = capsys.readouterr().out
    assert "HS1" in page
    assert "Để riêng HS2" in page


def test_a_moment_that_is_none(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossiers", "clock", *files, "--at", "hôm qua"]) == 4
    assert "hôm qua" in capsys.readouterr().err


def test_a_table_without_the_columns(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["dossiers", "clock", str(tmp_path / "x.csv"), *files[1:]]) == 4
    assert "Thiếu cột Mã hồ sơ, Thời điểm, Trạng thái." in capsys.readouterr().err


def test_the_table_of_a_period(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["dossiers", "report", *files, "--from", "2026-07-15", "--to", "2026-08-14"]
    assert main([*asked, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["table"]["form"], said["other_form"]["form"]) == ("07a", "II.06a")
    assert (said["table"]["total"]["3"], said["table"]["total"]["4"], said["broken_checks"]) == (2, 1, [])
    assert len(said["quarantine"]) == 10  # the end of HS1 lies behind the period
    assert main(asked) == 0
    assert "Biểu 07a" in capsys.readouterr().out
