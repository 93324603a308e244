"""What a room says of the state of the reform: its lines on the page of the chair. A room hands them in by its face."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from caicach.kernel.access import Actor
from caicach.kernel.decimals import rounded_value
from caicach.kernel.said import Said, tell

MONTH: Final = timedelta(days=28)  # whole weeks, as the boards count

Figure = Decimal | int | Said


@dataclass(frozen=True, slots=True)
class StateLine:
    """A figure now and ``MONTH`` before; ``before`` None where no state of that day is kept.

    ``waits``: it counts what waits for a decision; the page puts those of all rooms first.
    """

    title: Said
    now: Figure
    before: Figure | None = None
    address: str = ""
    waits: bool = False

    @property
    def change(self) -> Decimal | int | None:
        """How much more it is than then; None where one of them is no number."""
        now, then = _amount(self.now), _amount(self.before)
        return None if now is None or then is None else now - then


def _amount(figure: Figure | None) -> Decimal | int | None:
    """Of a share as ``percent`` says it its percentage points."""
    if not isinstance(figure, Said):
        return figure
    value = figure.values.get("percent")
    return value if isinstance(value, Decimal | int) else None


StateLines = Callable[[Actor, date], Iterator[StateLine]]
"""Of one day, for one person: nothing where the room has no figure or the person may not see it."""


@dataclass(frozen=True, slots=True)
class StateRoom:
    title: Said
    lines: StateLines


def percent(share: Decimal) -> Said:
    """A share, 0 to 1, with one decimal.

    >>> str(percent(Decimal("0.67741")))
    '67,7 %'
    """
    return tell("{percent} %", percent=rounded_value(share * 100, 1))


def percent_range(shares: list[Decimal]) -> Said:
    """Of several units: from the lowest to the highest. At least one share.

    >>> str(percent_range([Decimal("0.9"), Decimal("0.5")]))
    '50,0 đến 90,0 % (2 đơn vị)'
    """
    lowest, highest = (rounded_value(one * 100, 1) for one in (min(shares), max(shares)))
    return tell("{lowest} đến {highest} % ({units} đơn vị)", lowest=lowest, highest=highest, units=len(shares))
