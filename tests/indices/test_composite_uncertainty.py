"""Rank intervals, groups and effects: against values that can be reckoned, and against known functions."""

import math

import numpy as np
import pytest

from caicach.indices.composite.composing import compose
from caicach.indices.composite.draws import Factor, Uncertain, draw
from caicach.indices.composite.framework import Aggregation
from caicach.indices.composite.framework_reading import framework_of
from caicach.indices.composite.normalising import Normalisation, Scale
from caicach.indices.composite.rank_intervals import RankInterval, groups, rank_intervals
from caicach.indices.composite.running import Index
from caicach.indices.composite.sensitivity import effects
from caicach.indices.composite.tables import read_table
from caicach.indices.composite.uncertainty import leave_one_out, uncertainty
from caicach.indices.composite.unit_data import unit_data_of
from caicach.indices.composite.weight_reading import standard_errors_of, weight_draws_of
from caicach.kernel.errors import InvalidInput, TooLarge

META = """iCode,Level,Type,Direction,Weight,Parent
a,1,Indicator,1,1,T
b,1,Indicator,1,1,T
c,1,Indicator,1,1,T
T,2,Aggregate,1,1,
"""
DATA = "uCode,a,b,c\nu1,10,0,5\nu2,0,10,5\nu3,6,6,0\nu4,1,1,10\nu5,2,0,1\n"
PLAIN = {"scales": (Scale(),), "aggregations": (Aggregation.ARITHMETIC,)}


def tables(data=DATA, meta=META):
    framework = framework_of(read_table("meta.csv", meta.encode()))
    return framework, unit_data_of(read_table("data.csv", data.encode()), framework)


def index(uncertain=None, data=DATA, meta=META):
    return Index(*tables(data, meta), "T", uncertain or Uncertain())


def weights(text):
    framework, _ = tables()
    return weight_draws_of(read_table("weights.csv", text.encode()), framework)


def test_given_draws_are_run_row_by_row():
    given = weights("a,b,c\n1,0,0\n0,1,0\n1,1,0\n")
    ranks = index(Uncertain(**PLAIN, given_weights=given)).ranks(
        draw(tables()[0], Uncertain(**PLAIN, given_weights=given), 3, seed=9)
    )
    assert ranks.tolist() == [[1, 5, 2, 4, 3], [4, 1, 2, 3, 4], [2, 2, 1, 4, 4]]


def test_given_draws_may_leave_the_weight_of_the_top_empty():
    (top,) = tables()[0].roots
    with_empty = weights(f"a,b,c,{top}\n1,0,0,NA\n0,1,0,\n")
    assert (with_empty[:, : len("abc")] == weights("a,b,c\n1,0,0\n0,1,0\n")[:, : len("abc")]).all()
    with pytest.raises(InvalidInput):
        weights("a,b,c\n1,0,NA\n")


def test_given_draws_decide_the_intervals():
    found = uncertainty(
        index(Uncertain(**PLAIN, given_weights=weights("draw,a,b,c\n1,1,0,0\n2,0,1,0\n3,1,1,0\n"))), 0, seed=1
    )
    assert found.draws == 3
    assert found.intervals[0] == RankInterval(2.0, pytest.approx(1.1), pytest.approx(3.8))  # of ranks 1, 2, 4
    assert found.sensitivity[Factor.WEIGHTS].first == 1
    assert found.sensitivity[Factor.NORMALISATION].total == 0


def test_each_run_is_the_index_that_is_composed_on_its_own():
    framework, data = tables()
    uncertain = Uncertain()
    draws = draw(framework, uncertain, 40, seed=3)
    together = index(uncertain).scores(draws)
    for n in range(40):
        meta = "\n".join([META.splitlines()[0], *(_line(framework, draws, n, code) for code in "abcT")])
        alone, _ = tables(meta=meta)
        scale, how = uncertain.scales[draws.scale[n]], uncertain.aggregations[draws.aggregation[n]]
        scores = compose(alone, data, scale, how).scores[:, alone.position["T"]]
        np.testing.assert_allclose(together[n], scores, rtol=1e-13)


def _line(framework, draws, n, code):
    weight = float(draws.weights[n, framework.position[code]])
    return f"{code},2,Aggregate,1,{weight!r}," if code == "T" else f"{code},1,Indicator,1,{weight!r},T"


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    first, again, other = (uncertainty(index(), 200, seed=seed) for seed in (5, 5, 6))
    assert (first.intervals, first.sensitivity) == (again.intervals, again.sensitivity)
    assert first.sensitivity != other.sensitivity


def test_units_that_meet_are_one_group_only_if_all_of_them_meet():
    chain = [RankInterval(1, 1, 3), RankInterval(3, 2, 5), RankInterval(5, 4, 6), RankInterval(7, 7, 7)]
    assert groups(chain) == [1, 1, 2, 3]
    assert groups([RankInterval(math.nan, math.nan, math.nan), RankInterval(1, 1, 1)]) == [None, 1]


def test_a_unit_that_is_never_ranked_has_no_interval():
    intervals = rank_intervals(np.array([[1.0, np.nan], [1.0, np.nan]]))
    assert math.isnan(intervals[1].median)


def test_a_unit_without_figures_is_in_no_group():
    found = uncertainty(index(data=DATA + "u6,NA,NA,NA\n"), 50, seed=1)
    assert found.groups[-1] is None
    assert max(interval.p95 for interval in found.intervals[:-1]) <= 5


