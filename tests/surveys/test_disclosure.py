"""What is kept back of a table cannot be computed from what is shown, and no more is kept back than has to be."""

from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from caicach.surveys.results.domain.disclosure import Protected, one_way, protected_table


def _drawn(seed: int) -> list[list[int]]:
    """Tables of all kinds: many zeros, few rows, small groups, answers that nobody gave."""
    random = Random(seed)
    rows, columns, most = random.randint(1, 6), random.randint(1, 5), random.choice((2, 6, 15, 60))
    empty = random.random() * 0.6
    return [[0 if random.random() < empty else random.randint(0, most) for _ in range(columns)] for _ in range(rows)]


def _ends(counts: list[list[int]], shown: Protected) -> list[tuple[float, float]]:
    """Smallest and largest that each count kept back that is not 0 can be, by linear programming over all shown."""
    real = [[*row, sum(row)] for row in counts]
    real.append([sum(column) for column in zip(*real, strict=True)])
    known = [[*row, total] for row, total in zip(shown.cells, shown.rows, strict=True)]
    known.append([*shown.columns, shown.total])
    height, width = len(known), len(known[0])
    equations, size = [], height * width
    for row in range(height):
        line = np.zeros(size)
        line[row * width : (row + 1) * width] = [*[1] * (width - 1), -1]
        equations.append(line)
    for column in range(width):
        line = np.zeros(size)
        line[column::width] = [*[1] * (height - 1), -1]
        equations.append(line)
    bounds = [(0, None) if count is None else (count, count) for row in known for count in row]
    found = []
    for at, (_low, high) in enumerate(bounds):
        if high is None and real[at // width][at % width]:
            aim = np.zeros(size)
            aim[at] = 1
            least, most = (
                linprog(sign * aim, A_eq=np.array(equations), b_eq=np.zeros(len(equations)), bounds=bounds)
                for sign in (1, -1)
            )
            found.append((least.fun, -most.fun if most.status == 0 else np.inf))
    return found


_PARTS = (0, *(pytest.param(part, marks=pytest.mark.slow) for part in (1, 2, 3)))  # a program solved for each cell


@pytest.mark.parametrize("part", _PARTS)
def test_no_count_kept_back_can_be_computed_from_those_shown(part: int) -> None:
    for seed in range(part * 30, part * 30 + 30):
        counts = _drawn(seed)
        shown = protected_table(counts, 5)
        if not shown.is_withheld:
            assert all(most - least > 1 - 1e-6 for least, most in _ends(counts, shown)), counts


def test_every_small_count_is_kept_back_and_every_count_shown_is_right() -> None:
    for seed in range(400):
        counts = _drawn(seed)
        shown = protected_table(counts, 5)
        for row, line in enumerate(shown.cells):
            for column, cell in enumerate(line):
                assert cell in {None, counts[row][column]}
                assert cell is None or cell == 0 or cell >= 5
        for total, line in zip(shown.rows, shown.cells, strict=True):
            assert total is not None or all(cell is None for cell in line)


def test_a_table_is_withheld_only_where_all_who_answered_are_few() -> None:
    withheld = [counts for counts in map(_drawn, range(400)) if protected_table(counts, 5).is_withheld]
    assert withheld
    assert all(sum(map(sum, counts)) < 5 for counts in withheld)


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert protected_table([[9, 0], [7, 12]], 5) == Protected(((9, 0), (7, 12)), (9, 19), (16, 12), 28)


def test_totals_of_groups_do_not_hang_on_the_question() -> None:
    one, other = protected_table([[2, 1], [20, 7], [30, 31]], 5), protected_table([[1, 2], [9, 18], [11, 50]], 5)
    assert one.rows == other.rows == (None, None, 61)


def test_few_kept_back_together_are_joined_by_another() -> None:
    assert one_way([1, 1, 9, 30], 5) == {0, 1, 2}
    assert one_way([], 5) == one_way([0, 8], 5) == frozenset()
