"""Samples: sizes that add up, draws that can be repeated, probabilities that are what they say."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.cli.main import main
from caicach.kernel.errors import InvalidInput
from caicach.surveys.columns import read_columns
from caicach.surveys.sampling.choosing import Unit, chosen_units
from caicach.surveys.sampling.draw_reading import read_draw
from caicach.surveys.sampling.drawing import drawn_sample
from caicach.surveys.sampling.sizes import allocated_sizes, size_for
from caicach.surveys.sampling.values import Allocation, Drawn, Margin, Method

_SEEDS = 3000


def _frame(rows: list[tuple[str, str, str, int]] | None = None) -> bytes:
    """Three districts of 4, 6 and 10 communes with 5 to 9 households each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["huyen", "xa", "ho", "nguoi"])
    writer.writerows(rows if rows is not None else _rows())
    return out.getvalue().encode()


def _rows() -> list[tuple[str, str, str, int]]:
    return [
        (f"H{h}", f"H{h}-X{x}", f"H{h}-X{x}-{o}", 1 + (x * o) % 6)
        for h, communes in enumerate((4, 6, 10))
        for x in range(communes)
        for o in range(5 + x % 5)
    ]


def _drawn(draw: str, seed: str = "2023", frame: bytes | None = None) -> Drawn:
    return drawn_sample(read_draw("mau.yaml", draw.encode()), read_columns("khung.csv", frame or _frame()), seed)


_TWO_STAGES = """
draw:
  strata: huyen
  stages:
    - {unit: xa, size: 2}
    - {unit: ho, size: 3, method: systematic}
"""


def test_the_same_seed_draws_the_same_people_whatever_the_order_of_the_frame() -> None:
    draw = "draw: {strata: huyen, stages: [{unit: ho, size: 6}]}\n"
    rows = _rows()

    def names(frame_rows: list[tuple[str, str, str, int]]) -> set[str]:
        return {frame_rows[one.row][2] for one in _drawn(draw, frame=_frame(frame_rows)).rows}

    assert names(rows) == names(rows[::-1])
    assert len(names(rows)) == 18


def test_a_household_that_joins_the_frame_moves_at_most_one_other() -> None:
    draw = "draw: {stages: [{unit: ho, size: 30}]}\n"
    before = {_rows()[one.row][2] for one in _drawn(draw).rows}
    rows = [*_rows(), ("H0", "H0-X0", "H0-X0-mới", 3)]
    after = {rows[one.row][2] for one in _drawn(draw, frame=_frame(rows)).rows}
    assert len(before - after) <= 1


def test_two_stages_with_their_probabilities_and_populations() -> None:
    found = _drawn(_TWO_STAGES)
    assert [(one.name, one.population, one.sampled, one.rows) for one in found.strata] == [
        ("H0", 4, 2, 6),
        ("H1", 6, 2, 6),
        ("H2", 10, 2, 6),
    ]
    for one in found.rows:
        communes, households = one.populations
        assert one.probability == pytest.approx(2 / communes * 3 / households)


@pytest.mark.slow
def test_weights_estimate_the_population_without_bias() -> None:
    """Over many seeds the weighted number of households is the number there is."""
    truth = len(_rows())
    frame, design = read_columns("khung.csv", _frame()), read_draw("mau.yaml", _TWO_STAGES.encode())
    totals = [sum(1 / one.probability for one in drawn_sample(design, frame, str(seed)).rows) for seed in range(200)]
    assert sum(totals) / len(totals) == pytest.approx(truth, rel=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("method", list(Method))
def test_each_unit_is_drawn_as_often_as_its_probability_says(method: Method) -> None:
    units = [Unit((f"u{at}",), float(1 + at)) for at in range(8)]
    times: Counter[int] = Counter()
    said: dict[int, float] = {}
    for seed in range(_SEEDS):
        for one in chosen_units(units, 3, method, str(seed)):
            times[one.at] += 1
            said[one.at] = one.probability
    for at, probability in said.items():
        assert times[at] / _SEEDS == pytest.approx(probability, abs=0.035)
    if method is Method.PPS:
        assert said[7] == pytest.approx(3 * 8 / 36)


def test_a_unit_larger_than_the_step_is_certain() -> None:
    units = [Unit(("lớn",), 90.0), *(Unit((f"u{at}",), 1.0) for at in range(10))]
    found = {units[one.at].code[0]: one.probability for one in chosen_units(units, 3, Method.PPS, "1")}
    assert found["lớn"] == 1
    assert sorted(found.values()) == [pytest.approx(0.2), pytest.approx(0.2), 1]


def test_stand_ins_have_turns_and_no_weight() -> None:
    found = _drawn("draw: {strata: huyen, reserve: 0.5, stages: [{unit: ho, size: 4}]}\n")
    by_stratum = Counter((one.stratum, one.stand_in) for one in found.rows)
    assert by_stratum["H0", None] == 4
    assert [by_stratum["H0", turn] for turn in (1, 2, 3)] == [1, 1, 0]


@given(
    populations=st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 500), min_size=1),
    total=st.integers(1, 400),
    minimum=st.integers(1, 5),
    rule=st.sampled_from(Allocation),
    spread=st.lists(st.floats(0.1, 50), min_size=8, max_size=8),
)
def test_sizes_add_up_within_minimum_and_population(
    populations: dict[str, int], total: int, minimum: int, rule: Allocation, spread: list[float]
) -> None:
    least = {name: min(minimum, count) for name, count in populations.items()}
    deviations = dict(zip("ABCDEFGH", spread, strict=True))
    if not sum(least.values()) <= total <= sum(populations.values()):
        with pytest.raises(InvalidInput):
            allocated_sizes(total, populations, rule, minimum, deviations, "mau.yaml")
        return
    sizes = allocated_sizes(total, populations, rule, minimum, deviations, "mau.yaml")
    assert sum(sizes.values()) == total
    assert all(least[name] <= sizes[name] <= populations[name] for name in populations)


