"""Answers that leave whole: who took them out stands in the trail before they do."""

from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.surveys.collection.obtaining import locked_survey


@transaction.atomic
def note_export(actor: Actor, *, survey_id: int, kind: str, now: datetime) -> None:
    """``kind`` names the file, as "answers.csv". Raises NotAllowed, NotFound."""
    survey = locked_survey(actor, survey_id)
    audit.record(actor, "surveys.answers_exported", subject=("survey", survey.pk), now=now, new={"file": kind})
