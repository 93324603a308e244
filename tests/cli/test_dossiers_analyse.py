"""``caicach dossiers analyse`` from the outside: one object of JSON, or a page for a person."""

import json
from pathlib import Path

import pytest

from caicach.cli.main import main

_KEYS = {
    "cases", "events", "activities", "start_activities", "end_activities", "variants", "dfg", "case_duration_seconds",
    "case_working_minutes", "sojourn_before_seconds", "sojourn_after_seconds", "on_time", "quarantine", "time_zones",
    "calendar", "notes",
}  # fmt: skip


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    rows = "HS;Việc;Lúc", "1;Nhận;17/02/2023 16:00", "1;Trả;20/02/2023 09:00", "1;Trả;hôm nay"
    path.write_text("\ufeff" + "\r\n".join(rows), encoding="utf-8")
    return path


def test_one_object_of_json(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    limits = tmp_path / "han.yaml"
    limits.write_text("limit: {working_hours: 3}", encoding="utf-8")
    columns = ["--case", "HS", "--activity", "Việc", "--time", "Lúc"]
    assert main(["dossiers", "analyse", str(log), *columns, "--limits", str(limits), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said.keys() == _KEYS
    assert said["dfg"] == [
        {
            "from": "Nhận",
            "to": "Trả",
            "count": 1,
            "mean_seconds": 234_000.0,
            "mean_working_minutes": 180.0,
            "working_count": 1,
        }
    ]
    assert said["variants"] == {"count": 1, "top": [{"sequence": ["Nhận", "Trả"], "cases": 1}]}
    assert (said["on_time"]["on_time"], said["on_time"]["share"]) == (1, 1.0)
    assert said["quarantine"]["reasons"][0]["examples"] == ["3: 1 | Trả | hôm nay"]


def test_a_page_for_a_person(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossiers", "analyse", str(log), "--case", "HS", "--activity", "Việc", "--time", "Lúc"]) == 0
    page = capsys.readouterr().out
    assert "1 hồ sơ, 2 bước, 1 trình tự" in page
    assert "Để riêng 1 dòng" in page


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossiers", "analyse", str(tmp_path / "không.csv")]) == 4
    assert "không.csv" in capsys.readouterr().err


def test_without_a_calendar(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = ["--case", "HS", "--activity", "Việc", "--time", "Lúc"]
    assert main(["dossiers", "analyse", str(log), *columns, "--calendar", "none", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["calendar"], said["dfg"][0]["mean_working_minutes"]) == (None, None)
