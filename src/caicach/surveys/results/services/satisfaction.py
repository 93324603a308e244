"""Writes of satisfaction indices: what a survey offers to reports and indices by name."""

from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.periods import Period
from caicach.organisations.queries import units_on
from caicach.surveys.collection.obtaining import locked_survey
from caicach.surveys.results import queries
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import KEPT, Satisfaction
from caicach.surveys.results.models import SatisfactionIndex


def set_satisfaction(
    actor: Actor, *, survey_id: int, name: str, asked: Satisfaction, unit: str, period: Period, now: datetime
) -> int:
    """Adds an index, or changes the one of this name; gives its id. ``unit``: a code, where no question tells it.

    Raises NotAllowed, NotFound, InvalidInput ("survey.satisfaction").
    """
    require(actor, Permission.SURVEY_MANAGE)
    name = " ".join(name.split())
    scales = {one.column: one for one in queries.scale_questions(actor, survey_id)}
    groups = {one.column for one in queries.result_questions(actor, survey_id) if one.splits}
    answers = {choice for column in asked.questions if column in scales for choice in scales[column].choices}
    codes = {fact.code for fact in units_on(period.last)}
    faults = (
        (not 0 < len(name) <= 200, "name"),
        (not set(asked.questions) <= set(scales), "factors"),
        (
            asked.measure is Indicator.SATISFIED_SHARE and not (asked.satisfied and asked.satisfied <= answers),
            "satisfied",
        ),
        (bool(asked.by) == bool(unit) or (asked.by != "" and asked.by not in groups), "by"),
        (unit != "" and unit not in codes, "unit"),
    )
    column = next((column for is_wrong, column in faults if is_wrong), None)
    if column is not None:
        raise InvalidInput(
            "survey.satisfaction",
            what="Chưa ghi được chỉ số hài lòng.",
            why="Cần tên, câu thang điểm của bảng hỏi, mức được tính là hài lòng (nếu là tỷ lệ), và đơn vị: "
            "hoặc câu hỏi ghi mã đơn vị, hoặc một đơn vị có trong danh mục.",
            todo="Hãy sửa ô được đánh dấu.",
            column=column,
        )
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        given = {
            "definition": KEPT.plain(asked),
            "measure": asked.measure.value,
            "unit_id": unit or None,
            "first_on": period.first,
            "last_on": period.last,
            "set_at": now,
        }
        row, _is_new = SatisfactionIndex.objects.update_or_create(survey=survey, name=name, defaults=given)
        new = {"name": name, "period": period.id, "unit": unit or asked.by, "definition": given["definition"]}
        audit.record(actor, "surveys.satisfaction_set", subject=("survey", survey.pk), now=now, new=new)
    return row.pk


@transaction.atomic
def remove_satisfaction(actor: Actor, *, survey_id: int, index_id: int, now: datetime) -> None:
    """Nothing is offered by it from now on. Raises NotAllowed, NotFound."""
    survey = locked_survey(actor, survey_id)
    row = SatisfactionIndex.objects.filter(survey=survey, pk=index_id).first()
    if row is None:
        raise NotFound("survey.no_satisfaction", what="Cuộc khảo sát không có chỉ số hài lòng này.")
    name = row.name
    row.delete()
    audit.record(actor, "surveys.satisfaction_removed", subject=("survey", survey.pk), now=now, new={"name": name})
