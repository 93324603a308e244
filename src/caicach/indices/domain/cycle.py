"""Words of the scoring cycle: its steps, who said a figure, what becomes of a unit that merged, of a finding."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Step(StrEnum):
    """Where a scoring year stands. The order of the members is the order of the cycle."""

    SELF_SCORING = "self_scoring"
    APPRAISAL_1 = "appraisal_1"
    EXPLANATION = "explanation"
    APPRAISAL_2 = "appraisal_2"
    COUNCIL = "council"
    FROZEN = "frozen"
    PUBLISHED = "published"

    @property
    def next(self) -> "Step | None":
        """
        >>> Step.COUNCIL.next, Step.PUBLISHED.next
        (<Step.FROZEN: 'frozen'>, None)
        """
        order = tuple(Step)
        at = order.index(self) + 1
        return order[at] if at < len(order) else None

    @property
    def previous(self) -> "Step | None":
        order = tuple(Step)
        at = order.index(self)
        return order[at - 1] if at else None

    def is_before(self, other: "Step") -> bool:
        order = tuple(Step)
        return order.index(self) < order.index(other)

    @property
    def is_settled(self) -> bool:
        """Whether figures can no longer change."""
        return self in {Step.FROZEN, Step.PUBLISHED}


TAKEN_BACK_WITHIN: Final = timedelta(days=1)


def may_take_back(step: Step, moved_at: datetime | None, now: datetime) -> bool:
    """Whether the move to the step can still be taken back without a reason.

    >>> day = datetime(2024, 1, 5)
    >>> may_take_back(Step.COUNCIL, day, day), may_take_back(Step.COUNCIL, day, day + timedelta(days=2))
    (True, False)
    """
    return moved_at is not None and not step.is_settled and now - moved_at <= TAKEN_BACK_WITHIN


class Stage(StrEnum):
    """Who said a figure, and when in the cycle. A later stage of ``DECIDING`` outweighs an earlier one."""

    SELF = "self"
    SURVEY = "survey"
    COMPUTED = "computed"
    APPRAISAL_1 = "appraisal_1"
    EXPLANATION = "explanation"
    APPRAISAL_2 = "appraisal_2"
    COUNCIL = "council"


DECIDING: Final = (Stage.COUNCIL, Stage.APPRAISAL_2, Stage.APPRAISAL_1)
APPRAISALS: Final = {Step.APPRAISAL_1: Stage.APPRAISAL_1, Step.APPRAISAL_2: Stage.APPRAISAL_2}


class Treatment(StrEnum):
    """What becomes of a unit in the scored year; ``UNDECIDED`` waits for a person and blocks the freeze."""

    WHOLE = "whole"
    UNDECIDED = "undecided"
    UNTIL_MERGE = "until_merge"
    AS_SUCCESSOR = "as_successor"
    LEFT_OUT = "left_out"

    @property
    def is_scored(self) -> bool:
        return self not in {Treatment.AS_SUCCESSOR, Treatment.LEFT_OUT}


class Origin(StrEnum):
    """Whether a year was scored here, or its results came from before the system."""

    SCORED = "scored"
    IMPORTED = "imported"


class ObjectionState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class FindingState(StrEnum):
    """Of a shortcoming that appraisers or the council found."""

    OPEN = "open"
    PLANNED = "planned"
    EVIDENCED = "evidenced"
    CLOSED = "closed"


NOT_APPLICABLE: Final = "-"
"""The cell of a component that does not apply to a unit: never nought."""


@dataclass(frozen=True, slots=True)
class Cells:
    """What a person or a metric says of a component, in the cells of the engine's input table."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.value or self.numerator or self.denominator)

    @property
    def is_not_applicable(self) -> bool:
        """
        >>> Cells("-").is_not_applicable, Cells("0").is_not_applicable
        (True, False)
        """
        return self.value == NOT_APPLICABLE and not self.numerator and not self.denominator

    @property
    def shown(self) -> str:
        """
        >>> Cells(numerator="9", denominator="10").shown, Cells("85,5").shown
        ('9/10', '85,5')
        """
        return f"{self.numerator}/{self.denominator}" if self.numerator or self.denominator else self.value


BLANK: Final = Cells()
