"""What came of the units of a sample, taken in from the table that the field keeps."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.surveys.collection.domain import fieldwork
from caicach.surveys.collection.models import SampledUnit
from caicach.surveys.collection.obtaining import locked_survey, refuse_past_retention
from caicach.surveys.collection.queries.progress import unit_value
from caicach.surveys.collection.units_file import examined_units

_BATCH: Final = 500


def take_in_units(actor: Actor, *, survey_id: int, name: str, data: bytes, now: datetime) -> tuple[int, int]:
    """How many units are new, and how many were there and are as the table says now; the others stay as they are. All
    of the table or nothing.

    Raises NotAllowed, NotFound, Conflict ("survey.retention_over"), InvalidInput ("survey.units_…" and what
    ``read_columns`` raises), TooLarge.
    """
    require(actor, Permission.SURVEY_MANAGE)
    given = examined_units(data, name)
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        refuse_past_retention(survey, what="Không nhận kết quả thực địa của cuộc khảo sát «{title}».", now=now)
        before = {row.code: row for row in SampledUnit.objects.filter(survey=survey)}
        kept = {code: unit_value(row) for code, row in before.items()}
        fieldwork.refuse_stand_ins(tuple((kept | given).values()), name)
        SampledUnit.objects.filter(pk__in=[before[code].pk for code in given if code in before]).delete()
        cells = {code: row.cell_id for code, row in before.items()}
        SampledUnit.objects.bulk_create(
            (
                SampledUnit(
                    survey=survey,
                    **asdict(unit),
                    cell_id=cells.get(unit.code) or cells.get(unit.stands_in_for),
                )
                for unit in given.values()
            ),
            batch_size=_BATCH,
        )
        new, changed = len(given.keys() - before.keys()), len(given.keys() & before.keys())
        told = {"new": new, "changed": changed}
        audit.record(actor, "surveys.units_taken_in", subject=("survey", survey.pk), now=now, new=told)
    return new, changed
