"""Visits of the field: planned, and said to be done; of surveys that others run the province does no more than this."""

from datetime import date, datetime

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.surveys.collection.models import FieldVisit
from caicach.surveys.collection.obtaining import locked_survey


@transaction.atomic
def plan_visit(
    actor: Actor, *, survey_id: int, area: str, planned_on: date, place: str, contact: str, now: datetime
) -> int:
    """Raises NotAllowed, NotFound, InvalidInput ("survey.visit")."""
    survey = locked_survey(actor, survey_id)
    area, place, contact = (" ".join(text.split()) for text in (area, place, contact))
    if not 0 < len(area) <= 200 or max(len(place), len(contact)) > 300 or planned_on > survey.retained_until:
        raise InvalidInput(
            "survey.visit",
            what="Chưa ghi được chuyến thực địa.",
            why="Cần địa bàn (không quá 200 chữ), nơi và đầu mối không quá 300 chữ, ngày trong thời gian giữ phiếu.",
            todo="Hãy ghi lại những điều ấy.",
        )
    row = FieldVisit.objects.create(survey=survey, area=area, planned_on=planned_on, place=place, contact=contact)
    new = {"area": area, "on": planned_on.isoformat()}
    audit.record(actor, "surveys.visit_planned", subject=("survey", survey.pk), now=now, new=new)
    return row.pk


@transaction.atomic
def end_visit(actor: Actor, *, survey_id: int, visit_id: int, is_done: bool, now: datetime) -> None:
    """Done today, or struck from the plan. Raises NotAllowed, NotFound ("survey.no_visit")."""
    survey = locked_survey(actor, survey_id)
    row = FieldVisit.objects.filter(survey=survey, pk=visit_id, done_on=None).first()
    if row is None:
        raise NotFound("survey.no_visit", what="Cuộc khảo sát không có chuyến thực địa này chưa xong.")
    new = {"area": row.area, "on": row.planned_on.isoformat(), "is_done": is_done}
    if is_done:
        row.done_on = now.date()
        row.save(update_fields=["done_on"])
    else:
        row.delete()
    audit.record(actor, "surveys.visit_ended", subject=("survey", survey.pk), now=now, new=new)
