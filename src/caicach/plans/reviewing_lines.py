"""The rows of a plan with whom they fall to and what is wrong with them: what the review shows and confirming obeys."""

from functools import cache

from caicach.correspondence.domain.addressing import addressing_of_phrases
from caicach.organisations.domain.addressing import Resolution, resolve
from caicach.organisations.queries import directory_on
from caicach.plans.domain.line_problems import problems_of
from caicach.plans.domain.lines import Line, ReviewedLine
from caicach.plans.models import Plan
from caicach.plans.values_of_lines import frame_of, line_of


def reviewed_lines(plan: Plan) -> tuple[ReviewedLine, ...]:
    """Every row, in the order of the plan; units as they are on the plan's day. A phrase is resolved once."""
    lines = [line_of(row) for row in plan.lines.order_by("position", "id")]
    units = directory_on(plan.issued_on)

    @cache
    def meaning(phrase: str) -> Resolution:
        return resolve(phrase, units, on=units.on)

    def addressed(line: Line) -> ReviewedLine:
        chosen = (line.lead_units, line.cooperate_units)
        return ReviewedLine(line, addressing_of_phrases(line.lead, line.cooperate, chosen, units, meaning), ())

    found = [addressed(line) for line in lines]
    problems = problems_of(lines, {one.line.id: one.addressing for one in found}, frame_of(plan))
    return tuple(ReviewedLine(one.line, one.addressing, problems.get(one.line.id, ())) for one in found)
