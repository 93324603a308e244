"""Composite indices small enough to be reckoned by hand."""

import math

import numpy as np
import pytest

from caicach.indices.composite.composing import compose
from caicach.indices.composite.framework import Aggregation
from caicach.indices.composite.framework_reading import framework_of
from caicach.indices.composite.normalising import Normalisation, Scale, method_named
from caicach.indices.composite.ranking import ranks_descending
from caicach.indices.composite.tables import read_table
from caicach.indices.composite.unit_data import unit_data_of
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import tell

META = """iCode,Level,Type,Direction,Weight,Parent
a,1,Indicator,1,1,G
b,1,Indicator,-1,3,G
c,1,Indicator,1,1,H
G,2,Aggregate,1,1,T
H,2,Aggregate,1,1,T
T,3,Aggregate,1,1,
"""
DATA = """uCode,uName,a,b,c,note
u1,Một,0,10,2,x
u2,Hai,5,30,4,y
u3,Ba,10,20,8,z
"""


def index(data=DATA, meta=META, scale=None, how=Aggregation.ARITHMETIC):
    framework = framework_of(read_table("meta.csv", meta.encode()))
    return compose(framework, unit_data_of(read_table("data.csv", data.encode()), framework), scale or Scale(), how)


def of(composite, unit, code):
    return composite.scores[composite.data.units.index(unit), composite.framework.position[code]]


def ranks(composite, code):
    return composite.ranks[:, composite.framework.position[code]].tolist()


def test_min_max_turns_the_direction_first_and_weighs_within_the_parent():
    found = index()
    assert found.normalised.tolist() == [[0, 100, 0], [50, 0, pytest.approx(100 / 3)], [100, 50, 100]]
    assert of(found, "u1", "G") == 75  # (0 * 1 + 100 * 3) / 4
    assert of(found, "u2", "G") == 12.5
    assert of(found, "u3", "G") == 62.5
    assert of(found, "u1", "T") == 37.5  # the groups weigh the same, however many indicators they have
    assert ranks(found, "T") == [2, 3, 1]


def test_min_max_reaches_exactly_the_ends_of_its_range():
    found = index(scale=Scale(Normalisation.MINMAX, (1.0, 5.0)))
    assert found.normalised[:, 0].tolist() == [1, 3, 5]


def test_z_scores_divide_by_n_minus_one():
    found = index(scale=Scale(Normalisation.ZSCORE, (10.0, 2.0)))
    assert found.normalised[:, 0].tolist() == [8, 10, 12]  # 0, 5, 10: mean 5, standard deviation 5
    assert found.normalised[:, 1].tolist() == [12, 8, 10]


def test_ranks_as_scale_give_the_best_the_highest_number_and_ties_the_smallest():
    found = index(DATA.replace("u2,Hai,5", "u2,Hai,0"), scale=Scale(Normalisation.RANK))
    assert found.normalised[:, 0].tolist() == [1, 1, 3]
    assert found.normalised[:, 1].tolist() == [3, 1, 2]


def test_borda_and_percentile_ranks_count_the_units_below():
    by_rank = index(scale=Scale(Normalisation.RANK)).normalised
    borda = index(scale=Scale(Normalisation.BORDA)).normalised
    percentile = index(scale=Scale(Normalisation.PERCENTILE_RANK)).normalised
    assert np.allclose(borda, by_rank - 1, equal_nan=True)
    others = np.isfinite(by_rank).sum(axis=0) - 1
    assert np.allclose(percentile, borda / others, equal_nan=True)


@pytest.mark.parametrize(
    ("written", "method"),
    [
        ("n_minmax", Normalisation.MINMAX),
        ("z-score", Normalisation.ZSCORE),
        ("dist2max", Normalisation.DISTANCE_TO_BEST),
        ("distance_to_best", Normalisation.DISTANCE_TO_BEST),
        ("n_prank", Normalisation.PERCENTILE_RANK),
        ("what", "what"),
    ],
)
def test_methods_are_known_by_the_names_of_the_usual_tool(written, method):
    assert method_named(written) == method


def test_distance_to_best_is_one_for_the_best_and_nought_for_the_last():
    found = index(scale=Scale(Normalisation.DISTANCE_TO_BEST))
    assert found.normalised[:, 1].tolist() == [1, 0, 0.5]


def test_no_normalisation_still_turns_the_direction():
    found = index(scale=Scale(Normalisation.NONE))
    assert found.normalised[:, 1].tolist() == [-10, -30, -20]


WITH_POSTS = """iCode,Level,Type,Direction,Weight,Parent,goalpost_lower,goalpost_upper{more}
a,1,Indicator,1,1,T,0,8{more_a}
b,1,Indicator,-1,1,T,10,50{more_b}
T,2,Aggregate,1,1,,,{more_t}
"""


def posts(more="", a="", b="", t=""):
    return WITH_POSTS.format(more=more, more_a=a, more_b=b, more_t=t)


def test_goalposts_are_on_the_scale_of_the_indicator_and_hold_values_between_them():
    found = index(meta=posts(), scale=Scale(Normalisation.GOALPOSTS))
    assert found.normalised.tolist() == [[0, 100], [62.5, 50], [100, 75]]  # 10 is above the post at 8


