"""What a design or a file of answers may have wrong: each said with its place, never a silent figure."""

import json
import unicodedata
from pathlib import Path

import pytest

from caicach.cli.main import main
from caicach.kernel.errors import InvalidInput
from caicach.surveys.columns import read_columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.estimation.values import Estimate

_DATA = """s,c,w,n,y,g
A,1,10,30,3,u
A,2,10,30,5,u
A,3,10,30,4,v
B,4,12,20,2,u
B,5,12,20,9,u
C,6,8,40,10,u
"""
_DESIGN = "strata: s\nclusters: c\nweight: w\nfpc: n\nsingle_psu: adjust\nestimates: [{kind: mean, of: y}]\n"


def _found(data: str = _DATA, design: str = _DESIGN) -> tuple[Estimate, ...]:
    return estimate(read_design("mau.yaml", design.encode()), read_columns("tra-loi.csv", data.encode())).estimates


def _refused(data: str = _DATA, design: str = _DESIGN) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        _found(data, design)
    return refused.value


@pytest.mark.parametrize(
    ("before", "after", "code", "told"),
    [
        ("B,4,12", "A,4,12", "survey.fpc_varies", "dòng 5"),
        ("B,5", "B,1", "survey.clusters_cross_strata", "«1»"),
        ("A,2,10", "A,2,-10", "survey.negative_weight", "dòng 3"),
        ("A,2,10", "A,2,", "survey.gap", "dòng 3"),
        ("A,2,10,30,5", "A,2,10,30,năm", "survey.not_a_number", "«năm»"),
        ("A,2,10,30,5", 'A,2,10,30,"5,5"', "survey.not_a_number", "«5,5»"),
        ("C,6,8,40", "C,6,8,0", "survey.fpc_not_positive", "dòng 7"),
        ("C,6,8,40", "C,6,8,0.5", "survey.fpc_mixed", "dòng 7"),
        ("B,5,12,20,9,u", "B,5,12,20,9", "survey.ragged", "6"),
        ("s,c,w,n,y,g", "s,c,w,n,y,y", "survey.column_twice", "y"),
    ],
)
def test_bad_answers(before: str, after: str, code: str, told: str) -> None:
    refused = _refused(_DATA.replace(before, after, 1))
    assert refused.code == code
    assert told in str(refused)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("single_psu: adjust\n", "", "survey.single_unit"),
        ("of: y", "of: z", "survey.no_column"),
        ("kind: mean", "kind: median", "survey.wrong_shape"),
        ("kind: mean", "kind: ratio", "survey.missing_key"),
        ("kind: mean", "kind: difference", "survey.no_levels"),
        ("fpc: n", "fpc: [n, n]", "survey.fpc_stages"),
        ("weight: w", "wieght: w", "survey.unknown_key"),
        ("weight: w", "weight: w\nweight: w", "survey.key_twice"),
        ("weight: w", "weight: [", "survey.not_yaml"),
        ("{kind: mean, of: y}", "{kind: quantile, of: y, quantiles: [1.5]}", "survey.wrong_shape"),
        ("strata: s", "strata: s\nconfidence: 95", "survey.wrong_shape"),
    ],
)
def test_bad_designs(before: str, after: str, code: str) -> None:
    assert _refused(design=_DESIGN.replace(before, after, 1)).code == code


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_with_a_decimal_comma_say_the_same(separator: str) -> None:
    plain = _DATA.replace(",3,u", ",3.25,u").replace(",10,30", ",10.5,30")
    written = "\ufeff" + plain.replace(",", separator).replace(".", ",").replace("\n", "\r\n")
    assert _found(written) == _found(plain)


def test_a_column_with_both_signs_is_refused() -> None:
    refused = _refused(_DATA.replace(",3,u", ",1.250,u").replace(",5,u", ",5!5,u").replace(",", ";").replace("!", ","))
    assert (refused.code, "«5,5»" in str(refused)) == ("survey.not_a_number", True)


def test_letters_taken_apart_are_the_same_word() -> None:
    data = (
        _DATA.replace("A,1", "Kỳ Anh,1")
        .replace("A,2", unicodedata.normalize("NFD", "Kỳ Anh,2"))
        .replace("A,3", "Kỳ Anh,3")
    )
    design = unicodedata.normalize("NFD", _DESIGN.replace("strata: s", "strata: tầng"))
    one, same = _found(data.replace("s,c", "tầng,c"), design)[0], _found()[0]
    assert (one.value, one.standard_error, one.degrees_of_freedom) == (
        same.value,
        pytest.approx(same.standard_error),
        same.degrees_of_freedom,
    )


