"""What a procedure costs and could cost: works typed line by line, options of simplification, progress of cuts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from caicach.kernel.codec import Codec
from caicach.kernel.decimals import percentage
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.numbers import format_number, parse_number
from caicach.procedures.costs.costing import Burden, Comparison, Work

BURDEN: Final = Codec(Burden)
MOST_WORKS: Final = 60


class SimplifyingOption(StrEnum):
    """The usual ways, as reviews of procedures name them."""

    ABOLISH = "abolish"
    MERGE = "merge"
    PAPERS = "papers"
    FORM = "form"
    TIME = "time"
    STEPS = "steps"
    DELEGATE = "delegate"
    CONDITIONS = "conditions"
    ONLINE = "online"
    FEE = "fee"


@dataclass(frozen=True, slots=True)
class CutTarget:
    """What is to be cut by a day, in percent of what stood at the start, and the text that says so."""

    year: int
    cost_share: Decimal | None
    count_share: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class CostedProcedure:
    """``decided_on``: the day by which the simplification was decided, where it was."""

    code: str
    name: str
    comparison: Comparison
    options: tuple[SimplifyingOption, ...]
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class CutProgress:
    """Of the procedures whose cost is known. ``decided`` savings count; those only proposed stand apart."""

    procedures: int
    decided: int
    cost_now: Decimal
    proposed_saving: Decimal
    decided_saving: Decimal

    @property
    def decided_share(self) -> Decimal | None:
        return percentage(self.decided_saving, self.cost_now) if self.cost_now else None

    @property
    def decided_count_share(self) -> Decimal | None:
        return percentage(Decimal(self.decided), Decimal(self.procedures)) if self.procedures else None


def progress_of(rows: Iterable[CostedProcedure]) -> CutProgress:
    costed = list(rows)
    with_option = [one for one in costed if one.comparison.saving is not None]
    decided = [one for one in with_option if one.decided_on is not None]
    return CutProgress(
        procedures=len(costed),
        decided=len(decided),
        cost_now=sum((one.comparison.current.year for one in costed), Decimal(0)),
        proposed_saving=sum((one.comparison.saving or Decimal(0) for one in with_option), Decimal(0)),
        decided_saving=sum((one.comparison.saving or Decimal(0) for one in decided), Decimal(0)),
    )


def works_in(text: str) -> tuple[Work, ...]:
    """Works typed a line each: name | hours | price where it is hired; several sources between semicolons.

    >>> works_in("Chuẩn bị hồ sơ | 6; 8; 12\\nBản vẽ | | 2.000.000")[1].hired
    (Decimal('2000000'),)
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_WORKS:
        raise _wrong(len(lines), "Nhiều nhất 60 việc.")
    return tuple(_work(number, line) for number, line in enumerate(lines, 1))


def text_of_works(works: Sequence[Work]) -> str:
    """
    >>> text_of_works(works_in("Nộp hồ sơ | 1,5 |"))
    'Nộp hồ sơ | 1,5 | '
    """
    return "\n".join(f"{work.name} | {_figures_text(work.hours)} | {_figures_text(work.hired)}" for work in works)


def _figures_text(figures: Iterable[Decimal]) -> str:
    return "; ".join(format_number(figure) for figure in figures)


def _work(number: int, line: str) -> Work:
    name, *rest = (part.strip() for part in line.split("|"))
    if not name or len(rest) > 2:
        raise _wrong(number, "Mỗi dòng: tên việc | số giờ | tiền thuê.")
    hours, hired = (_figures(number, text) for text in (*rest, "", "")[:2])
    if not hours and not hired:
        raise _wrong(number, "Việc chưa có số giờ, cũng chưa có tiền thuê.")
    return Work(name, hours, hired)


def _figures(number: int, text: str) -> tuple[Decimal, ...]:
    try:
        found = tuple(parse_number(part) for part in text.split(";") if part.strip())
    except InvalidInput:
        raise _wrong(number, "Có chỗ không phải số.") from None
    if any(figure < 0 for figure in found):
        raise _wrong(number, "Số phải từ 0.")
    return found


def _wrong(number: int, why: str) -> InvalidInput:
    return InvalidInput(
        "procedures.works",
        what="Dòng {line} của các việc chưa đúng.",
        why=why,
        todo="Ví dụ: Chuẩn bị hồ sơ | 6; 8 | 0",
        line=number,
        column="works",
    )
