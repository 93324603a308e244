"""The evaluation of handling by TT 01/2018/TT-VPCP, Điều 13: nine indicators of 0 to 2 points, for periods of old.

Three of them rest on dossiers; the others on cards, devices and systems that no export holds. The score of an indicator
is the sum of its points over the dossiers (or agencies) counted, to one decimal. Classes are not given: their
thresholds were never read, and six indicators are not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Final

from caicach.dossiers.domain.clock.values import Leg, Verdict
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import InvalidInput

IN_FORCE_ON: Final = date(2019, 1, 6)
LAST_DAY: Final = date(2025, 6, 30)
"""NĐ 118/2025/NĐ-CP holds from the next day: its criteria are the five groups of index 766 (Điều 32)."""
MOST: Final = 2
_DAY: Final = timedelta(hours=8)
TIME_POINTS: Final = {Verdict.EARLY: 2, Verdict.ON_TIME: 1, Verdict.LATE: 0}
"""Shorter than the limit, in time, late; what was owed nothing, or goes on, is not judged."""
CONTACT_POINTS: Final = (2, 1)
"""By contacts besides sending in and fetching, more have none. What is known of them are the requests for papers."""


class Indicator(IntEnum):
    TOTAL_TIME = 1
    AGENCY_TIME = 2
    CONTACTS = 3
    AGENCIES_CONTACTED = 4
    RECEIPT = 5
    PUBLICITY = 6
    ATTITUDE = 7
    FEEDBACK = 8
    ONLINE = 9


FROM_DOSSIERS: Final = (Indicator.TOTAL_TIME, Indicator.AGENCY_TIME, Indicator.CONTACTS)


@dataclass(frozen=True, slots=True)
class Points:
    """``points`` in sum of ``count`` things that were judged."""

    points: int
    count: int

    @property
    def score(self) -> Decimal | None:
        """
        >>> Points(5, 3).score, Points(0, 0).score
        (Decimal('1.7'), None)
        """
        return rounded_value(Decimal(self.points) / self.count, 1) if self.count else None


@dataclass(frozen=True, slots=True)
class NineLine:
    """Of a unit or of all: dossiers that ended in the period with a result that was owed."""

    key: str
    total_time: Points
    agency_time: Points
    contacts: Points

    def of(self, indicator: Indicator) -> Points | None:
        """None where dossiers do not tell."""
        told = {
            Indicator.TOTAL_TIME: self.total_time,
            Indicator.AGENCY_TIME: self.agency_time,
            Indicator.CONTACTS: self.contacts,
        }
        return told.get(indicator)


def agency_points(legs: Sequence[Leg]) -> Points:
    """Of agencies with a part of their own: whole days short of it 2, within it 1, over it 0."""
    judged = [leg for leg in legs if leg.allowed_days is not None]
    return Points(sum(_of_leg(leg) for leg in judged), len(judged))


def _of_leg(leg: Leg) -> int:
    if leg.over:
        return 0
    return 2 if -(-leg.used // _DAY) < (leg.allowed_days or 0) else 1


def refuse_other_periods(first: date, last: date) -> None:
    """Raises InvalidInput where the circular did not hold in all of the period."""
    if first < IN_FORCE_ON or last > LAST_DAY:
        raise InvalidInput(
            "dossiers.nine_period",
            what="Không đánh giá theo chín chỉ số cho kỳ từ {first} đến {last}.",
            why="TT 01/2018/TT-VPCP có hiệu lực từ 06/01/2019; từ 01/7/2025 NĐ 118/2025/NĐ-CP dùng Bộ chỉ số 766.",
            todo="Hãy chọn kỳ nằm trong khoảng đó, hoặc xem Bộ chỉ số 766.",
            first=f"{first:%d/%m/%Y}",
            last=f"{last:%d/%m/%Y}",
        )
