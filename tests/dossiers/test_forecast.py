"""Chances of being late: drawn towards what more dossiers say, and held against what came after."""

import random

import pytest

from caicach.dossiers.domain.forecast import Cell, Left, Rates, Reason, Seen, evaluation


def cells(shares: dict[tuple[str, str], float], count: int = 4000) -> dict[Cell, Seen]:
    return {
        Cell(unit, procedure, Left.TWO): Seen(count, count * share, count)
        for (unit, procedure), share in shares.items()
    }


def test_one_late_dossier_of_a_small_unit_does_not_make_it_late() -> None:
    rates = Rates(cells({("A", "1"): 0.04}) | {Cell("B", "1", Left.TWO): Seen(1, 1, 1)})
    assert 0.04 < rates.chance(Cell("B", "1", Left.TWO)) < 0.08


def test_unit_and_procedure_both_count_and_are_named_as_reasons() -> None:
    shares = {("A", "1"): 0.02, ("A", "2"): 0.1, ("B", "1"): 0.1}
    rates = Rates(cells(shares))
    unseen = Cell("B", "2", Left.TWO)
    assert rates.chance(unseen) > max(rates.of_unit(unseen), rates.of_procedure(unseen))
    assert {why for why, _ in rates.reasons(unseen)} == {Reason.UNIT, Reason.PROCEDURE}
    assert rates.reasons(Cell("A", "1", Left.TWO)) == ()
    assert rates.base == pytest.approx(0.22 / 3)


def test_chances_are_calibrated_where_the_world_stays_as_it_was() -> None:
    draw = random.Random(3)
    units = {f"U{number}": draw.uniform(0.01, 0.4) for number in range(40)}
    before, after = (
        {
            Cell(unit, procedure, Left.TWO): Seen(400, sum(draw.random() < share for _ in range(400)), 400)
            for unit, share in units.items()
            for procedure in "XYZ"
        }
        for _ in range(2)
    )
    found = evaluation(Rates(before), after)
    assert found is not None
    assert found.skill > 0.05
    assert found.tested == sum(group.count for group in found.groups) == 48_000
    told = [group for group in found.groups if group.count >= 1000]
    assert len(told) > 3
    assert all(group.observed == pytest.approx(group.mean_chance, abs=0.02) for group in told)


def test_nothing_known_is_no_evaluation() -> None:
    assert evaluation(Rates({}), cells({("A", "1"): 0.1})) is None
    assert evaluation(Rates(cells({("A", "1"): 0.1})), {}) is None
    assert Rates({}).chance(Cell("A", "1", Left.ONE)) < 0.001
