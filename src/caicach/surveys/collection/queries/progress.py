"""Reads of the field: what came of the sample, in all, by area and by interviewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from caicach.kernel.access import Actor
from caicach.surveys.collection.domain.fieldwork import Disposition, SampledUnit, Tally, tallies_by, tally_of
from caicach.surveys.collection.models import FieldVisit
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


@dataclass(frozen=True, slots=True)
class VisitLine:
    """``done_on`` is None while it is planned; ``units`` and ``ended``: of the area, all and those worked to an end."""

    id: int
    area: str
    planned_on: date
    place: str
    contact: str
    done_on: date | None
    units: int
    ended: int


def field_visits(actor: Actor, survey_id: int, found: FieldProgress) -> tuple[VisitLine, ...]:
    """In the order of their days, each with how far its area is. Two queries. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    none = tally_of(())
    lines = []
    for row in FieldVisit.objects.filter(survey=survey):
        tally = found.by_area.get(row.area, none)
        ended = tally.total - tally.n(Disposition.PENDING)
        lines.append(
            VisitLine(row.pk, row.area, row.planned_on, row.place, row.contact, row.done_on, tally.total, ended)
        )
    return tuple(lines)


def unit_value(row: Row) -> SampledUnit:
    return SampledUnit(row.code, row.area, row.interviewer, Disposition(row.disposition), row.stands_in_for)
