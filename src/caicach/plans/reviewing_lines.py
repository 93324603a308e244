"""The rows of a plan with whom they fall to and what is wrong with them: what the review shows and confirming obeys."""

from functools import cache

from caicach.drafts.domain.addressing import addressing_of
from caicach.drafts.domain.problems import ReviewedDraft
from caicach.organisations.domain.addressing import Resolution, resolve
from caicach.organisations.queries import directory_on
from caicach.plans.domain.line_problems import problems_of_lines
from caicach.plans.domain.lines import ReviewedLine
from caicach.plans.models import Plan
from caicach.plans.values_of_lines import frame_of, line_of


def reviewed_lines(plan: Plan) -> tuple[ReviewedLine, ...]:
    """Every row, in the order of the plan; units as they are on the plan's day. A phrase is resolved once."""
    lines = [line_of(row) for row in plan.lines.order_by("position", "id")]
    units = directory_on(plan.issued_on)

    @cache
    def meaning(phrase: str) -> Resolution:
        return resolve(phrase, units, on=units.on)

    addressing = {line.id: addressing_of(line, units, meaning) for line in lines}
    problems = problems_of_lines(lines, addressing, frame_of(plan))
    return tuple(ReviewedDraft(line, addressing[line.id], problems.get(line.id, ())) for line in lines)
