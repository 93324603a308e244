"""Files of SPSS and Stata read back: what was answered, in the words of the questionnaire, and nothing lost."""

from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.errors import TooLarge
from caicach.kernel.tables import Table
from caicach.surveys import statistical_files
from caicach.surveys.statistical_files import statistical_file
from caicach.surveys.variables import Kind, Variable, variable_names

_ASKED = (
    Variable("id", "id", "Mã phiếu", Kind.TEXT),
    Variable("kenh", "kenh", "Kênh " + "ế" * 200, Kind.CODE, {"quay": "Quầy " + "ế" * 99, "mang": "Quầy " + "ế" * 98}),
    Variable("muc", "muc", "Mức", Kind.CODE, {"1": "Kém", "2": "Tốt"}),
    Variable("tuoi", "tuoi", "Tuổi", Kind.NUMBER),
    Variable("ngay", "ngay", "Ngày", Kind.DAY),
    Variable("y_kien", "y_kien", "Ý kiến", Kind.TEXT),
)  # fmt: skip
_LONG = "ế" * 1_500
_ROWS = (
    ("a", "quay", "1", "40", "2026-01-02", _LONG),
    ("b", "khac", "9", "bốn mươi", "hôm qua", None),
    ("c", "", "x", "2.5", "", "Cảm ơn"),
)


def _read(kind: str, rows: Any = _ROWS, asked: Any = _ASKED) -> tuple[dict[str, list[object]], Any]:
    table = Table("Khảo sát " * 20, [one.column for one in asked], rows)
    with NamedTemporaryFile(suffix=f".{kind}") as file:
        with statistical_file(table, asked, kind, "a").data as data:
            Path(file.name).write_bytes(data.read())
        found, told = getattr(pyreadstat, f"read_{kind}")(file.name, output_format="dict")
    return {name: list(values) for name, values in found.items()}, told


@pytest.mark.parametrize("kind", ["sav", "dta"])
def test_answers_come_back_with_codes_and_missing_values(kind: str) -> None:
    found, _ = _read(kind)
    assert found["kenh"] == [1, 3, None]
    assert found["muc"] == [1, 9, 10]
    assert found["tuoi"] == [40, None, 2.5]
    assert found["ngay"] == [date(2026, 1, 2), None, None]


@pytest.mark.parametrize("kind", ["sav", "dta"])
def test_what_is_no_number_and_no_day_stands_beside_as_it_was_written(kind: str) -> None:
    found, told = _read(kind)
    assert found["tuoi_chu"] == ["", "bốn mươi", ""]
    assert found["ngay_chu"] == ["", "hôm qua", ""]
    assert told.column_names_to_labels["tuoi_chu"] == "Tuổi (nguyên văn)"


@pytest.mark.parametrize("kind", ["sav", "dta"])
def test_a_long_text_goes_on_in_the_variable_behind_it(kind: str) -> None:
    found, _ = _read(kind)
    parts = [values for name, values in found.items() if name.startswith("y_kien")]
    assert ["".join(map(str, pieces)) for pieces in zip(*parts, strict=True)] == [_LONG, "", "Cảm ơn"]


@pytest.mark.parametrize(("kind", "most"), [("sav", 85), ("dta", 80)])
def test_labels_are_shortened_with_a_sign_and_stay_apart(kind: str, most: int) -> None:
    _, told = _read(kind)
    labels = told.variable_value_labels["kenh"]
    assert labels[3] == "khac"
    assert len({*labels.values()}) == 3
    label = told.column_names_to_labels["kenh"]
    assert label.startswith("Kênh ếế")
    assert label.endswith("…")
    assert len(label) >= most
    assert told.variable_value_labels["muc"] == {1: "Kém", 2: "Tốt", 9: "9", 10: "x"}


@pytest.mark.parametrize("kind", ["sav", "dta"])
def test_a_survey_without_answers_is_a_file_too(kind: str) -> None:
    found, told = _read(kind, ())
    assert set(found) == {one.name for one in _ASKED}
    assert told.column_names_to_labels["muc"] == "Mức"


def test_what_would_take_gigabytes_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistical_files, "_MOST_BYTES", 10_000)
    with pytest.raises(TooLarge, match=r"survey\.statistical_too_large"):
        _read("sav")


@given(st.lists(st.text(max_size=80), max_size=30))
def test_names_are_such_as_both_programs_take_and_all_different(columns: list[str]) -> None:
    names = variable_names(columns)
    assert len(set(names)) == len(columns)
    assert all(name.isascii() and name.isidentifier() and name.islower() and len(name) <= 32 for name in names)


@given(st.lists(st.sampled_from(["quay", "mang", "khac", "12", ""]), min_size=1, max_size=40))
def test_every_code_is_the_word_that_was_answered(answers: list[str]) -> None:
    asked = (Variable("k", "k", "K", Kind.CODE, {"quay": "quay", "mang": "mang"}),)
    found, told = _read("sav", [(answer,) for answer in answers], asked)
    labels = told.variable_value_labels["k"]
    assert ["" if code is None else labels[code] for code in found["k"]] == answers
