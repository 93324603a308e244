"""``caicach plan import``: JSON of the promised shape, a table for a person, and refusals in three sentences."""

import json

from tests.documents.plan_tables import HEADER, html_plan, wide

from caicach.cli.main import main

ROWS = (HEADER, ("I", wide("Thể chế", 5)), ("1", "Rà soát văn bản", "Báo cáo", "Sở Tư pháp", "Các sở", "Hằng năm"))


def test_json_has_the_promised_keys(tmp_path, capsysbinary):
    path = tmp_path / "ke-hoach.html"
    path.write_bytes(html_plan(ROWS))
    assert main(["plan", "import", str(path), "--json"]) == 0
    said = json.loads(capsysbinary.readouterr().out)
    (row,) = said["rows"]
    assert said["warnings"] == []
    assert {
        "no": "1",
        "section": ["I Thể chế"],
        "task": "Rà soát văn bản",
        "product": "Báo cáo",
        "lead": ["Sở Tư pháp"],
        "cooperate": ["Các sở"],
        "deadline_raw": "Hằng năm",
        "deadline_iso": None,
        "recurrence": "hằng năm",
        "budget_raw": "",
    }.items() <= row.items()


def test_a_person_sees_a_table(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    path = tmp_path / "ke-hoach.html"
    path.write_bytes(html_plan(ROWS))
    assert main(["plan", "import", str(path)]) == 0
    out = capsys.readouterr().out
    assert "1 nhiệm vụ" in out
    assert "Sở Tư pháp" in out


def test_a_file_without_tasks_is_refused_in_words(tmp_path, capsys):
    path = tmp_path / "trong.html"
    path.write_bytes(html_plan((("Họ tên", "Ngày sinh"), ("A", "B"))))
    assert main(["plan", "import", str(path)]) == 4
    assert "[plan.no_table]" in capsys.readouterr().err
