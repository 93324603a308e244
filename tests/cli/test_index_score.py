"""``caicach index validate`` and ``caicach index score`` as a person calls them."""

import json
import re
from pathlib import Path

import pytest

from caicach.cli.main import main
from caicach.indices.definition.catalogue import SHIPPED

SET_766 = str(SHIPPED / "qd766_2022" / "definition.yaml")
DTI = str(SHIPPED / "dti_tinh_922_2022" / "definition.yaml")


def _table(folder: Path, *rows: str) -> str:
    path = folder / "INPUTS.csv"
    path.write_text("\n".join(["unit,component,value,numerator,denominator", *rows]), encoding="utf-8")
    return str(path)


def _score(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["index", "score", *arguments, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_score_prints_units_nodes_and_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = _table(tmp_path, "A,2.1,,845,1000", "A,1.1,,0,0", "A,5.2,,0,0", "B,2.1,150,,", "B,1.2,-,,", "B,x,1,,")
    found = json.loads(json.dumps(_score(capsys, SET_766, table)))
    assert found["units"]["A"]["nodes"]["2.1"] == {"points": 16.9, "maximum": 20, "missing": False}
    assert found["units"]["A"]["nodes"]["1.1"]["missing"] is True
    assert found["units"]["A"]["nodes"]["5.2"]["points"] == 6
    assert found["units"]["B"]["nodes"]["2.1"]["points"] is None
    assert found["units"]["B"]["maximum"] == 96
    rows = {(warning["code"], warning.get("row")) for warning in found["warnings"]}
    assert rows >= {
        ("index_input.zero_denominator", 3),
        ("index_input.out_of_range", 5),
        ("index_input.unknown_component", 7),
    }


def test_explain_adds_the_trace_of_one_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = _table(tmp_path, *(f"Đà Nẵng,{code},0.9,," for code in "12345789"))
    found = json.loads(json.dumps(_score(capsys, DTI, table, "--explain", "Đà Nẵng")))
    assert found["units"]["Đà Nẵng"]["percentage"] == 90
    step = found["trace"]["7"]
    assert step["inputs"] == {"value": "0.9", "row": "7"}
    assert {"rule", "reference", "steps"} <= set(step)
    assert step["points"] == 180


def test_set_without_criteria_is_refused_loudly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declared = str(SHIPPED / "dti_tinh_405_2025" / "definition.yaml")
    assert main(["index", "score", declared, _table(tmp_path, "A,1,1,,")]) == 4
    assert "index_score.declared_only" in capsys.readouterr().err


def test_people_see_a_table_and_that_a_set_is_an_illustration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    illustrative = str(SHIPPED / "hatinh_52_2019_xa" / "definition.yaml")
    assert main(["index", "score", illustrative, _table(tmp_path, "A,1.1,dat,,"), "--explain", "A"]) == 0
    assert "MINH HỌA" in capsys.readouterr().out


def test_validate_prints_every_error_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "sai.yaml"
    text = Path(SET_766).read_text(encoding="utf-8").replace("points: 20\n", "points: 20.05\n", 1)
    wrong.write_text(text, encoding="utf-8")
    assert main(["index", "validate", str(wrong), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    errors = [problem for problem in found["problems"] if problem["severity"] == "error"]
    assert {problem["code"] for problem in errors} == {
        "index_definition.sum_is_not_parent",
        "index_definition.sum_is_not_total",
    }
    assert main(["index", "validate", str(wrong)]) == 1
    assert "sai.yaml, dòng" in capsys.readouterr().out
    assert main(["index", "score", str(wrong), _table(tmp_path, "A,1.1,1,,")]) == 4


def test_metric_that_the_product_does_not_offer_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(DTI).read_text(encoding="utf-8")
    for name, code in (("plans.on_time_share", 0), ("plans.no_such_figure", 1)):
        path = tmp_path / "do.yaml"
        path.write_text(text.replace("name: Nhận thức số,", f"name: Nhận thức số, source: {name},"), encoding="utf-8")
        assert main(["index", "validate", str(path)]) == code
    assert "plans.no_such_figure" in capsys.readouterr().out


def test_validate_runs_the_cases_beside_a_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for source in (Path(SET_766), Path(SET_766).with_name("cases.yaml")):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    copy, cases = tmp_path / Path(SET_766).name, tmp_path / "cases.yaml"
    assert main(["index", "validate", str(copy)]) == 0
    cases.write_text(re.sub(r"rank: 1\b", "rank: 9", cases.read_text(encoding="utf-8")), encoding="utf-8")
    assert main(["index", "validate", str(copy)]) == 1
    assert "Ca thử «" in capsys.readouterr().out


def test_shipped_sets_are_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "validate", SET_766]) == 0
    assert "0 lỗi" in capsys.readouterr().out