def test_goalposts_take_their_scale_and_their_truncation_from_the_framework():
    meta = posts(",goalpost_scale,goalpost_trunc2posts", ",1,FALSE", ",10,TRUE", ",,")
    found = index(meta=meta, scale=Scale(Normalisation.GOALPOSTS))
    assert found.normalised.tolist() == [[0, 10], [0.625, 5], [1.25, 7.5]]


def test_a_range_beside_a_scale_of_the_framework_is_refused():
    meta = posts(",goalpost_scale", ",1", ",10", ",")
    with pytest.raises(InvalidInput, match="goalpost_scale"):
        index(meta=meta, scale=Scale(Normalisation.GOALPOSTS, (0.0, 1.0)))


def test_geometric_and_harmonic_means_are_weighted():
    scale = Scale(Normalisation.MINMAX, (1.0, 4.0))
    found = index(scale=scale, how=Aggregation.GEOMETRIC)
    assert of(found, "u3", "G") == pytest.approx((4 * 2.5**3) ** 0.25, rel=1e-14)
    found = index(scale=scale, how=Aggregation.HARMONIC)
    assert of(found, "u3", "G") == pytest.approx(4 / (1 / 4 + 3 / 2.5), rel=1e-14)


def test_a_sum_multiplies_by_the_weights_as_they_are():
    found = index(scale=Scale(Normalisation.NONE), how=Aggregation.SUM)
    assert of(found, "u2", "G") == 5 - 3 * 30
    assert of(found, "u2", "T") == 5 - 3 * 30 + 4


def test_a_node_may_have_its_own_aggregation():
    lines = META.strip().splitlines()
    meta = "\n".join([lines[0] + ",Aggregation", *(line + "," for line in lines[1:-1]), lines[-1] + ",sum"])
    found = index(meta=meta)
    assert of(found, "u1", "G") == 75
    assert of(found, "u1", "T") == 75  # 75 + 0, not their mean


def test_a_mean_is_taken_over_what_is_there_and_says_so():
    found = index(DATA.replace("u1,Một,0,10", "u1,Một,,10"))
    assert of(found, "u1", "G") == 100
    assert found.partial() == {"u1": {"G": ("a",)}}
    assert found.missing()["u1"]["a"].reason == tell("Ô trống")


def test_a_unit_with_nothing_in_a_group_is_missing_there_and_the_parent_goes_on():
    found = index(DATA.replace("10,2,x", "10,-,x"))
    assert math.isnan(of(found, "u1", "H"))
    assert of(found, "u1", "T") == 75
    assert set(found.missing()["u1"]) == {"c", "H"}
    assert "không áp dụng" in found.missing()["u1"]["c"].reason.template


def test_a_unit_without_any_figure_has_no_score_and_takes_no_rank():
    found = index(DATA + "u4,Bốn,NA,NA,NA,\n")
    assert math.isnan(of(found, "u4", "T"))
    assert ranks(found, "T")[:3] == [2, 3, 1]
    assert math.isnan(ranks(found, "T")[3])


def test_a_sum_with_a_missing_part_is_missing_and_not_a_smaller_number():
    found = index(DATA.replace("u1,Một,0,10", "u1,Một,,10"), scale=Scale(Normalisation.NONE), how=Aggregation.SUM)
    assert math.isnan(of(found, "u1", "G"))
    assert math.isnan(of(found, "u1", "T"))


def test_a_part_that_no_unit_has_is_left_out_of_every_sum_and_said():
    data = DATA.replace("Một,0", "Một,").replace("Hai,5", "Hai,").replace("Ba,10", "Ba,")
    found = index(data, scale=Scale(Normalisation.NONE), how=Aggregation.SUM)
    assert of(found, "u2", "G") == -90
    assert found.partial()["u2"] == {"G": ("a",)}


def test_an_indicator_without_any_figure_is_missing_for_all():
    found = index(DATA.replace(",2,x", ",,x").replace(",4,y", ",,y").replace(",8,z", ",,z"))
    assert np.isnan(found.normalised[:, 2]).all()
    assert of(found, "u2", "T") == 12.5


def test_a_tie_is_not_broken_by_the_order_of_a_sum():
    scores = np.array([[0.1 + 0.2, 0.3, 0.2, np.nan]])
    assert scores[0, 0] != scores[0, 1]
    assert ranks_descending(scores)[0, :3].tolist() == [1, 1, 3]


def test_scores_near_nought_tie_although_their_noise_is_all_they_are():
    assert ranks_descending(np.array([[1.0, 1e-17, -3e-17, -1.0]])).tolist() == [[1, 2, 2, 4]]


def test_small_scores_beside_a_huge_one_are_still_told_apart():
    assert ranks_descending(np.array([[4e15, 100.0, 200.0]])).tolist() == [[1, 3, 2]]


def test_groups_and_denominators_are_passed_over():
    found = index(meta=META + "pop,,Denominator,,,\nregion,,Group,,,\n")
    assert found.framework.codes == ("a", "b", "c", "G", "H", "T")