def test_the_effects_of_a_known_function_are_found():
    """Ishigami's function: the first and total effects are known in closed form."""
    stream = np.random.Generator(np.random.PCG64(11))
    a, b = (stream.uniform(-math.pi, math.pi, size=(200_000, 3)) for _ in range(2))

    def ishigami(x):
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    for factor, (first, total) in enumerate([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]):
        mixed = a.copy()
        mixed[:, factor] = b[:, factor]
        found = effects(ishigami(a), ishigami(b), ishigami(mixed))
        assert found.first == pytest.approx(first, abs=0.015)
        assert found.total == pytest.approx(total, abs=0.015)


def test_ranks_that_do_not_move_have_no_effects_to_share():
    data = "uCode,a,b,c\nu1,3,3,3\nu2,2,2,2\nu3,1,1,1\n"
    found = uncertainty(index(data=data), 50, seed=1)
    assert [interval.p05 for interval in found.intervals] == [1, 2, 3]
    assert math.isnan(found.sensitivity[Factor.WEIGHTS].first)


def test_sampling_error_is_carried_into_the_ranks():
    _, data = tables()
    errors = standard_errors_of(read_table("errors.csv", b"uCode,a\nu1,4\nu3,4\n"), data)
    exact = uncertainty(index(Uncertain(**PLAIN, weight_noise=0.0)), 300, seed=2)
    found = uncertainty(index(Uncertain(**PLAIN, weight_noise=0.0, errors=errors)), 300, seed=2)
    assert all(interval.p05 == interval.p95 for interval in exact.intervals)
    assert found.intervals[0].p05 < found.intervals[0].p95
    assert found.sensitivity[Factor.SAMPLING].first == 1
    assert list(found.published) == list(exact.published)


def test_sampling_error_is_one_factor_among_the_others():
    _, data = tables()
    errors = standard_errors_of(read_table("errors.csv", b"uCode,a\nu1,4\nu3,4\n"), data)
    found = uncertainty(
        index(Uncertain(errors=errors, scales=(Scale(Normalisation.MINMAX, (1.0, 9.0)),))), 2000, seed=2
    )
    assert found.sensitivity[Factor.SAMPLING].total > found.sensitivity[Factor.WEIGHTS].total > 0
    assert found.sensitivity[Factor.NORMALISATION].total == 0


def test_leaving_an_indicator_out_is_the_index_without_it():
    framework, data = tables()
    meta = "\n".join(line for line in META.splitlines() if not line.startswith("c,"))
    without, _ = tables(meta=meta)
    other = compose(
        without, unit_data_of(read_table("data.csv", DATA.encode()), without), Scale(), Aggregation.ARITHMETIC
    )
    found = leave_one_out(index(Uncertain(**PLAIN)))
    assert list(found) == ["a", "b", "c"]
    assert list(found["c"].ranks) == other.ranks[:, without.position["T"]].tolist()
    published = compose(framework, data, Scale(), Aggregation.ARITHMETIC).ranks[:, framework.position["T"]]
    assert found["c"].mean_shift == pytest.approx(np.abs(np.array(found["c"].ranks) - published).mean())


def test_leaving_out_the_only_indicator_of_a_group_leaves_out_the_group():
    meta = META.replace("c,1,Indicator,1,1,T", "c,1,Indicator,1,1,H\nH,2,Aggregate,1,1,T").replace("T,2", "T,3")
    found = leave_one_out(index(Uncertain(**PLAIN), meta=meta))
    assert found["c"].ranks == leave_one_out(index(Uncertain(**PLAIN)))["c"].ranks


def test_leaving_out_the_only_indicator_leaves_no_ranks():
    meta = "iCode,Level,Type,Direction,Weight,Parent\na,1,Indicator,1,1,T\nT,2,Aggregate,1,1,\n"
    found = leave_one_out(index(Uncertain(**PLAIN), meta=meta))
    assert all(math.isnan(rank) for rank in found["a"].ranks)
    assert math.isnan(found["a"].mean_shift)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a,x\n1,1\n", "unknown_code"),
        ("a,b,c\n1,-1,1\n", "negative_weight"),
        ("a,b,c\n1,,1\n", "number_missing"),
        ("a,b,c\n1,1,1\n0,0,0\n", "zero_weights"),
        ("a,b,c\n", "table"),
    ],
)
def test_wrong_draws_of_weights_are_refused(text, code):
    with pytest.raises(InvalidInput) as caught:
        weights(text)
    assert caught.value.code == f"composite.{code}"
    assert caught.value.values["source"] == "weights.csv"


@pytest.mark.parametrize("text", ["uCode,x\nu1,1\n", "uCode,a\nu9,1\n", "uCode,a\nu1,-1\n", "a\n1\n"])
def test_wrong_standard_errors_are_refused(text):
    with pytest.raises(InvalidInput):
        standard_errors_of(read_table("errors.csv", text.encode()), tables()[1])


def test_impossible_requests_are_refused():
    with pytest.raises(InvalidInput):
        uncertainty(index(), 0, seed=1)
    with pytest.raises(TooLarge):
        uncertainty(index(), 100_000_000, seed=1)
    with pytest.raises(InvalidInput):
        Uncertain(weight_noise=1.0)
    with pytest.raises(InvalidInput):
        Index(*tables(), "nowhere", Uncertain())
