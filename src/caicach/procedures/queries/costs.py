"""Reads of costs: the board with progress against the target, one procedure, the parameters."""

from dataclasses import dataclass
from datetime import date

from caicach.kernel.access import Actor
from caicach.kernel.decimals import bare
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Missing
from caicach.kernel.said import sentence_of
from caicach.procedures.costs.costing import Burden, Income, comparison_of, income_on
from caicach.procedures.domain.simplifying import (
    BURDEN,
    CostedProcedure,
    CutProgress,
    CutTarget,
    SimplifyingOption,
    progress_of,
)
from caicach.procedures.models import CutTarget as TargetRow
from caicach.procedures.models import HourlyIncome, ProcedureCost
from caicach.procedures.obtaining import versions_on
from caicach.procedures.record.codes import family


@dataclass(frozen=True, slots=True)
class CostBoard:
    """``income`` is missing where none is known for the day: then nothing is reckoned."""

    income: Income | Missing
    incomes: tuple[Income, ...]
    rows: tuple[CostedProcedure, ...]
    progress: CutProgress | None
    target: CutTarget | None
    uncosted: int


@dataclass(frozen=True, slots=True)
class CostSheet:
    """What was typed for one procedure; ``version`` 0 where nothing was."""

    current: Burden | None
    after: Burden | None
    options: tuple[SimplifyingOption, ...]
    decided_on: date | None
    decision: str
    version: int
    costed: CostedProcedure | None


def cost_board(_actor: Actor, *, on: date) -> CostBoard:
    """Procedures in force whose cost was written, dearest first. Four SQL queries."""
    incomes, income = incomes_on(on)
    names = {row[0]: (row[1], row[2]) for row in versions_on(on).values_list("family", "code", "name")}
    kept = [row for row in ProcedureCost.objects.order_by("family") if row.family in names]
    rows: tuple[CostedProcedure, ...] = ()
    if isinstance(income, Income):
        rows = tuple(costed_procedure(row, *names[row.family], income) for row in kept)
        rows = tuple(sorted(rows, key=lambda one: (-one.comparison.current.year, one.code)))
    return CostBoard(
        income=income,
        incomes=incomes,
        rows=rows,
        progress=progress_of(rows) if rows else None,
        target=_target(on),
        uncosted=len(names) - len(kept),
    )


def cost_sheet(_actor: Actor, code: str, *, on: date) -> CostSheet:
    """What one procedure costs. Three SQL queries."""
    row = ProcedureCost.objects.filter(family=family(code)).order_by("pk").first()
    if row is None:
        return CostSheet(None, None, (), None, "", 0, None)
    _, income = incomes_on(on)
    costed = costed_procedure(row, code, "", income) if isinstance(income, Income) else None
    return CostSheet(
        current=BURDEN.value(row.current),
        after=BURDEN.value(row.after) if row.after is not None else None,
        options=tuple(map(SimplifyingOption, row.options)),
        decided_on=row.decided_on,
        decision=row.decision,
        version=row.version,
        costed=costed,
    )


def incomes_on(on: date) -> tuple[tuple[Income, ...], Income | Missing]:
    rows = HourlyIncome.objects.order_by("-since").values_list("since", "amount", "source")
    incomes = tuple(Income(since, bare(amount), source) for since, amount, source in rows)
    try:
        return incomes, income_on(incomes, on)
    except InvalidInput as error:
        return incomes, Missing(sentence_of(error))


def costed_procedure(row: ProcedureCost, code: str, name: str, income: Income) -> CostedProcedure:
    after = BURDEN.value(row.after) if row.after is not None else None
    found = comparison_of(BURDEN.value(row.current), after, income.amount)
    return CostedProcedure(code, name, found, tuple(map(SimplifyingOption, row.options)), row.decided_on)


def _target(on: date) -> CutTarget | None:
    row = TargetRow.objects.filter(year__gte=on.year).order_by("year").first()
    if row is None:
        return None
    cost, count = (None if share is None else bare(share) for share in (row.cost_share, row.count_share))
    return CutTarget(row.year, cost, count, row.source)