@pytest.mark.parametrize(
    ("total", "populations", "minimum", "deviations", "sizes"),
    [
        (10, {"A": 9, "B": 195}, 5, {"A": 43.951, "B": 0.1}, {"A": 5, "B": 5}),
        (375, {"A": 4, "B": 370, "C": 3}, 2, {"A": 50, "B": 12.616, "C": 0.1}, {"A": 4, "B": 369, "C": 2}),
        (
            14,
            {"A": 3, "B": 5, "C": 9, "D": 3},
            4,
            {"A": 0.1, "B": 50, "C": 15, "D": 29},
            {"A": 3, "B": 4, "C": 4, "D": 3},
        ),
        (12, {"A": 5, "B": 20}, 1, {"A": 3.0, "B": 0.0}, {"A": 5, "B": 7}),
    ],
)
def test_small_and_full_strata_leave_the_sum_as_it_is(
    total: int, populations: dict[str, int], minimum: int, deviations: dict[str, float], sizes: dict[str, int]
) -> None:
    assert allocated_sizes(total, populations, Allocation.NEYMAN, minimum, deviations, "mau.yaml") == sizes


def test_neyman_gives_more_where_answers_differ_more() -> None:
    sizes = allocated_sizes(60, {"A": 1000, "B": 1000}, Allocation.NEYMAN, 2, {"A": 10.0, "B": 20.0}, "")
    assert sizes == {"A": 20, "B": 40}


def test_the_size_for_a_margin_is_the_textbooks() -> None:
    assert size_for(Margin(0.03), 10**9) == 1068
    assert size_for(Margin(0.03, design_effect=1.5, response=0.8), 10**9) == 2001
    assert size_for(Margin(0.05), 40) == 37


@pytest.mark.parametrize(
    ("draw", "code"),
    [
        ("draw: {stages: [{unit: thon, size: 2}]}\n", "survey.no_column"),
        ("draw: {stages: [{unit: ho, size: 0}]}\n", "survey.wrong_shape"),
        ("draw: {stages: [{unit: ho}]}\n", "survey.no_size"),
        ("draw: {strata: huyen, stages: [{unit: ho, size: {H0: 3}}]}\n", "survey.no_size"),
        ("draw: {strata: huyen, stages: [{unit: ho, size: 500}]}\n", "survey.too_few"),
        ("draw: {stages: [{size: 2}, {unit: ho, size: 2}]}\n", "survey.wrong_shape"),
        ("draw: {total: {size: 5, margin: 0.1}, stages: [{unit: ho}]}\n", "survey.wrong_shape"),
        ("draw: {strata: huyen, total: {size: 2}, stages: [{unit: ho}]}\n", "survey.no_allocation"),
        ("draw: {strata: huyen, total: {size: 9, allocation: neyman}, stages: [{unit: ho}]}\n", "survey.no_deviation"),
        ("draw: {stages: [{method: pps, size: 2}]}\n", "survey.wrong_shape"),
        ("estimates: []\n", "survey.missing_key"),
    ],
)
def test_what_cannot_be_drawn_is_said(draw: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        _drawn(draw)
    assert refused.value.code == code


def test_a_gap_in_the_frame_is_told_with_its_line() -> None:
    rows = _rows()
    rows[4] = (rows[4][0], "", rows[4][2], rows[4][3])
    with pytest.raises(InvalidInput) as refused:
        _drawn(_TWO_STAGES, frame=_frame(rows))
    assert "dòng 6" in str(refused.value)


def test_a_sample_goes_straight_into_an_estimate(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    design = tmp_path / "mau.yaml"
    design.write_text(
        "strata: huyen\nclusters: [xa, ho]\nweight: quyen_so\nfpc: [tong_the_1, tong_the_2]\n"
        "estimates: [{kind: total, of: nguoi}]\n" + _TWO_STAGES,
        encoding="utf-8",
    )
    frame, sample = tmp_path / "khung.csv", tmp_path / "mau.csv"
    frame.write_bytes(_frame())
    given = ["survey", "draw", str(frame), "--design", str(design), "--seed", "7"]
    assert main([*given, "--json"]) == 0
    record = json.loads(capsysbinary.readouterr().out)
    assert (record["seed"], record["sampled"], len(record["sha256"]["frame"])) == ("7", 18, 64)
    assert main([*given, "--out", str(sample)]) == 0
    capsysbinary.readouterr()
    assert main(["survey", "estimate", str(sample), "--design", str(design), "--json"]) == 0
    total = json.loads(capsysbinary.readouterr().out)["estimates"][0]
    truth = sum(row[3] for row in _rows())
    assert abs(total["value"] - truth) < 4 * total["standard_error"]
    assert main([*given, "--out", str(sample)]) == 4  # never over a file that is there
