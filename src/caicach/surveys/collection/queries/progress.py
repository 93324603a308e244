"""Reads of the field: what came of the sample, in all, by area and by interviewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from caicach.kernel.access import Actor
from caicach.surveys.collection.domain.fieldwork import Disposition, SampledUnit, Tally, tallies_by, tally_of
from caicach.surveys.collection.models import SampledUnit as Row
from caicach.surveys.collection.obtaining import survey_seen


@dataclass(frozen=True, slots=True)
class FieldProgress:
    """``stand_ins``: how many of the units took another's place. Areas and interviewers in the order of their names."""

    whole: Tally
    stand_ins: int
    by_area: Mapping[str, Tally]
    by_interviewer: Mapping[str, Tally]


def field_progress(actor: Actor, survey_id: int) -> FieldProgress:
    """Two queries. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    units = [unit_value(row) for row in Row.objects.filter(survey=survey)]
    return FieldProgress(
        tally_of(units),
        sum(bool(unit.stands_in_for) for unit in units),
        tallies_by(units, attrgetter("area")),
        tallies_by(units, attrgetter("interviewer")),
    )


def unit_value(row: Row) -> SampledUnit:
    return SampledUnit(row.code, row.area, row.interviewer, Disposition(row.disposition), row.stands_in_for)
