"""What is wrong with a table is refused at its file, row and column."""

import pytest

from caicach.indices.composite.composing import compose
from caicach.indices.composite.framework import Aggregation
from caicach.indices.composite.framework_reading import framework_of
from caicach.indices.composite.normalising import Normalisation, Scale, parse_range
from caicach.indices.composite.tables import number, read_table
from caicach.indices.composite.unit_data import unit_data_of
from caicach.kernel.errors import InvalidInput

META = """iCode,Level,Type,Direction,Weight,Parent
a,1,Indicator,1,1,G
b,1,Indicator,-1,3,G
G,2,Aggregate,1,1,T
T,3,Aggregate,1,1,
"""
DATA = "uCode,uName,a,b\nu1,Một,0,10\nu2,Hai,5,30\n"


def framework(meta=META):
    return framework_of(read_table("meta.csv", meta.encode()))


def refusal_of_meta(old, new):
    assert old in META
    with pytest.raises(InvalidInput) as caught:
        framework(META.replace(old, new))
    return caught.value


def refusal_of_data(data, scale=None, how=Aggregation.ARITHMETIC):
    tree = framework()
    with pytest.raises(InvalidInput) as caught:
        compose(tree, unit_data_of(read_table("data.csv", data.encode()), tree), scale or Scale(), how)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column"),
    [
        ("1,1,G\n", "1,1,X\n", "unknown_parent", 2, "Parent"),
        ("1,1,T\n", "1,1,G\n", "circular_parent", 4, "Parent"),
        ("T,3,Aggregate,1,1,\n", "T,3,Aggregate,1,1,G\n", "circular_parent", 4, "Parent"),
        ("1,1,G\n", "1,1,b\n", "parent_is_indicator", 2, "Parent"),
        ("1,1,G\n", "1,1,\n", "no_parent", 2, "Parent"),
        ("-1,3,G", "-1,-3,G", "negative_weight", 3, "Weight"),
        ("-1,3,G", "-1,,G", "number_missing", 3, "Weight"),
        ("-1,3,G", "-1,ba,G", "not_a_number", 3, "Weight"),
        ("1,1,T", "1,0,T", "zero_weights", 5, "Weight"),
        ("-1,3,G", "2,3,G", "direction", 3, "Direction"),
        ("-1,3,G", ",3,G", "direction", 3, "Direction"),
        ("b,1,", "b,2,", "level", 3, "Level"),
        ("G,2,", "G,3,", "level", 4, "Level"),
        ("G,2,", "G,2.5,", "level", 4, "Level"),
        ("b,1,", "a,1,", "repeated_code", 3, "iCode"),
        ("b,1,", ",1,", "no_code", 3, "iCode"),
        ("b,1,Indicator", "b,1,Indikator", "unknown_type", 3, "Type"),
        ("T,3,Aggregate,1,1,\n", "T,3,Aggregate,1,1,\nZ,3,Aggregate,1,1,\n", "no_children", 6, "iCode"),
    ],
)
def test_a_wrong_framework_is_refused_where_it_is_wrong(old, new, code, row, column):
    error = refusal_of_meta(old, new)
    assert error.code == f"composite.{code}"
    assert (error.values["source"], error.values["row"], error.values["column"]) == ("meta.csv", row, column)
    assert all(error.sentences())


@pytest.mark.parametrize("cell", ["năm", "5,0", "1_000", "inf", "nan", "0x10", "٥", "1e400", "1e200", "5%"])
def test_what_is_no_number_is_refused_with_row_and_column(cell):
    error = refusal_of_data(DATA.replace("Hai,5", f'Hai,"{cell}"'))
    assert (error.values["source"], error.values["row"], error.values["column"]) == ("data.csv", 3, "a")


def test_an_indicator_without_a_column_is_refused_with_the_row_that_needs_it():
    error = refusal_of_data("uCode,a\nu1,1\nu2,2\n")
    assert error.code == "composite.column_missing"
    assert (error.values["column"], error.values["line"]) == ("b", 3)


@pytest.mark.parametrize(
    "data",
    [
        "uCode,a,b\n",
        "",
        "a,b\n1,2\n",
        "uCode,a,a,b\nu1,1,2,3\n",
        "uCode,a,b\nu1,1\n",
        "uCode,a,b\nu1,1,2\nu1,2,3\n",
        "uCode,a,b\n,1,2\n",
        'uCode,a,b\nu1,"1,2\n',
    ],
)
def test_a_table_that_cannot_be_read_is_refused(data):
    assert refusal_of_data(data).values["source"] == "data.csv"


def test_a_file_of_another_encoding_is_refused():
    with pytest.raises(InvalidInput, match="UTF-8"):
        read_table("data.csv", "uCode,a\nHà Tĩnh,1\n".encode("cp1258", errors="replace") + b"\xff")


@pytest.mark.parametrize("method", [Normalisation.ZSCORE, Normalisation.MINMAX, Normalisation.DISTANCE_TO_BEST])
def test_an_indicator_without_spread_is_refused_where_it_would_be_divided_by(method):
    error = refusal_of_data(DATA.replace("Hai,5", "Hai,0"), scale=Scale(method))
    assert error.code == "composite.no_spread"
    assert (error.values["source"], error.values["column"]) == ("data.csv", "a")


def test_figures_that_differ_only_by_rounding_have_no_spread():
    error = refusal_of_data("uCode,a,b\nu1,0.3,1\nu2,0.30000000000000004,2\n", scale=Scale(Normalisation.ZSCORE))
    assert error.code == "composite.no_spread"


@pytest.mark.parametrize("how", [Aggregation.GEOMETRIC, Aggregation.HARMONIC])
def test_a_score_that_is_not_positive_is_refused_under_geometric_and_harmonic_means(how):
    error = refusal_of_data(DATA, how=how)
    assert error.code == "composite.not_positive"
    assert (error.values["row"], error.values["column"], error.values["unit"]) == (2, "a", "u1")


def test_goalposts_without_posts_are_refused_at_the_indicator():
    error = refusal_of_data(DATA, scale=Scale(Normalisation.GOALPOSTS))
    assert (error.values["source"], error.values["row"]) == ("meta.csv", 2)


@pytest.mark.parametrize("text", ["", "1", "1,2,3", "a,b", "1;2"])
def test_a_range_is_two_numbers(text):
    with pytest.raises(InvalidInput):
        parse_range(text)


@pytest.mark.parametrize(
    ("method", "ends"),
    [
        (Normalisation.RANK, (0.0, 1.0)),
        (Normalisation.NONE, (0.0, 1.0)),
        (Normalisation.DISTANCE_TO_BEST, (0.0, 1.0)),
        (Normalisation.MINMAX, (5.0, 5.0)),
        (Normalisation.MINMAX, (float("nan"), 5.0)),
        (Normalisation.ZSCORE, (0.0, 0.0)),
    ],
)
def test_a_range_that_means_nothing_is_refused(method, ends):
    with pytest.raises(InvalidInput):
        Scale(method, ends)


def test_where_semicolons_part_the_columns_numbers_are_read_as_officials_write_them():
    table = read_table("data.csv", b"uCode;a;b\nX;1,5;1.200\nY;2,5;\n")
    assert [(number("data.csv", row, "a"), row.cells["b"]) for row in table.rows] == [(1.5, "1200"), (2.5, "")]


def test_dots_that_part_no_thousands_are_decimal_in_the_whole_file():
    table = read_table("data.csv", b"uCode;a\nX;1.200\nY;2.5\n")
    assert [number("data.csv", row, "a") for row in table.rows] == [1.2, 2.5]