def test_more_units_in_the_sample_than_in_the_population() -> None:
    refused = _refused(_DATA.replace(",20,", ",1,"))
    assert refused.code in {"survey.fpc_too_small", "survey.fpc_mixed"}
    assert "dòng 5" in str(refused)


def test_all_weights_zero() -> None:
    rows = _DATA.replace(",10,3", ",0,3").replace(",12,", ",0,").replace(",8,", ",0,").replace(",10,30", ",0,30")
    assert _refused(rows).code == "survey.no_weight"


def test_a_domain_without_an_answer_is_null_with_its_reason() -> None:
    design = _DESIGN.replace("of: y", "of: y, by: g")
    empty = next(
        one for one in _found(_DATA.replace("A,3,10,30,4,v", "A,3,10,30,NA,v"), design) if one.by == {"g": "v"}
    )
    assert (empty.value, empty.standard_error, empty.interval, empty.n, empty.missing) == (None, None, None, 0, 1)
    assert empty.notes


def test_one_person_in_a_domain_has_a_figure_and_no_interval() -> None:
    lone = next(one for one in _found(design=_DESIGN.replace("of: y", "of: y, by: g")) if one.by == {"g": "v"})
    assert lone.value == 4
    assert lone.interval is None
    assert lone.notes


def test_where_everybody_agrees_the_interval_is_exact_and_not_of_width_zero() -> None:
    rows = ["c,y", *(f"{i % 6},1" for i in range(60))]
    design = "clusters: c\nestimates: [{kind: proportion, of: y}]\n"
    one = _found("\n".join(rows), design)[0]
    assert one.value == 1
    assert one.interval == (pytest.approx(0.9035132975, abs=1e-9), 1)  # Korn-Graubard at 5 degrees of freedom


def test_a_stratum_with_one_unit_is_named_with_its_rule() -> None:
    found = estimate(read_design("m.yaml", _DESIGN.encode()), read_columns("d.csv", _DATA.encode()))
    assert found.strata_with_one == ("C",)


def test_the_command_prints_what_was_promised(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "d.csv").write_text(_DATA, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(_DESIGN.replace("of: y", "of: y, by: s"), encoding="utf-8")
    assert main(["survey", "estimate", str(tmp_path / "d.csv"), "--design", str(tmp_path / "m.yaml"), "--json"]) == 0
    printed = json.loads(capsysbinary.readouterr().out)
    keys = {"kind", "of", "by", "value", "standard_error", "interval", "degrees_of_freedom", "design_effect", "n"}
    assert [one["by"] for one in printed["estimates"]] == [{"s": "A"}, {"s": "B"}, {"s": "C"}]
    assert keys <= set(printed["estimates"][0])
    assert printed["strata_with_one_unit"] == ["C"]


def test_the_command_refuses_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "d.csv").write_text(_DATA.replace("A,2,10", "A,2,-1"), encoding="utf-8")
    (tmp_path / "m.yaml").write_text(_DESIGN, encoding="utf-8")
    assert main(["survey", "estimate", str(tmp_path / "d.csv"), "--design", str(tmp_path / "m.yaml")]) == 4
    assert "số âm" in capsys.readouterr().err


_AVERAGED = "strata: h\nclusters: p\nweight: w\nfpc: n\nsingle_psu: average\nestimates: [{kind: mean, of: y, by: d}]\n"
_WITHOUT_WEIGHT = (
    "h,p,n,w,y,d\nA,1,9,3,2,u\nA,1,9,5,4,u\nA,2,9,2,7,u\nB,3,8,4,5,u\nC,4,7,0,1,u\nC,5,7,0,3,u\nC,5,7,6,9,v\n"
)


def test_a_stratum_that_was_drawn_counts_in_the_average_whatever_its_weights() -> None:
    one = _found(_WITHOUT_WEIGHT, _AVERAGED)[0]
    assert (one.value, one.standard_error) == (pytest.approx(30 / 7), pytest.approx(1.05808011402577, rel=1e-8))  # R's


def test_where_no_stratum_has_two_units_there_is_no_average_and_that_is_said() -> None:
    rows = "p,s,n,m,y\n1,a,9,4,2\n2,b,9,5,7\n3,c,9,3,4\n"
    one = _found(rows, "clusters: [p, s]\nfpc: [n, m]\nsingle_psu: average\nestimates: [{kind: total, of: y}]\n")[0]
    assert (one.value, one.standard_error) == (3 * (4 * 2 + 5 * 7 + 3 * 4), None)
    assert "trung bình phương sai" in str(one.notes[0])
