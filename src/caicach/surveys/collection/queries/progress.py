"""Reads of the field: what came of the sample, in all, by area and by interviewer."""

from collections.abc import Mapping
from dataclasses import dataclass

from caicach.kernel.access import Actor
from caicach.surveys.collection.domain.fieldwork import Disposition, SampledUnit, Tally, tally_of
from caicach.surveys.collection.models import SampledUnit as Row
from caicach.surveys.collection.obtaining import survey_not_found, visible_surveys


@dataclass(frozen=True, slots=True)
class FieldProgress:
    """``stand_ins``: how many of the units took another's place. Areas and interviewers in the order of their names."""

    whole: Tally
    stand_ins: int
    by_area: Mapping[str, Tally]
    by_interviewer: Mapping[str, Tally]


def field_progress(actor: Actor, survey_id: int) -> FieldProgress:
    """Two queries. Raises NotFound."""
    if not visible_surveys(actor).filter(pk=survey_id).exists():
        raise survey_not_found()
    rows = Row.objects.filter(survey=survey_id)
    units = [
        SampledUnit(row.code, row.area, row.interviewer, Disposition(row.disposition), row.stands_in_for)
        for row in rows
    ]
    areas = sorted({unit.area for unit in units})
    interviewers = sorted({unit.interviewer for unit in units})
    return FieldProgress(
        tally_of(units),
        sum(bool(unit.stands_in_for) for unit in units),
        {area: tally_of(unit for unit in units if unit.area == area) for area in areas},
        {who: tally_of(unit for unit in units if unit.interviewer == who) for who in interviewers},
    )
