"""Weights brought to known counts, replicates and differences on one small sample; the figures are R survey 4.1-1's."""

import csv
import io

import pytest

from caicach.kernel.errors import InvalidInput
from caicach.surveys.columns import read_columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.estimation.values import Estimates

_COUNTS_A = "{E: 2200, H: 900, M: 1000}"
_POSTSTRATIFY = f"calibration: {{method: poststratify, margins: [{{by: a, totals: {_COUNTS_A}}}]}}\n"
_RAKE = (
    "calibration:\n  method: rake\n  margins:\n"
    f"    - {{by: a, totals: {_COUNTS_A}}}\n    - {{by: b, totals: {{'No': 1600, 'Yes': 2500}}}}\n"
)
_LINEAR = f"calibration: {{method: linear, margins: [{{by: a, totals: {_COUNTS_A}}}], totals: {{x: 73000}}}}\n"
_MEAN = "estimates: [{kind: mean, of: y}]\n"


def _sample(*, paired: bool = False) -> bytes:
    """120 people in clusters of eight; ``paired``: 14 clusters in 7 strata of two."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["c", "st", "a", "b", "y", "w", "x"])
    for i in range(112 if paired else 120):
        a = "EEHM"[(7 * i) % 4]
        b = "Yes" if (i * i + i // 3) % 5 > {"E": 0, "H": 2, "M": 3}[a] else "No"
        rows.writerow([i // 8, i // 16, a, b, 400 + (37 * i) % 300 + 80 * (b == "Yes"), 30 + i % 9, 10 + (13 * i) % 17])
    return out.getvalue().encode()


def _found(design: str, *, paired: bool = False) -> Estimates:
    text = "clusters: c\nweight: w\n" + design
    return estimate(read_design("d.yaml", text.encode()), read_columns("d.csv", _sample(paired=paired)))


def _figures(design: str, *, paired: bool = False) -> tuple[object, object]:
    one = _found(design, paired=paired).estimates[0]
    return one.value, one.standard_error


def _near(value: float) -> object:
    return pytest.approx(value, rel=1e-8)


@pytest.mark.parametrize(
    ("calibration", "asked", "value", "error"),
    [
        (_POSTSTRATIFY, _MEAN, 598.425853978582, 4.78959456654438),
        (_POSTSTRATIFY, "estimates: [{kind: total, of: y}]\n", 2453546.00131219, 19637.337722832),
        (_RAKE, _MEAN, 600.407886970606, 2.93376750527241),
        (_RAKE, "estimates: [{kind: total, of: y}]\n", 600.407886970606 * 4100, 12028.4467716169),
        (_LINEAR, _MEAN, 598.436936857852, 4.85638821755754),
    ],
)
def test_calibrated_estimates_have_the_error_of_what_is_left(
    calibration: str, asked: str, value: float, error: float
) -> None:
    assert _figures(calibration + asked) == (_near(value), _near(error))


def test_the_error_of_a_domain_is_calibrated_too() -> None:
    found = _found(_POSTSTRATIFY + "estimates: [{kind: mean, of: y, by: b}]\n").estimates
    yes = next(one for one in found if one.by == {"b": "Yes"})
    assert (yes.value, yes.standard_error) == (_near(639.689334982599), _near(5.44153788871711))


def test_the_largest_gap_is_told_and_weights_sum_to_the_population() -> None:
    found = _found(_RAKE + _MEAN)
    assert found.gap is not None
    assert found.gap < 1e-6
    assert found.weights_sum == _near(4100)


def test_linear_weights_are_those_of_regression() -> None:
    found = _found(_LINEAR + _MEAN)
    assert (found.weights_least, found.weights_most) == (_near(25.7786649635431), _near(41.9833748158565))


def test_trimmed_weights_keep_their_sum() -> None:
    found = _found("trimming: {lower: 31, upper: 37}\n" + _MEAN)
    assert 31 <= found.weights_least < found.weights_most <= 37
    assert found.weights_sum == _near(sum(30 + i % 9 for i in range(120)))
    assert found.trimmed > 0


def test_the_jackknife_calibrates_each_replicate_again() -> None:
    assert _figures(_POSTSTRATIFY + "replicates: {method: jackknife}\n" + _MEAN) == (
        _near(598.425853978582),
        _near(4.7890754154434),
    )


def test_balanced_half_samples() -> None:
    paired = "strata: st\n"
    brr, fay = "replicates: {method: brr}\n", "replicates: {method: brr, fay: 0.3}\n"
    total = "estimates: [{kind: total, of: y}]\n"
    assert _figures(paired + brr + _MEAN, paired=True) == (_near(595.433912585571), pytest.approx(5.12102832, rel=2e-3))
    for method in ("", brr, fay):
        assert _figures(paired + method + total, paired=True)[1] == _near(21954.7019565286)


def test_bootstrap_comes_near_the_linear_error_and_is_the_same_for_a_seed() -> None:
    asked = "replicates: {method: bootstrap, count: 2000, seed: 7}\n" + _MEAN
    linear, drawn = _figures(_MEAN), _figures(asked)
    assert drawn[1] == pytest.approx(linear[1], rel=0.06)
    assert drawn == _figures(asked)


def test_the_difference_of_two_levels_knows_that_they_share_clusters() -> None:
    asked = "estimates: [{kind: difference, of: y, by: b, between: ['Yes', 'No']}]\n"
    assert _figures(asked) == (_near(98.2265565532277), _near(15.0839597294624))


def test_replicates_and_differences_go_together() -> None:
    asked = "estimates: [{kind: difference, of: y, by: b, between: ['Yes', 'No']}]\n"
    value, error = _figures("replicates: {method: jackknife}\n" + asked)
    assert value == _near(98.2265565532277)
    assert error == pytest.approx(15.0839597294624, rel=0.05)


@pytest.mark.parametrize(
    ("design", "code"),
    [
        (_POSTSTRATIFY.replace("M: 1000", "X: 1000"), "survey.no_count"),
        (_POSTSTRATIFY.replace("M: 1000", "M: 1000, X: 5"), "survey.empty_cell"),
        (_RAKE.replace("1600", "1700"), "survey.not_raked"),
        ("trimming: {lower: 36, upper: 37}\n", "survey.not_trimmed"),
        ("replicates: {method: brr}\n", "survey.not_pairs"),
    ],
)
def test_what_cannot_be_met_is_said(design: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        _found(design + _MEAN)
    assert refused.value.code == code


def test_a_replicate_that_has_nothing_of_a_domain_is_left_out_and_that_is_said() -> None:
    rows = _sample(paired=True).decode().splitlines()
    two = [rows[0] + ",d", *(f"{row},{'co' if row.split(',')[0] in {'4', '7'} else 'khong'}" for row in rows[1:])]
    design = "clusters: c\nstrata: st\nweight: w\nreplicates: {method: brr}\nestimates: [{kind: mean, of: y, by: d}, "
    design += "{kind: ratio, of: y, over: x, by: d}, {kind: total, of: y, by: d}]\n"
    mean, _, ratio, _, total, _ = estimate(
        read_design("d.yaml", design.encode()), read_columns("d.csv", "\n".join(two).encode())
    ).estimates
    assert (mean.value, mean.standard_error) == (_near(577.994515539305), _near(7.05190351362747))
    assert (ratio.value, ratio.standard_error) == (_near(32.7223142206582), _near(1.59061332207035))
    assert [len(one.notes) for one in (mean, ratio, total)] == [2, 2, 1]  # no degree of freedom either
    assert "2 mẫu lặp" in str(mean.notes[-1])


def test_the_total_of_words_counts_who_has_each() -> None:
    found = _found("strata: st\nestimates: [{kind: total, of: b}]\n", paired=True).estimates
    told = [(one.level, one.value, one.standard_error, one.design_effect) for one in found]
    assert told == [
        ("No", _near(1649), _near(174.376030462905), _near(0.981384312078106)),
        ("Yes", _near(2149), _near(178.311525146301), _near(1.026181938452441)),
    ]


def test_rows_whose_weight_became_negative_count_as_r_counts_them_and_that_is_said() -> None:
    far = _LINEAR.replace("73000", "45000")
    found = _found(far + "estimates: [{kind: mean, of: y}, {kind: total, of: y, by: b}, {kind: quantile, of: y}]\n")
    mean, no, yes, middle = found.estimates
    assert (mean.value, mean.standard_error, mean.n) == (_near(599.14397396347), _near(13.72664137557), 120)
    assert (no.value, no.standard_error) == (_near(964042.698150462), _near(158673.550785247))
    assert (yes.value, yes.standard_error) == (_near(1492447.595099787), _near(191090.663710659))
    assert middle.value is None
    assert "quyền số âm" in str(middle.notes[0])
    assert "36 quyền số âm" in str(found.notes[0])
