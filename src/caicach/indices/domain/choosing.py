"""The cheapest choice of alternatives as an integer program, solved by HiGHS: same answer every time, within a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import highspy
import numpy as np

from caicach.indices.domain.alternatives import Alternative, Block
from caicach.kernel.errors import InvalidInput

_TOLERANCE = 1e-7


@dataclass(frozen=True)
class Limits:
    """How long may be looked for; ``cuts`` is how many wrong sets may be ruled out one by one."""

    seconds: float = 10.0
    cuts: int = 200


@dataclass(frozen=True)
class Chosen:
    """The alternatives taken. ``bound``: no set costs less than this, as far as was proven."""

    taken: tuple[tuple[int, int], ...]
    cost: float
    bound: float
    is_optimal: bool


class _SilentHighs(highspy.Highs):
    """The solver prints a heading while it is made, before it can be told not to: into the JSON of a command."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name is the solver's
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class Program:
    """At most one alternative of each block (exactly one where ``required``), their gains together enough.

    ``forbid`` rules out a set that the real engine found wanting; the next answer is another one.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        needed: Decimal,
        *,
        required: frozenset[int] = frozenset(),
        expected: bool = False,
    ) -> None:
        self._places = [(b, a) for b, block in enumerate(blocks) for a in range(len(block.alternatives))]
        listed = [blocks[b].alternatives[a] for b, a in self._places]
        self._costs = np.array([float(one.cost) for one in listed])
        self._highs = _SilentHighs()  # type: ignore[no-untyped-call]
        self._set_options()
        for n, cost in enumerate(self._costs):
            self._highs.addVar(0.0, 1.0)
            self._highs.changeColCost(n, float(cost))
            self._highs.changeColIntegrality(n, highspy.HighsVarType.kInteger)
        gains = np.array([float(_gain(one, expected)) for one in listed])
        everything = np.arange(len(listed), dtype=np.int32)
        self._row(float(needed) - _TOLERANCE, highspy.kHighsInf, everything, gains)
        self._one_of_each(blocks, required)

    def _set_options(self) -> None:
        values = {
            "threads": 1,
            "random_seed": 0,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 1e-9,
            "mip_feasibility_tolerance": 1e-9,
        }
        for name, value in values.items():
            self._highs.setOptionValue(name, value)

    def _one_of_each(self, blocks: Sequence[Block], required: frozenset[int]) -> None:
        starts = np.cumsum([0, *(len(block.alternatives) for block in blocks)])
        for b, (first, last) in enumerate(pairwise(starts)):
            if last > first:
                columns = np.arange(first, last, dtype=np.int32)
                self._row(1.0 if b in required else 0.0, 1.0, columns, np.ones(last - first))

    def _row(self, low: float, high: float, columns: np.ndarray, values: np.ndarray) -> None:
        self._highs.addRow(low, high, len(columns), columns, values)

    def forbid(self, taken: Sequence[tuple[int, int]]) -> None:
        """Never exactly this set again: at least one place must be otherwise."""
        columns = np.arange(len(self._places), dtype=np.int32)
        inside = np.array([place in set(taken) for place in self._places])
        values = np.where(inside, -1.0, 1.0)
        self._row(1.0 - float(inside.sum()), highspy.kHighsInf, columns, values)

    def solve(self, seconds: float) -> Chosen | None:
        """None where no set is enough."""
        if not self._places:
            return None
        self._highs.setOptionValue("time_limit", max(seconds, 0.1))
        self._highs.run()
        status = self._highs.getModelStatus()
        if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return None
        values = np.array(self._highs.getSolution().col_value)
        info = self._highs.getInfo()
        if info.primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
            raise InvalidInput(
                "index_remedy.no_time",
                what="Chưa tìm được tổ hợp nào trong thời gian cho phép.",
                why="Bài toán có {count} phương án.",
                todo="Giảm số tiêu chí khả thi, hoặc cho thêm thời gian.",
                count=len(self._places),
            )
        taken = tuple(place for place, value in zip(self._places, values, strict=True) if value > 1 / 2)
        return Chosen(
            taken,
            float(self._costs[values > 1 / 2].sum()),
            float(info.mip_dual_bound),
            status == highspy.HighsModelStatus.kOptimal,
        )


def _gain(one: Alternative, expected: bool) -> Decimal:
    return one.expected if expected else one.gain
