"""Rules on business (quy định kinh doanh): counted, to be cut or simplified by a decision, done by a legal document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from caicach.institutions.domain.documents import Standing, standing_of
from caicach.kernel.decimals import percentage


class RuleKind(StrEnum):
    """The kinds that resolution 68/NQ-CP of 12/5/2020 counts."""

    CONDITION = "condition"
    PROCEDURE = "procedure"
    REPORTING = "reporting"
    STANDARD = "standard"
    SPECIAL_INSPECTION = "special_inspection"


class Measure(StrEnum):
    """What a review decides; ``NONE`` where nobody has."""

    NONE = "none"
    KEEP = "keep"
    CUT = "cut"
    SIMPLIFY = "simplify"

    @property
    def changes(self) -> bool:
        return self in {Measure.CUT, Measure.SIMPLIFY}


class Approver(StrEnum):
    """Whose decision it is; ``OWN`` where a legal document cut it without such a decision (last part of 04c, 04d)."""

    GOVERNMENT = "government"
    MINISTRY = "ministry"
    PROVINCE = "province"
    OWN = "own"


class RuleState(StrEnum):
    COUNTED = "counted"
    KEPT = "kept"
    PLANNED = "planned"
    SOON = "soon"
    LATE = "late"
    CUT = "cut"
    SIMPLIFIED = "simplified"


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """Costs are dong a year of all who keep the rule, days the limit of handling; None where nobody reckoned them.

    ``document_id`` is the legal document of the register that does it, ``done_in`` one that the register has not.
    """

    name: str
    kind: RuleKind
    unit: str
    counted_on: date
    field: str = ""
    basis: str = ""
    code: str = ""
    measure: Measure = Measure.NONE
    approver: Approver = Approver.PROVINCE
    decision: str = ""
    approved_on: date | None = None
    due_on: date | None = None
    cost_before: Decimal | None = None
    cost_after: Decimal | None = None
    days_before: Decimal | None = None
    days_after: Decimal | None = None
    document_id: int | None = None
    done_in: str = ""
    done_on: date | None = None

    @property
    def saving(self) -> Decimal | None:
        """Of a year; a rule that is cut and whose cost after is not written costs nothing any more."""
        return _less(self.cost_before, self.cost_after, is_cut=self.measure is Measure.CUT)

    @property
    def days_saved(self) -> Decimal | None:
        return _less(self.days_before, self.days_after, is_cut=self.measure is Measure.CUT)


def _less(before: Decimal | None, after: Decimal | None, *, is_cut: bool) -> Decimal | None:
    if before is None or (after is None and not is_cut):
        return None
    return before - (after or Decimal(0))


def rule_state(facts: RuleFacts, *, on: date, soon: date) -> RuleState:
    """As known on a day; ``soon`` is the last day that counts as near."""
    if not facts.measure.changes:
        return RuleState.KEPT if facts.measure is Measure.KEEP else RuleState.COUNTED
    if facts.done_on is not None and facts.done_on <= on:
        return RuleState.CUT if facts.measure is Measure.CUT else RuleState.SIMPLIFIED
    standing = standing_of(facts.due_on, None, on, soon)
    return {Standing.LATE: RuleState.LATE, Standing.SOON: RuleState.SOON}.get(standing, RuleState.PLANNED)


@dataclass(frozen=True, slots=True)
class RuleProgress:
    """Of the rules counted up to a day. Costs are of the rules whose cost is known: ``costed`` says how many."""

    counted: int
    approved: int
    cut: int
    simplified: int
    costed: int
    cost_before: Decimal
    done_saving: Decimal

    @property
    def done_share(self) -> Decimal | None:
        """Per cent of the rules counted."""
        return percentage(Decimal(self.cut + self.simplified), Decimal(self.counted)) if self.counted else None

    @property
    def saving_share(self) -> Decimal | None:
        return percentage(self.done_saving, self.cost_before) if self.cost_before else None


def progress_of(rules: Iterable[RuleFacts], *, on: date) -> RuleProgress:
    """Those counted by the day, with what was decided and done by it.

    >>> rule = RuleFacts("A", RuleKind.CONDITION, "STP", date(2026, 1, 1), measure=Measure.CUT,
    ...                  approved_on=date(2026, 2, 1), cost_before=Decimal(200), done_on=date(2026, 6, 1))
    >>> found = progress_of([rule], on=date(2026, 6, 1))
    >>> found.cut, found.done_saving, found.saving_share
    (1, Decimal('200'), Decimal('100.00'))
    """
    known = [one for one in rules if one.counted_on <= on]
    approved = [one for one in known if one.measure.changes and (one.approved_on is None or one.approved_on <= on)]
    done = [one for one in approved if one.done_on is not None and one.done_on <= on]
    costed = [one for one in known if one.cost_before is not None]
    return RuleProgress(
        counted=len(known),
        approved=len(approved),
        cut=sum(one.measure is Measure.CUT for one in done),
        simplified=sum(one.measure is Measure.SIMPLIFY for one in done),
        costed=len(costed),
        cost_before=sum((one.cost_before or Decimal(0) for one in costed), Decimal(0)),
        done_saving=sum((one.saving or Decimal(0) for one in done), Decimal(0)),
    )
