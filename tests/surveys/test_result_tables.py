"""Tables of results, alone or beside another survey's: figures are those of the estimates, few are kept back in all."""

from dataclasses import replace

import pytest

from caicach.surveys.columns import Columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.results.domain.comparing import comparison_of, unlike_questions
from caicach.surveys.results.domain.tabulating import result_table
from caicach.surveys.results.domain.values import Basis, Figure, ResultQuestion, Rules

MARK = ResultQuestion("diem", "Mức độ", {"1": "Kém", "2": "Vừa", "3": "Tốt"}, False, (Figure.SHARE, Figure.MEAN))
AREA = ResultQuestion("khu", "Khu vực", {"a": "Phường", "b": "Xã"}, False, (Figure.SHARE,))
WAYS = ResultQuestion("kenh", "Kênh", {"w": "Mạng", "d": "Bàn"}, True, (Figure.SHARE,))


def _columns(**lines: str) -> Columns:
    """Cells by commas, ``_`` for none."""
    cells = {name: tuple("" if text == "_" else text for text in line.split(",")) for name, line in lines.items()}
    size = len(next(iter(cells.values())))
    return Columns("tra-loi", tuple(cells), cells, tuple(range(2, size + 2)))


DATA = _columns(
    khu=",".join("a" * 20 + "b" * 20),
    diem=",".join("1" * 6 + "2" * 6 + "3" * 8 + "1" * 7 + "2" * 5 + "3" * 7 + "_"),
    kenh=",".join(["w d"] * 10 + ["w"] * 10 + ["d"] * 20),
)


def test_plain_counts_have_no_error() -> None:
    found = result_table(DATA, MARK, AREA, Figure.SHARE, Rules())
    assert [row.answered for row in found.rows] == [20, 19, 39]
    town = found.rows[0].cells
    assert [cell and cell.count for cell in town] == [6, 6, 8]
    assert [cell and cell.value for cell in town] == pytest.approx([0.3, 0.3, 0.4])
    assert all(cell and cell.standard_error is None and cell.interval is None for cell in town)


def test_figures_are_those_of_the_estimates() -> None:
    design = read_design(
        "t.yaml", b"strata: khu\nestimates: [{kind: mean, of: diem, by: khu}, {kind: mean, of: diem}]\n"
    )
    found = result_table(DATA, MARK, AREA, Figure.MEAN, Rules(design=design))
    one, two, whole = estimate(design, DATA).estimates
    for row, given in zip(found.rows, (one, two, whole), strict=True):
        (cell,) = row.cells
        assert cell is not None
        assert (cell.value, cell.standard_error, cell.interval) == (given.value, given.standard_error, given.interval)
    assert found.basis is Basis.DESIGN


def test_a_simple_sample_knows_its_population() -> None:
    small, large = (
        result_table(DATA, MARK, None, Figure.MEAN, Rules(population=size)).rows[-1].cells[0] for size in (41, 4000)
    )
    assert small is not None
    assert large is not None
    assert small.value == pytest.approx(large.value)
    assert (small.standard_error or 0) < (large.standard_error or 0) / 5


def test_a_mean_is_kept_back_where_answers_of_its_group_are() -> None:
    data = _columns(
        khu=",".join("a" * 20 + "b" * 20), diem=",".join("1" * 2 + "2" * 8 + "3" * 10 + "1" * 6 + "2" * 7 + "3" * 7)
    )
    shares = result_table(data, MARK, AREA, Figure.SHARE, Rules())
    means = result_table(data, MARK, AREA, Figure.MEAN, Rules())
    hidden = [any(cell is None for cell in row.cells) for row in shares.rows]
    assert hidden[:2] == [True, True]
    assert [row.cells[0] is None for row in means.rows] == hidden


def test_a_question_with_several_answers_counts_each_choice() -> None:
    found = result_table(DATA, WAYS, AREA, Figure.SHARE, Rules())
    assert [[cell and cell.count for cell in row.cells] for row in found.rows] == [[20, 10], [0, 20], [20, 30]]


def test_few_answers_show_nothing_and_none_are_no_table() -> None:
    one = result_table(_columns(khu="a", diem="1"), MARK, AREA, Figure.MEAN, Rules(population=90))
    assert one.is_withheld
    few = _columns(khu="a,b,a", diem="1,2,3")
    found = result_table(few, MARK, AREA, Figure.SHARE, Rules())
    assert found.is_withheld
    assert all(cell is None for row in found.rows for cell in row.cells)
    none = result_table(_columns(khu="a,b", diem="_,_"), MARK, AREA, Figure.SHARE, Rules())
    assert [row.answered for row in none.rows] == [0, 0, 0]


def test_two_samples_differ_by_what_their_difference_and_both_errors_say() -> None:
    year, before = (
        result_table(
            _columns(diem=",".join("1" * n + "3" * (200 - n))), MARK, None, Figure.SHARE, Rules(population=size)
        )
        for n, size in ((60, 5_000), (90, 9_000))
    )
    rows = {row.head: row for row in comparison_of(year, before).rows}
    one, errors = (
        rows["Kém"].difference,
        [row.cells[0].standard_error for row in (year.rows[0], before.rows[0]) if row.cells[0]],
    )
    assert one is not None
    assert one.value == pytest.approx(-0.15)
    assert one.standard_error == pytest.approx(sum((error or 0) ** 2 for error in errors) ** 0.5)
    assert one.interval == pytest.approx(
        (-0.15 - 1.9659 * (one.standard_error or 0), -0.15 + 1.9659 * (one.standard_error or 0)), rel=1e-4
    )
    assert one.is_seen
    same = rows["Vừa"].difference
    assert same is not None
    assert (same.value, same.interval, same.is_seen) == (0.0, (0.0, 0.0), False)
    alone = comparison_of(
        result_table(DATA, MARK, AREA, Figure.MEAN, Rules()), result_table(DATA, MARK, AREA, Figure.MEAN, Rules())
    )
    assert [(row.name, row.difference and row.difference.is_seen) for row in alone.rows] == [
        ("a", None),
        ("b", None),
        (None, None),
    ]


def test_only_the_same_question_is_compared() -> None:
    assert unlike_questions(MARK, replace(MARK, label="mức  ĐỘ", choices=dict(reversed(MARK.choices.items())))) == ()
    for other in (
        None,
        replace(MARK, label="Mức độ hài lòng"),
        replace(MARK, is_multiple=True),
        replace(MARK, choices=MARK.choices | {"4": "Rất tốt"}),
        replace(MARK, choices=MARK.choices | {"3": "Khá"}),
    ):
        assert len(unlike_questions(MARK, other)) == 1
    year = result_table(DATA, MARK, AREA, Figure.SHARE, Rules())
    assert comparison_of(year, result_table(DATA, MARK, None, Figure.SHARE, Rules())).rows == ()


def test_what_is_kept_back_in_one_of_the_two_is_not_compared() -> None:
    few = _columns(
        khu=",".join("a" * 20 + "b" * 20), diem=",".join("1" * 2 + "2" * 8 + "3" * 10 + "1" * 6 + "2" * 7 + "3" * 7)
    )
    hidden = result_table(few, MARK, AREA, Figure.SHARE, Rules())
    for row in comparison_of(result_table(DATA, MARK, AREA, Figure.SHARE, Rules()), hidden).rows:
        assert (row.difference is None) == (row.other is None)
