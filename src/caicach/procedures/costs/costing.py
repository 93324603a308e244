"""C = (Σ of each work + fees + other) × times a year × subjects; saving = C now − C after.

A work done by oneself costs hours × hourly income; one that is hired costs its price. Where sources differ, the lower
middle value is taken; opportunity cost is not counted (TT 02/2017/TT-VPCP, Điều 27).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median_low

from caicach.kernel.decimals import bare, percentage
from caicach.kernel.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Income:
    """Hourly income of a person from a day on, in đồng, and where the figure is from."""

    since: date
    amount: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Work:
    """``hours`` and ``hired`` may come from several sources: the lower middle of each counts."""

    name: str
    hours: tuple[Decimal, ...] = ()
    hired: tuple[Decimal, ...] = ()

    def cost(self, income: Decimal) -> Decimal:
        """
        >>> Work("Chuẩn bị hồ sơ", hours=(Decimal(8), Decimal(4), Decimal(20), Decimal(6))).cost(Decimal(50_000))
        Decimal('300000')
        >>> Work("Nộp hồ sơ", hours=(Decimal("1.5"),)).cost(Decimal(52_000))
        Decimal('78000')
        """
        own = median_low(self.hours) if self.hours else Decimal(0)
        return bare(own * income + (median_low(self.hired) if self.hired else Decimal(0)))


@dataclass(frozen=True, slots=True)
class Burden:
    """A procedure in one state: its works, and what is paid besides them."""

    works: tuple[Work, ...]
    fees: Decimal
    other: Decimal
    times: Decimal
    subjects: Decimal


@dataclass(frozen=True, slots=True)
class Cost:
    """``once`` for one subject, ``year`` for all; by work in their order."""

    works: tuple[tuple[str, Decimal], ...]
    once: Decimal
    year: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """``percent`` is None where nothing is paid now: there is no share of nought."""

    current: Cost
    after: Cost | None
    saving: Decimal | None
    percent: Decimal | None


def cost_of(burden: Burden, income: Decimal) -> Cost:
    works = tuple((work.name, work.cost(income)) for work in burden.works)
    once = sum((cost for _, cost in works), burden.fees + burden.other)
    return Cost(works, bare(once), bare(once * burden.times * burden.subjects))


def comparison_of(current: Burden, after: Burden | None, income: Decimal) -> Comparison:
    """Both states at the same hourly income: a rise of incomes is no fault of the procedure."""
    now = cost_of(current, income)
    if after is None:
        return Comparison(now, None, None, None)
    then = cost_of(after, income)
    saving = now.year - then.year
    percent = percentage(saving, now.year) if now.year else None
    return Comparison(now, then, saving, percent)


def income_on(incomes: tuple[Income, ...], on: date) -> Income:
    """The figure in force on a day. Raises InvalidInput where none is given for it."""
    in_force = [one for one in incomes if one.since <= on]
    if not in_force:
        raise InvalidInput(
            "procedures.no_income",
            what="Chưa có mức thu nhập bình quân một giờ cho ngày {day}.",
            why="Chi phí của việc tự làm bằng số giờ nhân với mức này.",
            todo="Hãy thêm mức có hiệu lực từ ngày đó trở về trước, kèm nguồn.",
            day=f"{on:%d/%m/%Y}",
        )
    return max(in_force, key=lambda one: one.since)
