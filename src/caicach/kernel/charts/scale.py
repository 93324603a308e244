"""Round steps for an axis."""

from decimal import ROUND_CEILING, Decimal
from typing import Final

from caicach.kernel.charts.values import Number

_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def round_top(largest: Number, *, steps: int = 4) -> tuple[Decimal, Decimal]:
    """The step and the end of an axis from 0 that holds ``largest`` in at most ``steps`` steps.

    Steps are whole numbers, for what boards count is whole.

    >>> round_top(37), round_top(3), round_top(0)
    ((Decimal('10'), Decimal('40')), (Decimal('1'), Decimal('3')), (Decimal('1'), Decimal('1')))
    """
    wanted = Decimal(largest)
    power = Decimal(1)
    while True:
        for factor in _STEPS:
            step = factor * power
            if step == step.to_integral_value() and step * steps >= wanted:
                return step, step * max(Decimal(1), (wanted / step).to_integral_value(ROUND_CEILING))
        power *= 10


def ticks(first: Number, last: Number, *, steps: int = 6) -> tuple[Number, ...]:
    """Whole numbers from ``first`` to ``last`` at even steps; the first one always stands.

    >>> ticks(1, 63), ticks(1, 5)
    ((1, Decimal('21'), Decimal('41'), Decimal('61')), (1, Decimal('2'), Decimal('3'), Decimal('4'), Decimal('5')))
    """
    step, _ = round_top(Decimal(last) - Decimal(first), steps=steps)
    found: list[Number] = [first]
    while Decimal(found[-1]) + step <= last:
        found.append(Decimal(found[-1]) + step)
    return tuple(found)
